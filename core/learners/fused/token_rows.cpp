// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/token_rows.h"

#include <algorithm>
#include <cassert>

namespace grokking {

namespace {

// Calls visit(position, token) for each token of the examples.
template <class Visit>
void forEachToken(const Array<std::int32_t>& examples, Visit visit)
{
    const auto tokens = examples.values();
    const auto positions = static_cast<std::size_t>(examples.rowSize());
    for (std::size_t i = 0; i < tokens.size(); ++i)
        visit(static_cast<std::int64_t>(i % positions), tokens[i]);
}

} // namespace

TokenRows::TokenRows(std::initializer_list<const Array<std::int32_t>*> examples,
                     std::int64_t vocabulary)
    : m_vocabulary(vocabulary)
{
    for (const auto* part : examples)
        m_positions = std::max(m_positions, part->rowSize());
    m_numbers.assign(static_cast<std::size_t>(m_positions * vocabulary), -1);
    for (const auto* part : examples)
        forEachToken(*part, [this](std::int64_t position, std::int32_t token) {
            m_numbers[static_cast<std::size_t>(position * m_vocabulary + token)] = 0;
        });
    for (std::int64_t position = 0; position < m_positions; ++position) {
        m_firstOfLast = std::ssize(m_rows);
        for (std::int64_t token = 0; token < vocabulary; ++token) {
            auto& number = m_numbers[static_cast<std::size_t>(position * vocabulary + token)];
            if (number < 0)
                continue;
            number = static_cast<std::int32_t>(m_rows.size());
            m_rows.push_back(
                {static_cast<std::int32_t>(position), static_cast<std::int32_t>(token)});
        }
    }
}

std::vector<std::int32_t> TokenRows::rowsOf(const Array<std::int32_t>& examples) const
{
    std::vector<std::int32_t> rows;
    rows.reserve(examples.values().size());
    forEachToken(examples, [&](std::int64_t position, std::int32_t token) {
        rows.push_back(m_numbers[static_cast<std::size_t>(position * m_vocabulary + token)]);
        assert(rows.back() >= 0);
    });
    return rows;
}

} // namespace grokking
