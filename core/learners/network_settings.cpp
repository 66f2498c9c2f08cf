// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_settings.h"

namespace grokking {

NetworkSettings networkSettings(const Parameters& learner)
{
    const std::string& loss = textValue(learner, "loss");
    return {.loss = loss == "mse"         ? ClassificationLoss::SquaredError
                    : loss == "stablemax" ? ClassificationLoss::StableMax
                                          : ClassificationLoss::CrossEntropy,
            .temperature = realValue(learner, "outputTemperature"),
            .dropout = learner.contains("dropout") ? realValue(learner, "dropout") : 0.0,
            .isDouble = textValue(learner, "precision") == "float64"};
}

std::int64_t numberBytes(const Parameters& learner)
{
    return networkSettings(learner).isDouble ? sizeof(double) : sizeof(float);
}

ParamSpec depthSetting(std::int64_t depth)
{
    return {.id = "depth",
            .title = "Depth",
            .help = "Hidden layers; 0 is a linear model.",
            .unit = "layers",
            .kind = ParamKind::Integer,
            .defaultValue = depth,
            .minimum = 0,
            .maximum = 16};
}

ParamSpec widthSetting(std::int64_t width)
{
    return {.id = "width",
            .title = "Width",
            .help = "Units in each hidden layer.",
            .unit = "units",
            .kind = ParamKind::Integer,
            .defaultValue = width,
            .minimum = 1,
            .maximum = 16384,
            .scale = ParamScale::Logarithmic};
}

ParamSpec activationSetting(const std::string& help)
{
    return {.id = "activation",
            .title = "Activation",
            .help = help,
            .kind = ParamKind::Choice,
            .defaultValue = "relu",
            .choices = {{"relu", "ReLU", "max(0, x)"},
                        {"tanh", "Tanh", "Hyperbolic tangent"},
                        {"gelu", "GELU", "x times the normal distribution function of x"},
                        {"sigmoid", "Sigmoid", "1 / (1 + exp(-x))"}}};
}

ParamSpec dropoutSetting(const std::string& help)
{
    return {.id = "dropout",
            .title = "Dropout",
            .help = help,
            .defaultValue = 0.0,
            .minimum = 0,
            .maximum = 0.95,
            .tier = ParamTier::Advanced,
            .zeroText = "none"};
}

std::vector<ParamSpec> outputSettings()
{
    return {
        {.id = "loss",
         .title = "Loss",
         .help = "What training minimizes, besides weight decay.",
         .kind = ParamKind::Choice,
         .defaultValue = "cross-entropy",
         .choices = {{"cross-entropy", "Cross-entropy", "Mean over the examples."},
                     {"stablemax", "StableMax cross-entropy",
                      "With x + 1, or 1 / (1 - x) below 0, in place of exp(x), so that the loss "
                      "does not collapse in rounding (Prieto et al. 2025)."},
                     {"mse", "MSE on one-hot", "Mean over examples and classes."}}},
        {.id = "outputTemperature",
         .title = "Output temperature",
         .help = "The loss is taken of the logits divided by this: larger values keep it from "
                 "saturating.",
         .defaultValue = 1.0,
         .minimum = 1e-3,
         .maximum = 1e6,
         .scale = ParamScale::Logarithmic,
         .tier = ParamTier::Advanced},
        {.id = "precision",
         .title = "Precision",
         .help = "Number format of parameters and computation.",
         .kind = ParamKind::Choice,
         .defaultValue = "float32",
         .tier = ParamTier::Advanced,
         .choices = {{"float32", "float32", "Fast; what the papers use."},
                     {"float64", "float64", "Exact to about 16 digits, half as fast."}}},
    };
}

} // namespace grokking
