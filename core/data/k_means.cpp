// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/k_means.h"

#include "core/util/random.h"

#include <Eigen/Core>

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace grokking {

namespace {

using Row = Eigen::Map<const Eigen::RowVectorXd>;

constexpr int beginnings = 10;
constexpr int mostRounds = 100;

double squaredDistance(std::span<const double> a, std::span<const double> b)
{
    const auto size = std::ssize(a);
    return (Row(a.data(), size) - Row(b.data(), size)).squaredNorm();
}

struct Nearest {
    std::int32_t cluster = 0;
    double squared = 0.0; // distance
};

Nearest nearest(const Array<double>& centroids, std::span<const double> point)
{
    Nearest best{0, squaredDistance(centroids.row(0), point)};
    for (std::int64_t cluster = 1; cluster < centroids.rows(); ++cluster) {
        const double squared = squaredDistance(centroids.row(cluster), point);
        if (squared < best.squared)
            best = {static_cast<std::int32_t>(cluster), squared};
    }
    return best;
}

// Returns an index with a chance proportional to its weight; any index if all are zero.
std::size_t drawIndex(std::span<const double> weights, RandomStream& random)
{
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(total > 0.0))
        return random.below(weights.size());
    double left = total * random.uniform();
    std::size_t last = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] <= 0.0)
            continue;
        last = i;
        left -= weights[i];
        if (left < 0.0)
            break;
    }
    return last;
}

// Each further seed is a point drawn in proportion to its squared distance from those before.
Array<double> drawSeeds(const Array<double>& points, std::int64_t count, RandomStream& random,
                        const std::stop_token& stop)
{
    Array<double> seeds({count, points.rowSize()});
    std::vector<double> squared(static_cast<std::size_t>(points.rows()), 1.0);
    for (std::int64_t cluster = 0; cluster < count && !stop.stop_requested(); ++cluster) {
        const auto chosen = static_cast<std::int64_t>(drawIndex(squared, random));
        std::ranges::copy(points.row(chosen), seeds.row(cluster).begin());
        for (std::int64_t i = 0; i < points.rows(); ++i) {
            double& known = squared[static_cast<std::size_t>(i)];
            const double own = squaredDistance(points.row(i), points.row(chosen));
            known = cluster == 0 ? own : std::min(known, own);
        }
    }
    return seeds;
}

std::vector<std::int64_t> sizesOf(std::span<const std::int32_t> members, std::int64_t count)
{
    std::vector<std::int64_t> sizes(static_cast<std::size_t>(count));
    for (const std::int32_t member : members)
        ++sizes[static_cast<std::size_t>(member)];
    return sizes;
}

// Gives each empty cluster the point farthest from its centroid, of those not alone in theirs.
void fillEmpty(std::vector<std::int32_t>& members, std::vector<double>& squared, std::int64_t count)
{
    auto sizes = sizesOf(members, count);
    for (std::size_t cluster = 0; cluster < sizes.size(); ++cluster) {
        if (sizes[cluster] > 0)
            continue;
        std::size_t farthest = members.size();
        for (std::size_t i = 0; i < members.size(); ++i)
            if (sizes[static_cast<std::size_t>(members[i])] > 1
                && (farthest == members.size() || squared[i] > squared[farthest]))
                farthest = i;
        --sizes[static_cast<std::size_t>(members[farthest])];
        ++sizes[cluster];
        members[farthest] = static_cast<std::int32_t>(cluster);
        squared[farthest] = 0.0;
    }
}

void moveToMeans(Array<double>& centroids, const Array<double>& points,
                 std::span<const std::int32_t> members)
{
    const auto sizes = sizesOf(members, centroids.rows());
    std::ranges::fill(centroids.values(), 0.0);
    for (std::int64_t i = 0; i < points.rows(); ++i) {
        const auto center = centroids.row(members[static_cast<std::size_t>(i)]);
        const auto point = points.row(i);
        for (std::size_t k = 0; k < center.size(); ++k)
            center[k] += point[k];
    }
    for (std::int64_t cluster = 0; cluster < centroids.rows(); ++cluster)
        for (double& component : centroids.row(cluster))
            component /= static_cast<double>(sizes[static_cast<std::size_t>(cluster)]);
}

Clusters lloyd(const Array<double>& points, Array<double> centroids, const std::stop_token& stop)
{
    const auto count = static_cast<std::size_t>(points.rows());
    Clusters clusters{.centroids = std::move(centroids), .members = {}};
    std::vector<double> squared(count);
    for (int round = 0; round < mostRounds && !stop.stop_requested(); ++round) {
        std::vector<std::int32_t> members(count);
        for (std::size_t i = 0; i < count; ++i) {
            if (stop.stop_requested())
                return clusters;
            const Nearest best =
                nearest(clusters.centroids, points.row(static_cast<std::int64_t>(i)));
            members[i] = best.cluster;
            squared[i] = best.squared;
        }
        fillEmpty(members, squared, clusters.centroids.rows());
        if (members == clusters.members)
            break;
        clusters.members = std::move(members);
        moveToMeans(clusters.centroids, points, clusters.members);
    }
    for (std::size_t i = 0; i < clusters.members.size(); ++i)
        clusters.inertia += squaredDistance(points.row(static_cast<std::int64_t>(i)),
                                            clusters.centroids.row(clusters.members[i]));
    return clusters;
}

// Numbers the clusters by size, the largest first; equally large ones stay in order.
Clusters largestFirst(const Clusters& clusters)
{
    const auto sizes = sizesOf(clusters.members, clusters.centroids.rows());
    std::vector<std::int32_t> order(sizes.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::int32_t cluster) {
        return sizes[static_cast<std::size_t>(cluster)];
    });
    Clusters sorted = clusters;
    std::vector<std::int32_t> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[static_cast<std::size_t>(order[i])] = static_cast<std::int32_t>(i);
        std::ranges::copy(clusters.centroids.row(order[i]),
                          sorted.centroids.row(static_cast<std::int64_t>(i)).begin());
    }
    for (std::int32_t& member : sorted.members)
        member = place[static_cast<std::size_t>(member)];
    return sorted;
}

} // namespace

Clusters kMeans(const Array<double>& points, std::int64_t count, std::uint64_t seed,
                std::uint64_t streamStep, const std::stop_token& stop)
{
    assert(count >= 1 && points.rows() >= count);
    RandomStream random(seed, Stream::Geometry, streamStep);
    Clusters best = lloyd(points, drawSeeds(points, count, random, stop), stop);
    for (int i = 1; i < beginnings && !stop.stop_requested(); ++i) {
        Clusters next = lloyd(points, drawSeeds(points, count, random, stop), stop);
        if (next.inertia < best.inertia)
            best = std::move(next);
    }
    return stop.stop_requested() ? best : largestFirst(best);
}

std::int32_t nearestCentroid(const Array<double>& centroids, std::span<const double> point)
{
    return nearest(centroids, point).cluster;
}

} // namespace grokking
