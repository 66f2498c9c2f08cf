// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/flat_learner.h"

#include "core/kernels/matrix_product.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace grokking {

FlatLearner::FlatLearner(const LearnerContext& context, std::span<const double> initialParameters)
    : m_optimizer(optimizerSettings(context.optimizer)), m_noiseSeed(context.noiseSeed),
      m_size(initialParameters.size()), m_trained(m_size)
{
    m_state.resize((1 + stateVectors(m_optimizer)) * m_size);
    std::ranges::copy(initialParameters, m_state.begin());
}

std::span<const double> FlatLearner::place() const
{
    return std::span(m_state).first(m_size);
}

void FlatLearner::trainOnly(std::size_t first, std::size_t count)
{
    m_firstTrained = first;
    m_trained = count;
}

bool FlatLearner::step(std::int64_t /*step*/, std::span<const std::int32_t> batch,
                       const std::stop_token& stop)
{
    std::span<const double> at = place();
    if (m_optimizer.weightNoise > 0.0) {
        m_noisyPlace.assign(at.begin(), at.end());
        addNoise<double>(m_noisyPlace, m_optimizer.weightNoise,
                         noiseStream(m_noiseSeed, NoiseUse::Weights, m_updates));
        at = m_noisyPlace;
    }
    const std::span<double> gradient = stepGradient(at, batch, stop);
    if (stop.stop_requested())
        return false;
    const auto trained = [this](std::span<double> vector) {
        return vector.subspan(m_firstTrained, m_trained);
    };
    std::array<std::span<double>, 3> moments;
    const std::size_t count = stateVectors(m_optimizer);
    for (std::size_t i = 0; i < count; ++i)
        moments[i] = trained(std::span(m_state).subspan((1 + i) * m_size, m_size));
    const MatrixBlock all{0, 1, static_cast<std::int64_t>(m_trained)};
    applyUpdate<double>(m_optimizer, {++m_updates, {&all, 1}, m_noiseSeed},
                        trained(std::span(m_state).first(m_size)), trained(gradient),
                        std::span(moments).first(count));
    return true;
}

std::vector<double> FlatLearner::parameters() const
{
    return {place().begin(), place().end()};
}

void FlatLearner::setParameters(std::span<const double> parameters)
{
    assert(parameters.size() == m_size);
    std::ranges::copy(parameters, m_state.begin());
}

void FlatLearner::setOptimizerSetting(std::string_view id, double value)
{
    changeSetting(m_optimizer, id, value);
}

double FlatLearner::optimizerSetting(std::string_view id) const
{
    return id == "learningRate" ? m_optimizer.learningRate : m_optimizer.weightDecay;
}

// Layout: the update count (int64), then parameters and moments.
std::vector<std::byte> FlatLearner::saveState() const
{
    const auto numbers = std::as_bytes(std::span(m_state));
    std::vector<std::byte> state(sizeof m_updates + numbers.size());
    std::memcpy(state.data(), &m_updates, sizeof m_updates);
    std::memcpy(state.data() + sizeof m_updates, numbers.data(), numbers.size());
    return state;
}

Status FlatLearner::restoreState(std::span<const std::byte> state)
{
    const auto numbers = std::as_writable_bytes(std::span(m_state));
    if (state.size() != sizeof m_updates + numbers.size())
        return Error{ErrorCode::InvalidFile,
                     "the checkpoint does not fit these settings; run the experiment anew",
                     "checkpoint"};
    std::memcpy(&m_updates, state.data(), sizeof m_updates);
    std::memcpy(numbers.data(), state.data() + sizeof m_updates, numbers.size());
    return Success{};
}

Environment FlatLearner::environment() const
{
    return {{"engine", "fused"},
            {"instruction-set", instructionSet()},
            {"device", "cpu"},
            {"precision", "float64"}};
}

LearnerMemory flatLearnerMemory(std::int64_t parameters, const EntrySpec& optimizer)
{
    constexpr std::int64_t number = sizeof(double);
    const OptimizerSettings settings = optimizerSettings(optimizer);
    const auto moments = static_cast<std::int64_t>(stateVectors(settings));
    const auto work = static_cast<std::int64_t>(workVectors(settings));
    return {.parameters = (3 + moments + work) * parameters * number, // noisy ones, gradient
            .checkpoint = (1 + moments) * parameters * number};
}

} // namespace grokking
