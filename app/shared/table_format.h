// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table of groups of runs as text, Markdown, CSV or JSON. Stateless.
#pragma once

#include "app/shared/group_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace grokking {

using TableCells = std::vector<std::string>;

// Returns the table to be read, headings first; steps that no run came to have no column.
[[nodiscard]] std::vector<TableCells> tableRows(const GroupTable& table);

// Returns the names of the formats: "text", "markdown", "csv", "json".
[[nodiscard]] const std::vector<std::string>& tableFormats();

// Returns the table in one of these formats. To be read: medians that are not reached are "> N",
// a score that no run has is "-". For programs: csv has a line of column names, json one object per
// row on one line; a median that is not reached is null or empty, with N under "..._more_than".
[[nodiscard]] std::string tableAs(std::string_view format, const GroupTable& table);

} // namespace grokking
