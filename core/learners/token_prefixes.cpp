// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/token_prefixes.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace grokking {

namespace {

// Numbers pairs of small numbers in the order in which they first occur.
class PairNumbers
{
public:
    // Returns the number of a pair, and whether it is new.
    std::pair<std::int64_t, bool> number(std::int64_t first, std::int64_t second)
    {
        const auto [place, isNew] =
            m_numbers.try_emplace(first << 32 | second, std::ssize(m_numbers));
        return {place->second, isNew};
    }

private:
    std::unordered_map<std::int64_t, std::int64_t> m_numbers;
};

} // namespace

TokenPrefixes::TokenPrefixes(std::span<const std::int64_t> tokens, std::int64_t positions)
    : m_positions(positions)
{
    PairNumbers inputs;
    PairNumbers prefixes; // by parent, counted from 1 with 0 for none, and token
    m_ofExamples.reserve(tokens.size());
    for (std::size_t first = 0; first < tokens.size();
         first += static_cast<std::size_t>(positions)) {
        std::int64_t parent = -1;
        for (std::int64_t position = 0; position < positions; ++position) {
            const std::int64_t token = tokens[first + static_cast<std::size_t>(position)];
            const auto [input, isNewInput] = inputs.number(position, token);
            if (isNewInput) {
                m_inputTokens.push_back(token);
                m_inputPositions.push_back(position);
            }
            const auto [prefix, isNew] = prefixes.number(parent + 1, token);
            if (isNew)
                m_prefixes.push_back({std::max(parent, std::int64_t{0}), input, position});
            m_ofExamples.push_back(prefix);
            parent = prefix;
        }
    }
}

AskingRows TokenPrefixes::all(Rows of) const
{
    AskingRows rows;
    for (std::int64_t prefix = 0; prefix < std::ssize(m_prefixes); ++prefix)
        append(rows, of, prefix);
    return rows;
}

AskingRows TokenPrefixes::read(Rows of, std::span<const std::int64_t> positions) const
{
    AskingRows rows;
    for (auto example = m_ofExamples.begin(); example != m_ofExamples.end(); example += m_positions)
        for (const std::int64_t position : positions)
            append(rows, of, example[position]);
    return rows;
}

std::vector<std::int64_t> TokenPrefixes::at(std::int64_t position) const
{
    std::vector<std::int64_t> prefixes;
    for (auto example = m_ofExamples.begin(); example != m_ofExamples.end(); example += m_positions)
        prefixes.push_back(example[position]);
    return prefixes;
}

void TokenPrefixes::append(AskingRows& rows, Rows of, std::int64_t prefix) const
{
    const auto rowOf = [&](std::int64_t each) {
        return of == Rows::Prefixes ? each : m_prefixes[static_cast<std::size_t>(each)].input;
    };
    const std::int64_t end = m_prefixes[static_cast<std::size_t>(prefix)].position;
    rows.own.push_back(rowOf(prefix));
    rows.ends.push_back(end);
    rows.seen.resize(rows.seen.size() + static_cast<std::size_t>(m_positions));
    auto* const seen = rows.seen.data() + rows.seen.size() - m_positions;
    for (std::int64_t position = end; position >= 0; --position) {
        seen[position] = rowOf(prefix);
        prefix = m_prefixes[static_cast<std::size_t>(prefix)].parent;
    }
}

} // namespace grokking
