// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/tensor_optimizer.h"

#include "core/learners/torch/spans.h"

#include <torch/torch.h>

#include <cmath>

namespace grokking {

namespace {

template <class T>
void applyFlatUpdate(const OptimizerSettings& settings, std::int64_t update,
                     torch::Tensor& parameters, const torch::Tensor& gradient,
                     std::vector<torch::Tensor>& state)
{
    std::vector<std::span<T>> stateSpans;
    for (torch::Tensor& moment : state)
        stateSpans.push_back(elements<T>(moment));
    applyUpdate<T>(settings, update, elements<T>(parameters), elements<T>(gradient), stateSpans);
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
    parameters.addcdiv_(state[0], denominator, -settings.learningRate / correction1);
}

void applySgd(const OptimizerSettings& settings, std::int64_t update, torch::Tensor& parameters,
              const torch::Tensor& direction, std::vector<torch::Tensor>& state)
{
    if (!state.empty())
        state[0].mul_(update == 1 ? 0.0 : settings.momentum).add_(direction);
    parameters.sub_(state.empty() ? direction : state[0], settings.learningRate);
}

} // namespace

void applyUpdate(const OptimizerSettings& settings, std::int64_t update, torch::Tensor& parameters,
                 const torch::Tensor& gradient, std::vector<torch::Tensor>& state)
{
    if (!parameters.is_cpu())
        applyTensorUpdate(settings, update, parameters, gradient, state);
    else if (parameters.scalar_type() == torch::kFloat64)
        applyFlatUpdate<double>(settings, update, parameters, gradient, state);
    else
        applyFlatUpdate<float>(settings, update, parameters, gradient, state);
}

void applyTensorUpdate(const OptimizerSettings& settings, std::int64_t update,
                       torch::Tensor& parameters, const torch::Tensor& gradient,
                       std::vector<torch::Tensor>& state)
{
    const torch::NoGradGuard noGradient;
    const bool coupled = settings.coupling == DecayCoupling::Coupled;
    const auto direction = coupled ? gradient.add(parameters, settings.weightDecay) : gradient;
    if (!coupled)
        parameters.mul_(1.0 - settings.learningRate * settings.weightDecay);
    if (settings.rule == OptimizerSettings::Rule::Adam)
        applyAdam(settings, update, parameters, direction, state);
    else
        applySgd(settings, update, parameters, direction, state);
}

} // namespace grokking
