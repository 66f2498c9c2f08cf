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

// The Transformer does whatever the format of its weights.
bool takesLossInFloat64(const ExperimentSpec& spec)
{
    return spec.learner.id == "transformer"
           || textValue(spec.learner.parameters, "precision") == "float64";
}

} // namespace grokking
