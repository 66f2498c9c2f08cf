// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A data set as learners see it: inputs (numbers, or tokens) and targets of the train and test
// split, and where it has one a named partition of the examples. Immutable once made; any thread
// may read.
#pragma once

#include "core/util/array.h"
#include "core/util/grouping.h"
#include "core/util/overloaded.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
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

// One class per position of a sequence. The same positions are asked for in every example, and an
// example is right only if all of them are.
struct SequenceTargets {
    std::int64_t classes = 0;
    Array<std::int32_t> labels; // (examples, positions), 0 <= label < classes; -1: not asked for

    bool operator==(const SequenceTargets&) const = default;
};

// One number per example.
struct RealTargets {
    std::vector<double> values;

    bool operator==(const RealTargets&) const = default;
};

// What there is to predict. A further kind of target is a further alternative.
using Targets = std::variant<ClassTargets, SequenceTargets, RealTargets>;

// Returns how many classes there are to choose from; 0 of numbers.
[[nodiscard]] inline std::int64_t classCount(const Targets& targets)
{
    return std::visit(Overloaded{[](const RealTargets&) { return std::int64_t{0}; },
                                 [](const auto& kind) { return kind.classes; }},
                      targets);
}

// The table of a binary operation x o y that the examples are taken from.
struct PairTable {
    std::string title;                 // "x + y (mod 97)"
    std::vector<std::string> elements; // names of the operands, for rows and columns: "0", "1", ...
    Array<std::int32_t> answers;       // (elements x, elements y), an element; -1: not defined

    bool operator==(const PairTable&) const = default;
};

struct Examples {
    Array<double> inputs;       // (examples, features); empty where the inputs are tokens
    Array<std::int32_t> tokens; // (examples, positions), 0 <= token < vocabulary; else empty
    Targets targets;
    std::vector<std::int32_t> groups; // group of each example; empty without a grouping
    Array<double> places; // (examples, dimensions), where the groups lie in a space of their own,
                          // not in that of the inputs; else empty
    std::vector<std::int32_t> pairs; // cell of each example in the data set's table, x first:
                                     // x * elements + y; empty without a table

    // Returns the points that lie around the groups' centroids (examples, dimensions).
    [[nodiscard]] const Array<double>& points() const
    {
        return places.rows() > 0 ? places : inputs;
    }
    [[nodiscard]] std::int64_t size() const { return std::max(inputs.rows(), tokens.rows()); }

    bool operator==(const Examples&) const = default;
};

// The size of a data set, known before it is made.
struct DatasetShape {
    std::int64_t trainingExamples = 0;
    std::int64_t testExamples = 0;
    std::int64_t features = 0;        // numbers per example; 0 where the inputs are tokens
    std::int64_t positions = 0;       // tokens per example; 0 where the inputs are numbers
    std::int64_t vocabulary = 0;      // different tokens
    std::int64_t classes = 0;         // 0 where there is a number to predict
    std::int64_t targetPositions = 0; // of SequenceTargets; 0 where an example has one class
    std::int64_t groups = 0;          // 0 without a grouping
    std::int64_t pictureHeight = 0;   // where the first features are the pixels of a picture, line
    std::int64_t pictureWidth = 0;    // by line, from 0 to 1; else 0

    [[nodiscard]] bool hasTokens() const { return positions > 0; }

    bool operator==(const DatasetShape&) const = default;
};

struct Dataset {
    Examples train;
    Examples test;
    std::optional<Grouping> grouping;
    std::optional<PairTable> table; // where the examples are pairs of operands
    std::int64_t vocabulary = 0;    // different tokens; 0 where the inputs are numbers
    // Training examples there were of each group to choose from; empty if they are made as needed.
    std::vector<std::int64_t> drawnFrom = {};
    std::string fingerprint = {}; // of the files it was read from; empty if there are none
    // Of which examples were chosen, where the last bit of a computation may decide; else empty.
    std::string choiceFingerprint = {};

    [[nodiscard]] const Examples& split(Split which) const
    {
        return which == Split::Train ? train : test;
    }

    bool operator==(const Dataset&) const = default;
};

} // namespace grokking
