// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The facts about an experiment's data as text and as JSON. Stateless.
#pragma once

#include "core/data/data_facts.h"

#include <string>

namespace grokking {

// Returns tables and sentences for people.
[[nodiscard]] std::string dataReportText(const DataFacts& facts);

// Returns one object on one line; an infinite or unknown number is null.
[[nodiscard]] std::string dataReportJson(const ExperimentSpec& spec, const DataFacts& facts);

} // namespace grokking
