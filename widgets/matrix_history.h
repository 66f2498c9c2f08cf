// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The matrices that one metric observed over the steps of a run, without the names that repeat.
// Plain value; GUI thread only.
#pragma once

#include "core/events/training_event.h"
#include "widgets/step_cursor.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace grokking {

class MatrixHistory
{
public:
    // Takes the observations of this metric.
    explicit MatrixHistory(std::string metric) : m_metric(std::move(metric)) {}

    void clear() { *this = MatrixHistory(m_metric); }
    // Takes an observation. Returns false for that of another metric, and for one whose names are
    // not as many as its rows and columns.
    bool take(const Observed& observed);

    // Ascending.
    [[nodiscard]] const std::vector<std::int64_t>& steps() const { return m_steps; }
    // Returns the index of the last step at or before the cursor, or of the last step without one;
    // nullopt if there is none.
    [[nodiscard]] std::optional<std::size_t> indexAt(std::optional<std::int64_t> cursor) const
    {
        return grokking::indexAt(m_steps, cursor);
    }

    // Return names and values (rows, columns) at one of steps(); `index` is valid.
    [[nodiscard]] const std::vector<std::string>& rowNames(std::size_t index) const;
    [[nodiscard]] const std::vector<std::string>& columnNames(std::size_t index) const;
    [[nodiscard]] const Array<double>& values(std::size_t index) const;

    // Return what the columns and the rows are; empty before the first observation.
    [[nodiscard]] const std::string& xAxis() const { return m_xAxis; }
    [[nodiscard]] const std::string& yAxis() const { return m_yAxis; }

private:
    struct Names {
        std::vector<std::string> rows;
        std::vector<std::string> columns;
    };

    std::string m_metric;
    std::string m_xAxis;
    std::string m_yAxis;
    std::vector<std::int64_t> m_steps;
    std::vector<std::shared_ptr<const Names>> m_names; // shared by steps that have the same
    std::vector<Array<double>> m_values;
};

} // namespace grokking
