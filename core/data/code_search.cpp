// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/code_search.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>

namespace grokking {

namespace {

using Code = unsigned;
using Codes = std::vector<Code>;
using DistanceSet = unsigned;    // bit d: distance d is allowed
using Cells = std::vector<Code>; // masks of bits that are alike in all chosen codes

bool allows(DistanceSet allowed, Code a, Code b)
{
    return ((allowed >> std::popcount(a ^ b)) & 1U) != 0;
}

Codes reachable(const Codes& candidates, Code from, DistanceSet allowed)
{
    Codes kept;
    std::ranges::copy_if(candidates, std::back_inserter(kept),
                         [=](Code code) { return allows(allowed, code, from); });
    return kept;
}

Cells refined(const Cells& cells, Code code)
{
    Cells finer;
    for (const Code cell : cells)
        for (const Code part : {cell & code, cell & ~code})
            if (part != 0)
                finer.push_back(part);
    return finer;
}

// Names the orbit of a code under the permutations of the bits of each cell.
std::uint64_t orbit(const Cells& cells, Code code)
{
    std::uint64_t weights = 0;
    for (const Code cell : cells)
        weights = weights << 4 | static_cast<std::uint64_t>(std::popcount(cell & code));
    return weights;
}

// Sorts the candidates by color, where two of one color are never an allowed distance apart, and
// returns the colors, from 1: no more than colors[i] of the first i + 1 go together.
std::vector<std::int64_t> sortByColor(Codes& candidates, DistanceSet allowed)
{
    std::vector<Codes> sets;
    for (const Code code : candidates) {
        const auto free = std::ranges::find_if(sets, [=](const Codes& set) {
            return std::ranges::none_of(set,
                                        [=](Code other) { return allows(allowed, code, other); });
        });
        (free == sets.end() ? sets.emplace_back() : *free).push_back(code);
    }
    candidates.clear();
    std::vector<std::int64_t> colors;
    for (const Codes& set : sets) {
        candidates.insert(candidates.end(), set.begin(), set.end());
        colors.resize(candidates.size(), (colors.empty() ? 0 : colors.back()) + 1);
    }
    return colors;
}

class Search
{
public:
    Search(const CodeWish& wish, const GiveUp& giveUp)
        : m_wish(wish), m_giveUp(giveUp), m_within(1U << wish.within),
          m_between(wish.rule == BetweenRule::Exactly ? 1U << wish.between : ~0U << wish.between),
          m_most(wish.classes)
    {
        m_between &= ~1U; // codes differ
        m_within &= wish.subclasses > 1 ? ~1U : 0U;
    }

    FoundCodes run()
    {
        Codes all(std::size_t{1} << m_wish.bits);
        std::iota(all.begin(), all.end(), Code{0});
        const Cells cells{static_cast<Code>(all.size() - 1)};
        begin(0, all, cells);
        return {sorted(), !m_stopped};
    }

private:
    bool isOver()
    {
        if (!m_stopped && std::ssize(m_best) < m_most)
            m_stopped = m_giveUp();
        return m_stopped || std::ssize(m_best) >= m_most;
    }

    [[nodiscard]] SubclassCodes sorted() const
    {
        SubclassCodes classes;
        for (const Codes& members : m_best) {
            classes.emplace_back(members.begin(), members.end());
            std::ranges::sort(classes.back());
        }
        std::ranges::sort(classes);
        return classes;
    }

    // Goes on with a new class that starts with `code`.
    void begin(Code code, const Codes& candidates, const Cells& cells)
    {
        m_chosen.push_back({code});
        extend(reachable(candidates, code, m_within), reachable(candidates, code, m_between),
               refined(cells, code));
        m_chosen.pop_back();
    }

    // Goes on with `own` candidates for the last class and `others` for those to come.
    void extend(Codes own, Codes others, const Cells& cells)
    {
        if (isOver() || std::ssize(others) < codesNeeded())
            return;
        const std::int64_t missing = m_wish.subclasses - std::ssize(m_chosen.back());
        if (missing > 0) {
            addMember(std::move(own), others, cells, missing);
            return;
        }
        if (m_chosen.size() > m_best.size())
            m_best = m_chosen;
        addClass(std::move(others), cells);
    }

    // Returns how many codes of further classes a better solution needs.
    [[nodiscard]] std::int64_t codesNeeded() const
    {
        return (std::ssize(m_best) + 1 - std::ssize(m_chosen)) * m_wish.subclasses;
    }

    void addMember(Codes own, const Codes& others, const Cells& cells, std::int64_t missing)
    {
        branch(
            std::move(own), m_within, cells, [&] { return missing; },
            [&](Code code, const Codes& rest) {
                m_chosen.back().push_back(code);
                extend(reachable(rest, code, m_within), reachable(others, code, m_between),
                       refined(cells, code));
                m_chosen.back().pop_back();
            });
    }

    void addClass(Codes others, const Cells& cells)
    {
        branch(
            std::move(others), m_within | m_between, cells, [this] { return codesNeeded(); },
            [&](Code code, const Codes& rest) { begin(code, rest, cells); });
    }

    // Tries one code of each orbit: either some code of the orbit belongs to the solution, and
    // then this one may, or none does, and then all of them are left out from there on.
    template <class Needed, class Try>
    void branch(Codes candidates, DistanceSet allowed, const Cells& cells, const Needed& needed,
                const Try& attempt)
    {
        const auto colors = sortByColor(candidates, allowed);
        std::vector<std::uint64_t> orbits;
        for (const Code code : candidates)
            orbits.push_back(orbit(cells, code));
        std::vector<bool> left(candidates.size(), true);
        for (std::size_t i = candidates.size(); i-- > 0 && !isOver();) {
            if (!left[i])
                continue;
            if (colors[i] < needed())
                return;
            Codes rest;
            for (std::size_t k = 0; k <= i; ++k)
                if (left[k])
                    rest.push_back(candidates[k]);
            attempt(candidates[i], rest);
            for (std::size_t k = 0; k <= i; ++k)
                left[k] = left[k] && orbits[k] != orbits[i];
        }
    }

    const CodeWish& m_wish;
    const GiveUp& m_giveUp;
    DistanceSet m_within;
    DistanceSet m_between;
    std::int64_t m_most;
    std::vector<Codes> m_chosen; // whole classes and the one being filled
    std::vector<Codes> m_best;
    bool m_stopped = false;
};

} // namespace

FoundCodes findCodes(const CodeWish& wish, const GiveUp& giveUp)
{
    assert(wish.bits >= 1 && wish.bits <= maximumCodeBits && wish.classes >= 1
           && wish.subclasses >= 1 && wish.within >= 1 && wish.between >= 1);
    return Search(wish, giveUp).run();
}

FoundCodes findClique(int bits, std::int64_t count, int distance, BetweenRule rule,
                      const GiveUp& giveUp)
{
    return findCodes({.bits = bits,
                      .classes = count,
                      .subclasses = 1,
                      .within = distance,
                      .between = distance,
                      .rule = rule},
                     giveUp);
}

} // namespace grokking
