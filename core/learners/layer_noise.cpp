// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/layer_noise.h"

#include "core/optim/gradient_change.h"

#include <algorithm>
#include <cassert>

namespace grokking {

namespace {

constexpr int layerBits = 48; // of a step: no training is that long

std::int64_t layerStep(std::int64_t step, std::size_t layer)
{
    return step | static_cast<std::int64_t>(layer) << layerBits;
}

} // namespace

LayerNoise::LayerNoise(std::uint64_t noiseSeed, std::uint64_t evaluationSeed, std::size_t layers)
    : m_noiseSeed(noiseSeed), m_evaluationSeed(evaluationSeed),
      m_layers(layers, RandomStream(noiseSeed, Stream::Noise))
{
}

void LayerNoise::beginStep(std::int64_t step)
{
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer)
        m_layers[layer] = noiseStream(m_noiseSeed, NoiseUse::Layers, layerStep(step, layer));
}

void LayerNoise::beginEvaluation(std::int64_t steps)
{
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer)
        m_layers[layer] = RandomStream(m_evaluationSeed, Stream::Evaluation,
                                       static_cast<std::uint64_t>(layerStep(steps, layer)));
}

template <class Number>
void LayerNoise::fill(std::size_t layer, std::span<Number> numbers)
{
    assert(layer < m_layers.size());
    RandomStream& random = m_layers[layer];
    std::ranges::generate(numbers, [&random] { return static_cast<Number>(random.normal()); });
}

template void LayerNoise::fill(std::size_t, std::span<float>);
template void LayerNoise::fill(std::size_t, std::span<double>);

} // namespace grokking
