// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/probed_examples.h"

#include <algorithm>

namespace grokking {

namespace {

template <class Number>
Array<Number> rowsFrom(const Array<Number>& all, std::int64_t first, std::int64_t count)
{
    if (all.rows() == 0)
        return {};
    Array<Number> rows({count, all.rowSize()});
    std::ranges::copy(all.values().subspan(static_cast<std::size_t>(first * all.rowSize()),
                                           static_cast<std::size_t>(count * all.rowSize())),
                      rows.values().begin());
    return rows;
}

template <class Number>
Array<Number> rowsAt(const Array<Number>& all, std::span<const std::int64_t> indices)
{
    if (all.rows() == 0)
        return {};
    Array<Number> rows({std::ssize(indices), all.rowSize()});
    for (std::size_t i = 0; i < indices.size(); ++i)
        std::ranges::copy(all.row(indices[i]), rows.row(static_cast<std::int64_t>(i)).begin());
    return rows;
}

} // namespace

Examples examplesFrom(const Examples& examples, std::int64_t first, std::int64_t count)
{
    return {.inputs = rowsFrom(examples.inputs, first, count),
            .tokens = rowsFrom(examples.tokens, first, count)};
}

Examples examplesAt(const Examples& examples, std::span<const std::int64_t> indices)
{
    return {.inputs = rowsAt(examples.inputs, indices), .tokens = rowsAt(examples.tokens, indices)};
}

} // namespace grokking
