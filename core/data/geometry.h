// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the subclasses of a data set lie, known without making any example. Plain values; any
// thread.
#pragma once

#include "core/util/array.h"

#include <cstdint>
#include <vector>

namespace grokking {

// One row and one class per subclass, in the order of the data set's Grouping.
struct SubclassGeometry {
    Array<double> centroids; // (subclasses, dimensions), of Examples::points()
    std::vector<std::int32_t> classes;
    bool ofInputs = true; // the dimensions are the features of the inputs

    bool operator==(const SubclassGeometry&) const = default;
};

// Returns the mean of the centroids of each class (classes, features). Each class from 0 to the
// highest has a subclass.
[[nodiscard]] Array<double> classCentroids(const SubclassGeometry& geometry);

// Returns the Euclidean distance of each pair of rows (points, points).
[[nodiscard]] Array<double> distanceMatrix(const Array<double>& points);

} // namespace grokking
