// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/optimizer.h"

#include <cassert>
#include <cmath>

namespace grokking {

namespace {

template <class T>
void applySgd(const OptimizerSettings& settings, std::int64_t update, std::span<T> parameters,
              std::span<const T> gradient, std::span<const std::span<T>> state)
{
    const bool coupled = settings.coupling == DecayCoupling::Coupled;
    const auto rate = static_cast<T>(settings.learningRate);
    const auto penalty = static_cast<T>(coupled ? settings.weightDecay : 0.0);
    const auto shrink =
        static_cast<T>(coupled ? 1.0 : 1.0 - settings.learningRate * settings.weightDecay);
    const auto momentum = static_cast<T>(update == 1 ? 0.0 : settings.momentum);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        T& parameter = parameters[i];
        T direction = gradient[i] + penalty * parameter;
        if (!state.empty())
            direction = state[0][i] = momentum * state[0][i] + direction;
        parameter = parameter * shrink - rate * direction;
    }
}

template <class T>
void applyAdam(const OptimizerSettings& settings, std::int64_t update, std::span<T> parameters,
               std::span<const T> gradient, std::span<const std::span<T>> state)
{
    const bool coupled = settings.coupling == DecayCoupling::Coupled;
    const auto t = static_cast<double>(update);
    const double correction1 = 1.0 - std::pow(settings.beta1, t);
    const double correction2 = 1.0 - std::pow(settings.beta2, t);
    const auto rate = static_cast<T>(settings.learningRate / correction1);
    const auto scale = static_cast<T>(1.0 / std::sqrt(correction2));
    const auto epsilon = static_cast<T>(settings.epsilon);
    const auto penalty = static_cast<T>(coupled ? settings.weightDecay : 0.0);
    const auto shrink =
        static_cast<T>(coupled ? 1.0 : 1.0 - settings.learningRate * settings.weightDecay);
    const auto beta1 = static_cast<T>(settings.beta1);
    const auto beta2 = static_cast<T>(settings.beta2);
    const auto rest1 = static_cast<T>(1.0 - settings.beta1);
    const auto rest2 = static_cast<T>(1.0 - settings.beta2);
    T* const first = state[0].data();
    T* const second = state[1].data();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const T direction = gradient[i] + penalty * parameters[i];
        first[i] = beta1 * first[i] + rest1 * direction;
        second[i] = beta2 * second[i] + rest2 * direction * direction;
        const T denominator = std::sqrt(second[i]) * scale + epsilon;
        parameters[i] = parameters[i] * shrink - rate * first[i] / denominator;
    }
}

} // namespace

OptimizerSettings optimizerSettings(const EntrySpec& optimizer)
{
    OptimizerSettings settings;
    const auto read = [&optimizer](const char* id, double& target) {
        if (optimizer.parameters.contains(id))
            target = realValue(optimizer.parameters, id);
    };
    settings.rule =
        optimizer.id == "sgd" ? OptimizerSettings::Rule::Sgd : OptimizerSettings::Rule::Adam;
    const bool decoupled = optimizer.parameters.contains("decay")
                               ? textValue(optimizer.parameters, "decay") == "decoupled"
                               : optimizer.id == "adamw";
    settings.coupling = decoupled ? DecayCoupling::Decoupled : DecayCoupling::Coupled;
    read("learningRate", settings.learningRate);
    read("weightDecay", settings.weightDecay);
    read("momentum", settings.momentum);
    read("beta1", settings.beta1);
    read("beta2", settings.beta2);
    read("epsilon", settings.epsilon);
    return settings;
}

void changeSetting(OptimizerSettings& settings, std::string_view id, double value)
{
    assert(id == "learningRate" || id == "weightDecay");
    (id == "learningRate" ? settings.learningRate : settings.weightDecay) = value;
}

std::size_t stateVectors(const OptimizerSettings& settings)
{
    if (settings.rule == OptimizerSettings::Rule::Adam)
        return 2;
    return settings.momentum > 0.0 ? 1 : 0;
}

template <class T>
void applyUpdate(const OptimizerSettings& settings, std::int64_t update, std::span<T> parameters,
                 std::span<const T> gradient, std::span<const std::span<T>> state)
{
    assert(gradient.size() == parameters.size() && state.size() == stateVectors(settings));
    if (settings.rule == OptimizerSettings::Rule::Adam)
        applyAdam(settings, update, parameters, gradient, state);
    else
        applySgd(settings, update, parameters, gradient, state);
}

template void applyUpdate(const OptimizerSettings&, std::int64_t, std::span<float>,
                          std::span<const float>, std::span<const std::span<float>>);
template void applyUpdate(const OptimizerSettings&, std::int64_t, std::span<double>,
                          std::span<const double>, std::span<const std::span<double>>);

} // namespace grokking
