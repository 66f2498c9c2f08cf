// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a table of the user's own: which file, how it is read and how its rows are
// split. Stateless; any thread.
#pragma once

#include "core/data/csv_columns.h"
#include "core/spec/param_spec.h"

#include <string>
#include <vector>

namespace grokking {

// Returns the settings of a table of classes, or of one with numbers to predict.
[[nodiscard]] std::vector<ParamSpec> csvParameters();
[[nodiscard]] std::vector<ParamSpec> csvNumbersParameters();

// Returns how the file is to be read.
[[nodiscard]] CsvFormat csvFormat(const Parameters& values);
[[nodiscard]] CsvFormat csvNumbersFormat(const Parameters& values);

// Returns the subclasses or classes to be subsampled by name; none if they are drawn.
[[nodiscard]] std::vector<std::string> csvSubsampledNames(const Parameters& values);

} // namespace grokking
