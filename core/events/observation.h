// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a learner or metric lets be seen at one step, in one of a few fixed kinds. There is one
// view per kind, so a new metric needs no new widget. Plain values; any thread.
#pragma once

#include "core/util/array.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace grokking {

struct Scalar {
    double value = 0.0;
    bool operator==(const Scalar&) const = default;
};

// One number per name: per layer, per subclass.
struct NamedVector {
    std::vector<std::string> names;
    std::vector<double> values;
    bool operator==(const NamedVector&) const = default;
};

struct Matrix {
    std::vector<std::string> rowNames;
    std::vector<std::string> columnNames;
    Array<double> values; // (rows, columns)
    bool operator==(const Matrix&) const = default;
};

struct PointCloud {
    Array<double> points;             // (points, 2)
    std::vector<std::int32_t> groups; // index of each point's group
    bool operator==(const PointCloud&) const = default;
};

struct BandedCurve {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<double> low;
    std::vector<double> high;
    bool operator==(const BandedCurve&) const = default;
};

struct ImageGrid {
    Array<double> images; // (images, height, width), values in [0, 1]
    bool operator==(const ImageGrid&) const = default;
};

struct Observation {
    std::string id;    // of the metric: "subclass-accuracy"
    std::string title; // "Accuracy per subclass"
    std::string unit;  // of the values; empty for pure numbers
    std::string xAxis; // axis label where the kind has one
    std::string yAxis;
    std::variant<Scalar, NamedVector, Matrix, PointCloud, BandedCurve, ImageGrid> content;

    bool operator==(const Observation&) const = default;
};

} // namespace grokking
