// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small gray pictures of ten classes, digits above all: those that the program brings along (5000
// of MNIST, resources/digits), or those of the user's files. Immutable; any thread.
#pragma once

#include "core/data/idx.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace grokking {

inline constexpr std::int64_t digitClasses = 10;

struct ImageSet {
    Array<std::uint8_t> pixels; // (images, height, width), 0 to 255
    Array<std::uint8_t> labels; // (images), 0 to 9

    [[nodiscard]] std::int64_t size() const { return labels.rows(); }
    [[nodiscard]] std::int64_t height() const { return pixels.shape()[1]; }
    [[nodiscard]] std::int64_t width() const { return pixels.shape()[2]; }

    bool operator==(const ImageSet&) const = default;
};

// What there is to train on, and what is to be tested on where the source says so.
struct ImageSource {
    ImageSet train;
    std::optional<ImageSet> test;

    // Returns where pictures for testing come from: those that are not for training, if there are
    // no others.
    [[nodiscard]] const ImageSet& testImages() const { return test ? *test : train; }

    bool operator==(const ImageSource&) const = default;
};

// Puts images (images, height, width) and labels (images) together; other shapes are undefined
// behavior. `context` names the images. Fails (InvalidFile) if they are not
// equally many, none, larger than 64 by 64 pixels, or if a label is not 0 to 9.
[[nodiscard]] Result<ImageSet> imageSet(IdxArray images, IdxArray labels,
                                        const std::string& context);

// Returns the digits that the program brings along, 500 of each, 20 by 20 pixels.
[[nodiscard]] const std::shared_ptr<const ImageSource>& shippedDigits();

// Reads a folder of IDX files: train-images-idx3-ubyte and train-labels-idx1-ubyte, each as it is
// or with .gz, and t10k-... likewise if they are there. Fails as readIdx() and imageSet(), or if
// the images of the two have different sizes.
[[nodiscard]] Result<ImageSource> readIdxFolder(const std::filesystem::path& folder);

// Returns 16 hexadecimal digits that stand for the pictures and their labels.
[[nodiscard]] std::string imageFingerprint(const ImageSource& source);

} // namespace grokking
