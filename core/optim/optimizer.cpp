// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/optimizer.h"

#include "core/optim/flat_update.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace grokking {

namespace {

OptimizerSettings::Rule ruleOf(std::string_view id)
{
    using Rule = OptimizerSettings::Rule;
    if (id == "muon")
        return Rule::Muon;
    return id == "sgd" ? Rule::Sgd : Rule::Adam;
}

} // namespace

OptimizerSettings optimizerSettings(const EntrySpec& optimizer)
{
    OptimizerSettings settings;
    const auto read = [&optimizer](const char* id, double& target) {
        if (optimizer.parameters.contains(id))
            target = realValue(optimizer.parameters, id);
    };
    settings.rule = ruleOf(optimizer.id);
    const bool decoupled = optimizer.parameters.contains("decay")
                               ? textValue(optimizer.parameters, "decay") == "decoupled"
                               : optimizer.id == "adamw" || optimizer.id == "muon";
    settings.coupling = decoupled ? DecayCoupling::Decoupled : DecayCoupling::Coupled;
    read("learningRate", settings.learningRate);
    read("weightDecay", settings.weightDecay);
    read("momentum", settings.momentum);
    read("matrixMomentum", settings.momentum);
    read("adamLearningRate", settings.adamLearningRate);
    read("beta1", settings.beta1);
    read("beta2", settings.beta2);
    read("epsilon", settings.epsilon);
    read("updateNoise", settings.updateNoise);
    read("weightNoise", settings.weightNoise);
    read("normClamp", settings.normClamp);
    read("grokfastLambda", settings.grokfastLambda);
    read("grokfastAlpha", settings.grokfastAlpha);
    if (optimizer.parameters.contains("warmupSteps"))
        settings.warmupSteps = integerValue(optimizer.parameters, "warmupSteps");
    if (optimizer.parameters.contains("orthogonalGradient"))
        settings.orthogonalGradient = booleanValue(optimizer.parameters, "orthogonalGradient");
    return settings;
}

void changeSetting(OptimizerSettings& settings, std::string_view id, double value)
{
    assert(id == "learningRate" || id == "weightDecay");
    (id == "learningRate" ? settings.learningRate : settings.weightDecay) = value;
}

namespace {

// Returns those of the rule alone: moments.
std::size_t momentVectors(const OptimizerSettings& settings)
{
    if (settings.rule != OptimizerSettings::Rule::Sgd)
        return 2;
    return settings.momentum > 0.0 ? 1 : 0;
}

// Fills in what Adam needs.
template <class T>
void setMoments(FlatUpdate<T>& pass, const OptimizerSettings& settings, double rate,
                std::int64_t update)
{
    const auto number = [](double value) { return static_cast<T>(value); };
    const auto t = static_cast<double>(update);
    const double correction1 = 1.0 - std::pow(settings.beta1, t);
    const double correction2 = 1.0 - std::pow(settings.beta2, t);
    pass.rate = number(rate / correction1);
    pass.beta1 = number(settings.beta1);
    pass.rest1 = number(1.0 - settings.beta1);
    pass.beta2 = number(settings.beta2);
    pass.rest2 = number(1.0 - settings.beta2);
    pass.scale = number(1.0 / std::sqrt(correction2));
    pass.epsilon = number(settings.epsilon);
}

template <class T>
void applyRule(const OptimizerSettings& settings, std::int64_t update, std::span<T> parameters,
               std::span<const T> gradient, std::span<const std::span<T>> moments)
{
    const auto number = [](double value) { return static_cast<T>(value); };
    const bool coupled = settings.coupling == DecayCoupling::Coupled;
    const double rate = warmedUpRate(settings, update);
    FlatUpdate<T> pass{
        .parameters = parameters.data(),
        .gradient = gradient.data(),
        .firstMoment = moments.empty() ? nullptr : moments[0].data(),
        .size = parameters.size(),
        .rate = number(rate),
        .penalty = number(coupled ? settings.weightDecay : 0.0),
        .shrink = number(coupled ? 1.0 : 1.0 - rate * settings.weightDecay),
    };
    if (settings.rule == OptimizerSettings::Rule::Sgd) {
        pass.momentum = number(update == 1 ? 0.0 : settings.momentum);
        applySgd(pass);
        return;
    }
    pass.secondMoment = moments[1].data();
    setMoments(pass, settings, rate, update);
    applyAdam(pass);
}

// The update of a matrix; the gradient becomes O.
template <class T>
void applyMuon(const OptimizerSettings& settings, double rate, const MatrixBlock& block,
               std::span<T> parameters, std::span<T> gradient, std::span<T> momentum,
               Orthogonalizer<T>& orthogonalizer)
{
    const auto kept = static_cast<T>(settings.momentum);
    for (std::size_t i = 0; i < gradient.size(); ++i) {
        momentum[i] = kept * momentum[i] + gradient[i];
        gradient[i] += kept * momentum[i];
    }
    orthogonalizer.apply(block, gradient.data());
    const auto shrink = static_cast<T>(1.0 - rate * settings.weightDecay);
    const auto step = static_cast<T>(rate * muonScale(block));
    for (std::size_t i = 0; i < parameters.size(); ++i)
        parameters[i] = shrink * parameters[i] - step * gradient[i];
}

// Block by block.
template <class T>
void applyMuon(const OptimizerSettings& settings, const UpdateContext& context,
               std::span<T> parameters, std::span<T> gradient,
               std::span<const std::span<T>> moments, Orthogonalizer<T>& orthogonalizer)
{
    const OptimizerSettings adam = adamBesideMuon(settings);
    for (const MatrixBlock& block : context.blocks) {
        const auto part = [&block](std::span<T> whole) {
            return whole.subspan(static_cast<std::size_t>(block.offset),
                                 static_cast<std::size_t>(block.size()));
        };
        if (block.isMatrix()) {
            applyMuon(settings, warmedUpRate(settings, context.update), block, part(parameters),
                      part(gradient), part(moments[0]), orthogonalizer);
            continue;
        }
        const std::array<std::span<T>, 2> ofBlock{part(moments[0]), part(moments[1])};
        applyRule<T>(adam, context.update, part(parameters), part(gradient), ofBlock);
    }
}

} // namespace

double muonScale(const MatrixBlock& block)
{
    const double ratio = static_cast<double>(block.rows) / static_cast<double>(block.columns);
    return std::sqrt(std::max(1.0, ratio));
}

OptimizerSettings adamBesideMuon(const OptimizerSettings& settings)
{
    OptimizerSettings adam = settings;
    adam.rule = OptimizerSettings::Rule::Adam;
    adam.learningRate = settings.adamLearningRate;
    return adam;
}

std::size_t stateVectors(const OptimizerSettings& settings)
{
    return momentVectors(settings) + (settings.grokfastLambda > 0.0 ? 1 : 0);
}

std::size_t workVectors(const OptimizerSettings& settings)
{
    // Muon's are five of the size of the largest block at most.
    return (settings.weightNoise > 0.0 ? 1 : 0)
           + (settings.rule == OptimizerSettings::Rule::Muon ? 5 : 0);
}

double warmedUpRate(const OptimizerSettings& settings, std::int64_t update)
{
    if (update >= settings.warmupSteps)
        return settings.learningRate;
    return settings.learningRate * static_cast<double>(update)
           / static_cast<double>(settings.warmupSteps);
}

template <class T>
void applyUpdate(const OptimizerSettings& settings, const UpdateContext& context,
                 std::span<T> parameters, std::span<T> gradient,
                 std::span<const std::span<T>> state, Orthogonalizer<T>* orthogonalizer)
{
    assert(gradient.size() == parameters.size() && state.size() == stateVectors(settings));
    const std::int64_t update = context.update;
    if (settings.grokfastLambda > 0.0)
        amplifySlowGradient(gradient, state.back(), settings.grokfastAlpha, settings.grokfastLambda,
                            update == 1);
    if (settings.orthogonalGradient)
        removeComponentAlong<T>(parameters, gradient, context.blocks);
    const auto moments = state.first(momentVectors(settings));
    if (settings.rule != OptimizerSettings::Rule::Muon) {
        applyRule<T>(settings, update, parameters, gradient, moments);
    } else if (orthogonalizer) {
        applyMuon<T>(settings, context, parameters, gradient, moments, *orthogonalizer);
    } else {
        Orthogonalizer<T> ownOrthogonalizer(context.blocks);
        applyMuon<T>(settings, context, parameters, gradient, moments, ownOrthogonalizer);
    }
    if (settings.updateNoise > 0.0)
        addNoise(parameters, -warmedUpRate(settings, update) * settings.updateNoise,
                 noiseStream(context.noiseSeed, NoiseUse::Update, update - 1));
    if (settings.normClamp > 0.0)
        clampNorm(parameters, settings.normClamp);
}

template void applyUpdate(const OptimizerSettings&, const UpdateContext&, std::span<float>,
                          std::span<float>, std::span<const std::span<float>>,
                          Orthogonalizer<float>*);
template void applyUpdate(const OptimizerSettings&, const UpdateContext&, std::span<double>,
                          std::span<double>, std::span<const std::span<double>>,
                          Orthogonalizer<double>*);

} // namespace grokking
