// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A set of cells of a small table as a text: "A1 B2" is row A, column 1 and row B, column 2. The
// value of settings of kind Cells. Plain values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

constexpr std::int64_t maximumCellRows = 26; // A to Z

struct Cell {
    std::int64_t row = 0;    // from 0: A
    std::int64_t column = 0; // from 0: 1

    auto operator<=>(const Cell&) const = default;
};

// Returns the name of a cell, 0 <= row < maximumCellRows: "A1".
[[nodiscard]] std::string cellName(const Cell& cell);

// Reads names with blanks or commas between them; sorted and each once. nullopt if some word is
// not a name.
[[nodiscard]] std::optional<std::vector<Cell>> parseCells(std::string_view text);

// Returns the text that parseCells() reads back.
[[nodiscard]] std::string cellsText(const std::vector<Cell>& cells);

} // namespace grokking
