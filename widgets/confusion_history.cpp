// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/confusion_history.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace grokking {

void ConfusionHistory::take(const Observed& observed)
{
    const auto* matrix = std::get_if<Matrix>(&observed.observation.content);
    if (!matrix || observed.observation.id != m_metric)
        return;
    if (m_steps.empty()) {
        m_rowNames = matrix->rowNames;
        m_columnNames = matrix->columnNames;
    }
    if (matrix->values.values().size() != m_rowNames.size() * m_columnNames.size())
        return;
    m_steps.push_back(observed.step);
    for (const double count : matrix->values.values())
        m_counts.push_back(static_cast<float>(count));
}

std::optional<std::size_t> ConfusionHistory::indexAt(std::optional<std::int64_t> cursor) const
{
    const auto after = cursor ? std::ranges::upper_bound(m_steps, *cursor) : m_steps.end();
    if (after == m_steps.begin())
        return std::nullopt;
    return static_cast<std::size_t>(after - m_steps.begin() - 1);
}

Array<double> ConfusionHistory::counts(std::size_t index) const
{
    Array<double> counts({std::ssize(m_rowNames), std::ssize(m_columnNames)});
    const auto size = static_cast<std::ptrdiff_t>(counts.values().size());
    std::copy_n(m_counts.begin() + static_cast<std::ptrdiff_t>(index) * size, size,
                counts.values().begin());
    return counts;
}

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
