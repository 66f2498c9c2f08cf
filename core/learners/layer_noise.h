// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Standard normal numbers for the units of a network's layers: a pure function of seed, step, layer
// and index, so that what one layer draws shifts no other. One owner, one thread; nothing is
// allocated after it is made.
#pragma once

#include "core/util/random.h"

#include <cstdint>
#include <span>
#include <vector>

namespace grokking {

class LayerNoise
{
public:
    // For a network of so many layers.
    LayerNoise(std::uint64_t noiseSeed, std::uint64_t evaluationSeed, std::size_t layers);

    // Begin a training step (0, 1, ...), or an evaluation after so many steps: all layers begin
    // with their first unit.
    void beginStep(std::int64_t step);
    void beginEvaluation(std::int64_t steps);

    // Writes the numbers of the next units of a layer: example by example in the order of the
    // batch, and of each the units in order.
    template <class Number>
    void fill(std::size_t layer, std::span<Number> numbers);

private:
    std::uint64_t m_noiseSeed;
    std::uint64_t m_evaluationSeed;
    std::vector<RandomStream> m_layers;
};

extern template void LayerNoise::fill(std::size_t, std::span<float>);
extern template void LayerNoise::fill(std::size_t, std::span<double>);

} // namespace grokking
