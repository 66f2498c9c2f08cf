// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/digit_clusters.h"

#include "core/data/k_means.h"
#include "core/util/random.h"

#include <algorithm>
#include <cassert>

namespace grokking {

namespace {

// Steps of the geometry stream; each digit has its own.
constexpr std::uint64_t splitStep = 0;
constexpr std::uint64_t testStep = 100;
constexpr std::uint64_t clusterStep = 200;

// Returns the pictures of a class in a random order.
std::vector<std::int32_t> shuffledClass(const ImageSet& images, std::int64_t label,
                                        std::uint64_t seed, std::uint64_t step)
{
    const auto labels = images.labels.values();
    std::vector<std::int32_t> members;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i] == label)
            members.push_back(static_cast<std::int32_t>(i));
    RandomStream random(seed, Stream::Geometry, step + static_cast<std::uint64_t>(label));
    std::vector<std::int32_t> shuffled;
    for (const std::int32_t place : randomPermutation(std::ssize(members), random))
        shuffled.push_back(members[static_cast<std::size_t>(place)]);
    return shuffled;
}

} // namespace

DigitPools drawPools(const ImageSource& source, std::int64_t classes, std::int64_t perDigit,
                     std::uint64_t seed)
{
    DigitPools pools;
    for (std::int64_t label = 0; label < classes; ++label) {
        const auto members = shuffledClass(source.train, label, seed, splitStep);
        assert(std::ssize(members) >= perDigit);
        const auto end = members.begin() + perDigit;
        pools.train.insert(pools.train.end(), members.begin(), end);
        if (!source.test)
            pools.test.insert(pools.test.end(), end, members.end());
        else
            std::ranges::copy(shuffledClass(*source.test, label, seed, testStep),
                              std::back_inserter(pools.test));
    }
    return pools;
}

Array<double> pixelVectors(const ImageSet& images, std::span<const std::int32_t> chosen)
{
    constexpr double white = 255.0;
    Array<double> vectors({std::ssize(chosen), images.height() * images.width()});
    for (std::size_t i = 0; i < chosen.size(); ++i)
        std::ranges::transform(images.pixels.row(chosen[i]),
                               vectors.row(static_cast<std::int64_t>(i)).begin(),
                               [](std::uint8_t pixel) { return pixel / white; });
    return vectors;
}

DigitClusters findDigitClusters(const ImageSource& source, const DigitPools& pools,
                                const PictureVectors& train, const PictureVectors& test,
                                std::int64_t classes, std::int64_t clusters, std::uint64_t seed,
                                const std::stop_token& stop)
{
    const std::int64_t perDigit = std::ssize(pools.train) / classes;
    const auto groups = static_cast<std::size_t>(classes * clusters);
    DigitClusters found{.centroids = {},
                        .train = std::vector<std::vector<std::int32_t>>(groups),
                        .test = std::vector<std::vector<std::int32_t>>(groups)};
    std::vector<Array<double>> centroids; // of each class
    for (std::int64_t label = 0; label < classes && !stop.stop_requested(); ++label) {
        const std::int64_t first = label * perDigit;
        auto own = kMeans(train(first, perDigit), clusters, seed,
                          clusterStep + static_cast<std::uint64_t>(label), stop);
        if (label == 0)
            found.centroids = Array<double>({classes * clusters, own.centroids.rowSize()});
        for (std::size_t i = 0; i < own.members.size(); ++i)
            found.train[static_cast<std::size_t>(label * clusters + own.members[i])].push_back(
                static_cast<std::int32_t>(first) + static_cast<std::int32_t>(i));
        for (std::int64_t cluster = 0; cluster < clusters; ++cluster)
            std::ranges::copy(own.centroids.row(cluster),
                              found.centroids.row(label * clusters + cluster).begin());
        centroids.push_back(std::move(own.centroids));
    }
    for (std::size_t i = 0; i < pools.test.size() && !stop.stop_requested(); ++i) {
        const std::int64_t label =
            source.testImages().labels.values()[static_cast<std::size_t>(pools.test[i])];
        const std::int32_t cluster =
            nearestCentroid(centroids[static_cast<std::size_t>(label)],
                            test(static_cast<std::int64_t>(i), 1).values());
        found.test[static_cast<std::size_t>(label * clusters + cluster)].push_back(
            static_cast<std::int32_t>(i));
    }
    return found;
}

} // namespace grokking
