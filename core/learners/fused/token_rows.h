// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The distinct pairs of position and token in some examples, numbered position by position. What a
// one-layer Transformer knows of an input before its last position is asked depends on the pair
// alone, so it is computed once per pair. Immutable; any thread may read.
#pragma once

#include "core/util/array.h"

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace grokking {

class TokenRows
{
public:
    struct Row {
        std::int32_t position = 0;
        std::int32_t token = 0;
    };

    // Takes all pairs in these examples (examples, positions), 0 <= token < vocabulary.
    TokenRows(std::initializer_list<const Array<std::int32_t>*> examples, std::int64_t vocabulary);

    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    [[nodiscard]] std::int64_t size() const { return std::ssize(m_rows); }
    [[nodiscard]] std::int64_t positions() const { return m_positions; }
    // Returns the number of the first row of the last position; the others follow.
    [[nodiscard]] std::int64_t firstOfLast() const { return m_firstOfLast; }

    // Returns the number of the row of each token of examples whose pairs are known.
    [[nodiscard]] std::vector<std::int32_t> rowsOf(const Array<std::int32_t>& examples) const;

private:
    std::int64_t m_positions = 0;
    std::int64_t m_vocabulary;
    std::int64_t m_firstOfLast = 0;
    std::vector<Row> m_rows;
    std::vector<std::int32_t> m_numbers; // (positions, vocabulary); -1 where there is no row
};

} // namespace grokking
