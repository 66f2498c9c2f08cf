// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/logit_spectrum.h"

#include "core/metrics/float32.h"
#include "core/metrics/pair_logits.h"

namespace grokking {

namespace {

std::optional<Observation> observe(const MetricContext& context)
{
    const auto logits = pairLogits(context);
    if (!logits)
        return std::nullopt;
    std::vector<double> powers = rulePowers(*logits);
    if (powers.empty())
        return std::nullopt;
    roundToFloat32(powers);
    return Observation{.id = "logit-spectrum",
                       .title = "Logit spectrum",
                       .xAxis = "Frequency",
                       .yAxis = "Share of power",
                       .content =
                           NamedVector{.names = frequencyNames(1, logits->task.highestFrequency()),
                                       .values = std::move(powers)}};
}

} // namespace

Metric logitSpectrumMetric()
{
    return {{.id = "logit-spectrum",
             .title = "Logit spectrum",
             .help =
                 "Share of each frequency k of the rule, cos and sin of 2 pi k (x + y - z) / p, "
                 "in the power of the logits z of all pairs x, y (Nanda et al. 2023). The sum "
                 "is how much of the logits follows the rule. Of differences x - y, and of "
                 "products and quotients by a prime modulus in the order of powers; of at most "
                 "150 elements, at only some of the evaluations."},
            observe,
            MetricCost::SeveralPasses,
            MetricSpectrum{.nameAxis = "Frequency", .axisLabel = "Share of power"},
            hasPairLogits};
}

} // namespace grokking
