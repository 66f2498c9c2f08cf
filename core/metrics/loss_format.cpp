// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/loss_format.h"

namespace grokking {

bool takesCrossEntropy(const ExperimentSpec& spec)
{
    const auto& settings = spec.learner.parameters;
    return settings.contains("loss") && textValue(settings, "loss") == "cross-entropy";
}

double outputTemperature(const ExperimentSpec& spec)
{
    const auto& settings = spec.learner.parameters;
    return settings.contains("outputTemperature") ? realValue(settings, "outputTemperature") : 1.0;
}

// The fused Transformer does whatever the format of its weights.
bool takesLossInFloat64(const MetricContext& context)
{
    return textValue(context.spec.learner.parameters, "precision") == "float64"
           || (context.spec.learner.id == "transformer"
               && context.learner.environment().at("engine") == "fused");
}

} // namespace grokking
