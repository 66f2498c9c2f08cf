// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix_history.h"

namespace grokking {

bool MatrixHistory::take(const Observed& observed)
{
    const auto* matrix = std::get_if<Matrix>(&observed.observation.content);
    if (!matrix || observed.observation.id != m_metric
        || matrix->values.values().size() != matrix->rowNames.size() * matrix->columnNames.size())
        return false;
    m_xAxis = observed.observation.xAxis;
    m_yAxis = observed.observation.yAxis;
    m_steps.push_back(observed.step);
    m_values.push_back(matrix->values);
    const bool areKnown = !m_names.empty() && m_names.back()->rows == matrix->rowNames
                          && m_names.back()->columns == matrix->columnNames;
    m_names.push_back(
        areKnown ? m_names.back()
                 : std::make_shared<const Names>(Names{matrix->rowNames, matrix->columnNames}));
    return true;
}

const std::vector<std::string>& MatrixHistory::rowNames(std::size_t index) const
{
    return m_names[index]->rows;
}

const std::vector<std::string>& MatrixHistory::columnNames(std::size_t index) const
{
    return m_names[index]->columns;
}

const Array<double>& MatrixHistory::values(std::size_t index) const
{
    return m_values[index];
}

} // namespace grokking
