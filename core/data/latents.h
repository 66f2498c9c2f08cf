// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a data set needs of a network trained before: vectors that say what pictures look like. A
// data set asks for them (DatasetKind::latents), core/learners/torch trains the network, core/train
// hands them over by rememberLatents(), and make() takes them from there. Plain values; any thread.
#pragma once

#include "core/data/image_set.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace grokking {

// The network sees the training images and their labels, never the test images' labels.
struct LatentRequest {
    std::string recipe; // all that the vectors follow from, the same text for the same vectors
    std::shared_ptr<const ImageSource> images;
    std::vector<std::int32_t> train; // which of images->train
    std::vector<std::int32_t> test;  // which of images->testImages()
    std::uint64_t seed = 0;          // of weights and order of the images
};

// One vector per image asked for, in that order.
struct Latents {
    Array<float> train; // (images, dimensions)
    Array<float> test;
    double accuracy = 0.0; // of the network on the training images, 0 to 1

    bool operator==(const Latents&) const = default;
};

// Is told the share done while vectors are made, 0 to 1.
using LatentProgress = std::function<void(double share)>;

// Remembers what was made by a recipe, for this process; the oldest are forgotten.
void rememberLatents(const std::string& recipe, Latents latents);

// Returns what was made by a recipe, or nullptr.
[[nodiscard]] std::shared_ptr<const Latents> knownLatents(const std::string& recipe);

} // namespace grokking
