// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The confusion matrices of one split over the steps of a run: how many examples of each subclass
// were taken for each class. Plain value; GUI thread only.
#pragma once

#include "core/events/training_event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

class ConfusionHistory
{
public:
    // Takes the observations of this metric: "confusion" or "training-confusion".
    explicit ConfusionHistory(std::string metric) : m_metric(std::move(metric)) {}

    void clear() { *this = ConfusionHistory(m_metric); }
    void take(const Observed& observed);

    [[nodiscard]] const std::vector<std::string>& rowNames() const { return m_rowNames; }
    [[nodiscard]] const std::vector<std::string>& columnNames() const { return m_columnNames; }
    [[nodiscard]] const std::vector<std::int64_t>& steps() const { return m_steps; }
    // Returns the index of the last step at or before the cursor, or of the last step without one;
    // nullopt if there is none.
    [[nodiscard]] std::optional<std::size_t> indexAt(std::optional<std::int64_t> cursor) const;
    // Returns the counts (rows, columns) at one of steps().
    [[nodiscard]] Array<double> counts(std::size_t index) const;

private:
    std::string m_metric;
    std::vector<std::string> m_rowNames;
    std::vector<std::string> m_columnNames;
    std::vector<std::int64_t> m_steps;
    std::vector<float> m_counts; // (steps, rows, columns)
};

// Returns the counts of classes (classes, columns): of each the sum over its subclasses.
[[nodiscard]] Array<double> sumOverClasses(const Array<double>& counts,
                                           const std::vector<std::int32_t>& classes);

// Returns the share of each row in the column of its class, NaN for an empty row.
[[nodiscard]] std::vector<double> accuracies(const Array<double>& counts,
                                             const std::vector<std::int32_t>& classes);

} // namespace grokking
