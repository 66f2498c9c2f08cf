// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/observation_series.h"

#include <algorithm>
#include <limits>

namespace grokking {

std::span<const double> curveValues(const Observation& observation)
{
    if (const auto* const scalar = std::get_if<Scalar>(&observation.content))
        return {&scalar->value, 1};
    if (const auto* const vector = std::get_if<NamedVector>(&observation.content))
        return vector->values;
    return {};
}

std::vector<std::string> curveNames(const Observation& observation)
{
    if (const auto* const vector = std::get_if<NamedVector>(&observation.content))
        return vector->names;
    if (std::holds_alternative<Scalar>(observation.content))
        return {observation.title};
    return {};
}

void ObservationSeries::append(const Observed& observed)
{
    const std::span<const double> values = curveValues(observed.observation);
    if (values.empty())
        return;
    const std::vector<std::string> names = curveNames(observed.observation);
    if (m_names.empty())
        m_names = names;
    m_steps.push_back(observed.step);
    if (names == m_names && values.size() == names.size()) { // the search takes their square
        m_values.insert(m_values.end(), values.begin(), values.end());
        return;
    }
    for (const std::string& name : m_names) {
        const auto place = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
        m_values.push_back(place < values.size() ? values[place]
                                                 : std::numeric_limits<double>::quiet_NaN());
    }
}

std::span<const double> ObservationSeries::row(std::size_t index) const
{
    return std::span(m_values).subspan(index * m_names.size(), m_names.size());
}

} // namespace grokking
