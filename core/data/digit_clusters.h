// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Splits pictures into those to train on and those to test on, and groups each digit's by k-means.
// Plain values; any thread.
#pragma once

#include "core/data/image_set.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace grokking {

// Pictures of the digits 0, 1, ... up to some class.
struct DigitPools {
    std::vector<std::int32_t> train; // of source.train, class after class, equally many of each
    std::vector<std::int32_t> test;  // of source.testImages(), and not among those above

    bool operator==(const DigitPools&) const = default;
};

// Draws `perDigit` training pictures of each of the first classes. Each class must have that many:
// the behavior is undefined otherwise. What is drawn for one class depends on none of the others.
[[nodiscard]] DigitPools drawPools(const ImageSource& source, std::int64_t classes,
                                   std::int64_t perDigit, std::uint64_t seed);

// Returns the pixels of some pictures as numbers from 0 to 1 (pictures, pixels).
[[nodiscard]] Array<double> pixelVectors(const ImageSet& images,
                                         std::span<const std::int32_t> chosen);

// Returns the vectors (count, dimensions) by which `count` pictures of a pool, from place `first`
// on, are compared.
using PictureVectors = std::function<Array<double>(std::int64_t first, std::int64_t count)>;

// The clusters of each digit, one digit after the other.
struct DigitClusters {
    Array<double> centroids;                      // (classes x clusters, dimensions)
    std::vector<std::vector<std::int32_t>> train; // of each cluster: places in DigitPools::train
    std::vector<std::vector<std::int32_t>> test;  // likewise in DigitPools::test

    bool operator==(const DigitClusters&) const = default;
};

// Groups the training pictures of each class into `clusters`, and puts each test picture to the
// nearest of its class. Asks for the vectors of one class at a time, and of one test picture at a
// time: all of them together may be large. Incomplete once stop is requested.
[[nodiscard]] DigitClusters findDigitClusters(const ImageSource& source, const DigitPools& pools,
                                              const PictureVectors& train,
                                              const PictureVectors& test, std::int64_t classes,
                                              std::int64_t clusters, std::uint64_t seed,
                                              const std::stop_token& stop = {});

} // namespace grokking
