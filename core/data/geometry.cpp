// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/geometry.h"

#include <algorithm>
#include <cmath>

namespace grokking {

Array<double> classCentroids(const SubclassGeometry& geometry)
{
    if (geometry.classes.empty())
        return {};
    const std::int64_t classes = 1 + *std::ranges::max_element(geometry.classes);
    Array<double> means({classes, geometry.centroids.rowSize()});
    for (std::int64_t subclass = 0; subclass < geometry.centroids.rows(); ++subclass) {
        const auto label = geometry.classes[static_cast<std::size_t>(subclass)];
        const auto members = std::ranges::count(geometry.classes, label);
        const auto center = geometry.centroids.row(subclass);
        const auto mean = means.row(label);
        for (std::size_t k = 0; k < mean.size(); ++k)
            mean[k] += center[k] / static_cast<double>(members);
    }
    return means;
}

Array<double> distanceMatrix(const Array<double>& points)
{
    Array<double> distances({points.rows(), points.rows()});
    for (std::int64_t i = 0; i < points.rows(); ++i) {
        for (std::int64_t j = 0; j < i; ++j) {
            double sum = 0.0;
            const auto a = points.row(i);
            const auto b = points.row(j);
            for (std::size_t k = 0; k < a.size(); ++k)
                sum += (a[k] - b[k]) * (a[k] - b[k]);
            distances.row(i)[static_cast<std::size_t>(j)] = std::sqrt(sum);
            distances.row(j)[static_cast<std::size_t>(i)] = std::sqrt(sum);
        }
    }
    return distances;
}

} // namespace grokking
