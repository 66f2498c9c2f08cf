// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/tensor_optimizer.h"

#include "core/learners/torch/spans.h"

#include <torch/torch.h>

#include <cmath>

namespace grokking {

namespace {

template <class T>
void applyFlatUpdate(const OptimizerSettings& settings, const UpdateContext& context,
                     torch::Tensor& parameters, torch::Tensor& gradient,
                     std::vector<torch::Tensor>& state)
{
    std::vector<std::span<T>> stateSpans;
    for (torch::Tensor& vector : state)
        stateSpans.push_back(elements<T>(vector));
    applyUpdate<T>(settings, context, elements<T>(parameters), elements<T>(gradient), stateSpans);
}

void applyAdam(const OptimizerSettings& settings, std::int64_t update, torch::Tensor& parameters,
               const torch::Tensor& direction, std::vector<torch::Tensor>& state)
{
    const auto t = static_cast<double>(update);
    const double correction1 = 1.0 - std::pow(settings.beta1, t);
    const double correction2 = 1.0 - std::pow(settings.beta2, t);
    state[0].mul_(settings.beta1).add_(direction, 1.0 - settings.beta1);
    state[1].mul_(settings.beta2).addcmul_(direction, direction, 1.0 - settings.beta2);
    const auto denominator =
        state[1].sqrt().mul_(1.0 / std::sqrt(correction2)).add_(settings.epsilon);
    parameters.addcdiv_(state[0], denominator, -warmedUpRate(settings, update) / correction1);
}

void applySgd(const OptimizerSettings& settings, std::int64_t update, torch::Tensor& parameters,
              const torch::Tensor& direction, std::vector<torch::Tensor>& state)
{
    if (settings.momentum > 0.0)
        state[0].mul_(update == 1 ? 0.0 : settings.momentum).add_(direction);
    parameters.sub_(settings.momentum > 0.0 ? state[0] : direction, warmedUpRate(settings, update));
}

// removeComponentAlong() as tensor operations, without waiting for the device.
void removeComponent(const torch::Tensor& parameters, torch::Tensor& gradient,
                     std::span<const MatrixBlock> blocks)
{
    constexpr double roundingOfNorms = 1e-6;
    for (const MatrixBlock& block : blocks) {
        const auto weights = parameters.narrow(0, block.offset, block.size());
        auto part = gradient.narrow(0, block.offset, block.size());
        const auto length = weights.dot(weights);
        const auto isZero = length.eq(0.0);
        const auto norm = part.norm();
        const auto share =
            weights.dot(part) / torch::where(isZero, torch::ones_like(length), length);
        const auto rest = part - share * weights;
        const auto left = rest.norm();
        const auto scale =
            torch::where(left > roundingOfNorms * norm, norm / left, torch::zeros_like(left));
        part.copy_(torch::where(isZero, part, rest * scale));
    }
}

// Orthogonalizer::apply() as tensor operations.
torch::Tensor orthogonalized(const torch::Tensor& matrix)
{
    const bool isTall = matrix.size(0) > matrix.size(1);
    auto x = isTall ? matrix.t() : matrix;
    x = x / (x.norm() + NewtonSchulz::smallest);
    for (int i = 0; i < NewtonSchulz::iterations; ++i) {
        const auto square = x.mm(x.t());
        const auto factor = NewtonSchulz::b * square + NewtonSchulz::c * square.mm(square);
        x = NewtonSchulz::a * x + factor.mm(x);
    }
    return isTall ? x.t() : x;
}

void applyMuon(const OptimizerSettings& settings, const UpdateContext& context,
               torch::Tensor& parameters, const torch::Tensor& gradient,
               std::vector<torch::Tensor>& state)
{
    const double rate = warmedUpRate(settings, context.update);
    const OptimizerSettings adam = adamBesideMuon(settings);
    const double adamRate = warmedUpRate(adam, context.update);
    for (const MatrixBlock& block : context.blocks) {
        const auto part = [&block](const torch::Tensor& whole) {
            return whole.narrow(0, block.offset, block.size());
        };
        auto values = part(parameters);
        if (!block.isMatrix()) {
            std::vector<torch::Tensor> moments{part(state[0]), part(state[1])};
            values.mul_(1.0 - adamRate * settings.weightDecay);
            applyAdam(adam, context.update, values, part(gradient), moments);
            continue;
        }
        auto momentum = part(state[0]);
        momentum.mul_(settings.momentum).add_(part(gradient));
        const auto ahead = part(gradient).add(momentum, settings.momentum);
        const auto direction = orthogonalized(ahead.view({block.rows, block.columns}));
        values.mul_(1.0 - rate * settings.weightDecay)
            .sub_(direction.reshape(-1), rate * muonScale(block));
    }
}

// Applies the rule with its weight decay.
void applyRule(const OptimizerSettings& settings, const UpdateContext& context,
               torch::Tensor& parameters, const torch::Tensor& gradient,
               std::vector<torch::Tensor>& state)
{
    if (settings.rule == OptimizerSettings::Rule::Muon) {
        applyMuon(settings, context, parameters, gradient, state);
        return;
    }
    const bool coupled = settings.coupling == DecayCoupling::Coupled;
    const auto direction = coupled ? gradient.add(parameters, settings.weightDecay) : gradient;
    if (!coupled)
        parameters.mul_(1.0 - warmedUpRate(settings, context.update) * settings.weightDecay);
    if (settings.rule == OptimizerSettings::Rule::Adam)
        applyAdam(settings, context.update, parameters, direction, state);
    else
        applySgd(settings, context.update, parameters, direction, state);
}

} // namespace

void applyUpdate(const OptimizerSettings& settings, const UpdateContext& context,
                 torch::Tensor& parameters, torch::Tensor& gradient,
                 std::vector<torch::Tensor>& state)
{
    if (!parameters.is_cpu())
        applyTensorUpdate(settings, context, parameters, gradient, state);
    else if (parameters.scalar_type() == torch::kFloat64)
        applyFlatUpdate<double>(settings, context, parameters, gradient, state);
    else
        applyFlatUpdate<float>(settings, context, parameters, gradient, state);
}

void applyTensorUpdate(const OptimizerSettings& settings, const UpdateContext& context,
                       torch::Tensor& parameters, torch::Tensor& gradient,
                       std::vector<torch::Tensor>& state)
{
    const torch::NoGradGuard noGradient;
    const double rate = warmedUpRate(settings, context.update);
    if (settings.grokfastLambda > 0.0) {
        const double kept = context.update == 1 ? 0.0 : settings.grokfastAlpha;
        state.back().mul_(kept).add_(gradient, 1.0 - kept);
        gradient.add_(state.back(), settings.grokfastLambda);
    }
    if (settings.orthogonalGradient)
        removeComponent(parameters, gradient, context.blocks);
    applyRule(settings, context, parameters, gradient, state);
    if (settings.updateNoise > 0.0)
        addNoise(parameters, -rate * settings.updateNoise,
                 noiseStream(context.noiseSeed, NoiseUse::Update, context.update - 1));
    if (settings.normClamp > 0.0)
        parameters.mul_((settings.normClamp / parameters.norm()).clamp_max(1.0));
}

void addNoise(torch::Tensor& parameters, double scale, RandomStream random)
{
    const torch::NoGradGuard noGradient;
    auto noise = torch::zeros({parameters.numel()}, torch::kFloat64);
    addNoise(elements<double>(noise), scale, random);
    parameters.add_(noise.to(parameters.options()));
}

} // namespace grokking
