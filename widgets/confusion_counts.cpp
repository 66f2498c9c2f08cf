// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/confusion_counts.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace grokking {

Array<double> sumOverClasses(const Array<double>& counts, const std::vector<std::int32_t>& classes)
{
    if (counts.rows() != std::ssize(classes) || classes.empty())
        return counts;
    Array<double> sums({1 + std::ranges::max(classes), counts.rowSize()});
    for (std::int64_t row = 0; row < counts.rows(); ++row) {
        const auto into = sums.row(classes[static_cast<std::size_t>(row)]);
        std::ranges::transform(into, counts.row(row), into.begin(), std::plus<>());
    }
    return sums;
}

std::vector<double> accuracies(const Array<double>& counts,
                               const std::vector<std::int32_t>& classes)
{
    std::vector<double> shares;
    for (std::int64_t row = 0; row < counts.rows(); ++row) {
        const auto values = counts.row(row);
        const double total = std::accumulate(values.begin(), values.end(), 0.0);
        const auto label = static_cast<std::size_t>(classes[static_cast<std::size_t>(row)]);
        shares.push_back(total > 0.0 ? values[label] / total
                                     : std::numeric_limits<double>::quiet_NaN());
    }
    return shares;
}

} // namespace grokking
