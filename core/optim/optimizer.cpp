// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/optimizer.h"

#include "core/optim/flat_update.h"

#include <cassert>
#include <cmath>

namespace grokking {

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
    const auto number = [](double value) { return static_cast<T>(value); };
    const bool coupled = settings.coupling == DecayCoupling::Coupled;
    FlatUpdate<T> pass{
        .parameters = parameters.data(),
        .gradient = gradient.data(),
        .firstMoment = state.empty() ? nullptr : state[0].data(),
        .size = parameters.size(),
        .rate = number(settings.learningRate),
        .penalty = number(coupled ? settings.weightDecay : 0.0),
        .shrink = number(coupled ? 1.0 : 1.0 - settings.learningRate * settings.weightDecay),
    };
    if (settings.rule == OptimizerSettings::Rule::Sgd) {
        pass.momentum = number(update == 1 ? 0.0 : settings.momentum);
        applySgd(pass);
        return;
    }
    const auto t = static_cast<double>(update);
    const double correction1 = 1.0 - std::pow(settings.beta1, t);
    const double correction2 = 1.0 - std::pow(settings.beta2, t);
    pass.secondMoment = state[1].data();
    pass.rate = number(settings.learningRate / correction1);
    pass.beta1 = number(settings.beta1);
    pass.rest1 = number(1.0 - settings.beta1);
    pass.beta2 = number(settings.beta2);
    pass.rest2 = number(1.0 - settings.beta2);
    pass.scale = number(1.0 / std::sqrt(correction2));
    pass.epsilon = number(settings.epsilon);
    applyAdam(pass);
}

template void applyUpdate(const OptimizerSettings&, std::int64_t, std::span<float>,
                          std::span<const float>, std::span<const std::span<float>>);
template void applyUpdate(const OptimizerSettings&, std::int64_t, std::span<double>,
                          std::span<const double>, std::span<const std::span<double>>);

} // namespace grokking
