// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A data set as learners see it: inputs (numbers, or tokens) and targets of the train and test
// split, and where it has one a named partition of the examples. Immutable once made; any thread
// may read.
#pragma once

#include "core/util/array.h"
#include "core/util/grouping.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace grokking {

enum class Split { Train, Test };

// One class per example, 0 <= label < classes.
struct ClassTargets {
    std::int64_t classes = 0;
    std::vector<std::int32_t> labels;

    bool operator==(const ClassTargets&) const = default;
};

// What there is to predict. A further kind of target is a further alternative.
using Targets = std::variant<ClassTargets>;

struct Examples {
    Array<double> inputs;       // (examples, features); empty where the inputs are tokens
    Array<std::int32_t> tokens; // (examples, positions), 0 <= token < vocabulary; else empty
    Targets targets;
    std::vector<std::int32_t> groups; // group of each example; empty without a grouping

    [[nodiscard]] std::int64_t size() const { return std::max(inputs.rows(), tokens.rows()); }

    bool operator==(const Examples&) const = default;
};

// The size of a data set, known before it is made.
struct DatasetShape {
    std::int64_t trainingExamples = 0;
    std::int64_t testExamples = 0;
    std::int64_t features = 0;   // numbers per example; 0 where the inputs are tokens
    std::int64_t positions = 0;  // tokens per example; 0 where the inputs are numbers
    std::int64_t vocabulary = 0; // different tokens
    std::int64_t classes = 0;
    std::int64_t groups = 0; // 0 without a grouping

    [[nodiscard]] bool hasTokens() const { return positions > 0; }

    bool operator==(const DatasetShape&) const = default;
};

struct Dataset {
    Examples train;
    Examples test;
    std::optional<Grouping> grouping;
    std::int64_t vocabulary = 0; // different tokens; 0 where the inputs are numbers

    [[nodiscard]] const Examples& split(Split which) const
    {
        return which == Split::Train ? train : test;
    }

    bool operator==(const Dataset&) const = default;
};

} // namespace grokking
