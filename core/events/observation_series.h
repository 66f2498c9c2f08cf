// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The observations of one metric whose content is a number or named numbers, without the titles
// and names that repeat in each: 8 bytes a value. A curve against the step for each name. Plain
// value; one owner, one thread.
#pragma once

#include "core/events/training_event.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace grokking {

// Returns the numbers of an observation; empty for other kinds of content.
[[nodiscard]] std::span<const double> curveValues(const Observation& observation);
// Returns their names: of a plain number the observation's title.
[[nodiscard]] std::vector<std::string> curveNames(const Observation& observation);

class ObservationSeries
{
public:
    // Appends an observation. The first one's names are those of all; a number that lacks in a
    // later one is NaN, and one with another name is left out.
    void append(const Observed& observed);

    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    // Ascending.
    [[nodiscard]] const std::vector<std::int64_t>& steps() const { return m_steps; }
    // Returns the numbers at steps()[index], one per name.
    [[nodiscard]] std::span<const double> row(std::size_t index) const;

private:
    std::vector<std::string> m_names;
    std::vector<std::int64_t> m_steps;
    std::vector<double> m_values; // (steps, names)
};

} // namespace grokking
