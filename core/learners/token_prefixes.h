// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a causal network on tokens has to compute only once: before the first layer a position
// depends on its own token alone, behind it on the tokens up to it, so that examples that begin
// alike share all rows of their common beginning. Plain values; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace grokking {

// The rows of a layer's residual stream that attend, and what each attends to.
struct AskingRows {
    std::vector<std::int64_t> own;  // row of the layer's input that asks
    std::vector<std::int64_t> seen; // (rows, positions): rows of the layer's input, the own one at
                                    // its position; 0 behind that
    std::vector<std::int64_t> ends; // position of each

    [[nodiscard]] std::int64_t size() const { return std::ssize(own); }
};

class TokenPrefixes
{
public:
    // Of `tokens` (examples, positions).
    TokenPrefixes(std::span<const std::int64_t> tokens, std::int64_t positions);

    // Return token and position of each input, the rows of the first layer's input: each pair that
    // occurs, once.
    [[nodiscard]] const std::vector<std::int64_t>& inputTokens() const { return m_inputTokens; }
    [[nodiscard]] const std::vector<std::int64_t>& inputPositions() const
    {
        return m_inputPositions;
    }

    // What the rows of a layer's input are: the inputs in the first layer, behind it the prefixes,
    // each beginning of an example that occurs, once.
    enum class Rows { Inputs, Prefixes };

    // Returns all prefixes as the rows that ask.
    [[nodiscard]] AskingRows all(Rows of) const;
    // Returns some positions of each example, example by example, as the rows that ask.
    [[nodiscard]] AskingRows read(Rows of, std::span<const std::int64_t> positions) const;
    // Returns the prefix of each example that ends at a position.
    [[nodiscard]] std::vector<std::int64_t> at(std::int64_t position) const;

private:
    struct Prefix {
        std::int64_t parent = 0; // prefix without the last token; itself at position 0
        std::int64_t input = 0;  // of the last token
        std::int64_t position = 0;
    };

    void append(AskingRows& rows, Rows of, std::int64_t prefix) const;

    std::int64_t m_positions;
    std::vector<std::int64_t> m_inputTokens;
    std::vector<std::int64_t> m_inputPositions;
    std::vector<Prefix> m_prefixes;
    std::vector<std::int64_t> m_ofExamples; // (examples, positions): prefix that ends there
};

} // namespace grokking
