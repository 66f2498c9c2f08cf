// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of the data set of digits, and what they come to. Stateless; any thread.
#pragma once

#include "core/data/class_subclass.h"
#include "core/data/image_set.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

// What pictures are compared by.
enum class DigitSpace { Latents, Pixels };

struct DigitSettings {
    std::shared_ptr<const ImageSource> source;
    std::string fingerprint; // of the files they were read from; empty if shipped
    SubclassDesign design;   // classes are digits, subclasses clusters
    DigitSpace space = DigitSpace::Latents;
    std::int64_t perDigit = 0; // training pictures that there are to choose from
};

[[nodiscard]] std::vector<ParamSpec> digitParameters();

// Reads settings and pictures, which are remembered until their files change, as is why they cannot
// be read; see core/util/file_memory.h. Fails if a file of pictures cannot be read.
[[nodiscard]] Result<DigitSettings> readDigitSettings(const Parameters& values);

// Returns what is wrong with them, as far as that can be said without clusters.
[[nodiscard]] std::vector<SpecProblem> checkDigits(const Parameters& values);

// Returns why pictures for training cannot be drawn and grouped, whatever is then chosen of them:
// the least that must hold of files that may have changed since checkDigits().
[[nodiscard]] std::optional<SpecProblem> poolProblem(const DigitSettings& settings);

// Returns whether checkDigits() would have to read files first.
[[nodiscard]] bool areDigitsUnread(const Parameters& values);

} // namespace grokking
