// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// k-means by Lloyd's algorithm from k-means++ seeds (Arthur & Vassilvitskii 2007): the best of some
// beginnings. Stateless; any thread.
#pragma once

#include "core/util/array.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace grokking {

struct Clusters {
    Array<double> centroids;           // (clusters, dimensions), the largest cluster first
    std::vector<std::int32_t> members; // cluster of each point
    double inertia = 0.0;              // sum of the squared distances from the centroids

    bool operator==(const Clusters&) const = default;
};

// Finds `count` clusters among at least as many points (points, dimensions); the same ones for the
// same seed and `streamStep`, which tells several calls of a seed apart. No cluster is empty, also
// if points coincide. Incomplete once stop is requested, which is seen after each point.
[[nodiscard]] Clusters kMeans(const Array<double>& points, std::int64_t count, std::uint64_t seed,
                              std::uint64_t streamStep, const std::stop_token& stop = {});

// Returns the row of `centroids` that is nearest to a point; of equally near ones the first.
[[nodiscard]] std::int32_t nearestCentroid(const Array<double>& centroids,
                                           std::span<const double> point);

} // namespace grokking
