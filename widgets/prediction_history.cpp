// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/prediction_history.h"

#include "widgets/step_cursor.h"

#include <algorithm>

namespace grokking {

void PredictionHistory::clear()
{
    *this = {};
}

void PredictionHistory::take(const Observed& observed)
{
    const auto& [id, title, unit, xAxis, yAxis, content] = observed.observation;
    const auto* matrix = std::get_if<Matrix>(&content);
    const bool isLabels = id == "sample-predictions";
    if (!matrix || (!isLabels && id != "sample-margins"))
        return;
    const auto values = matrix->values.values();
    if (m_samples == 0)
        m_samples = values.size();
    if (values.size() != m_samples)
        return;
    if (!isLabels) {
        for (const double value : values)
            m_margins.push_back(static_cast<float>(value));
        return;
    }
    m_steps.push_back(observed.step);
    for (const double value : values)
        m_labels.push_back(static_cast<std::uint16_t>(value));
}

std::size_t PredictionHistory::size() const
{
    return m_samples == 0 ? 0 : std::min(m_steps.size(), m_margins.size() / m_samples);
}

std::optional<std::size_t> PredictionHistory::indexAt(std::optional<std::int64_t> cursor) const
{
    return grokking::indexAt(std::span(m_steps).first(size()), cursor);
}

PredictionHistory::Prediction PredictionHistory::at(std::size_t index, std::size_t sample) const
{
    const std::size_t place = index * m_samples + sample;
    return {m_steps[index], m_labels[place], static_cast<double>(m_margins[place])};
}

} // namespace grokking
