// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/cells.h"

#include <algorithm>
#include <charconv>

namespace grokking {

namespace {

std::optional<Cell> parseCell(std::string_view name)
{
    if (name.empty() || name[0] < 'A' || name[0] > 'Z')
        return std::nullopt;
    std::int64_t column = 0;
    const auto [end, status] = std::from_chars(name.data() + 1, name.data() + name.size(), column);
    if (status != std::errc{} || end != name.data() + name.size() || column < 1)
        return std::nullopt;
    return Cell{name[0] - 'A', column - 1};
}

} // namespace

std::string cellName(const Cell& cell)
{
    return static_cast<char>('A' + cell.row) + std::to_string(cell.column + 1);
}

std::optional<std::vector<Cell>> parseCells(std::string_view text)
{
    constexpr std::string_view separators = " ,";
    std::vector<Cell> cells;
    std::size_t begin = 0;
    while ((begin = text.find_first_not_of(separators, begin)) != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
        const auto cell = parseCell(text.substr(begin, end - begin));
        if (!cell)
            return std::nullopt;
        cells.push_back(*cell);
        begin = end;
    }
    std::ranges::sort(cells);
    const auto repeated = std::ranges::unique(cells);
    cells.erase(repeated.begin(), repeated.end());
    return cells;
}

std::string cellsText(const std::vector<Cell>& cells)
{
    std::string text;
    for (const Cell& cell : cells)
        text += (text.empty() ? "" : " ") + cellName(cell);
    return text;
}

} // namespace grokking
