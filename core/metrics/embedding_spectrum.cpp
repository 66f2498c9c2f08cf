// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/embedding_spectrum.h"

#include "core/metrics/cyclic_task.h"
#include "core/metrics/float32.h"

namespace grokking {

namespace {

std::optional<Observation> observe(const MetricContext& context)
{
    const auto task = cyclicTask(context.spec.data);
    const auto embeddings = task ? operandEmbeddings(context, *task) : std::nullopt;
    if (!embeddings)
        return std::nullopt;
    std::vector<double> shares = powerShares(*embeddings);
    if (shares.empty())
        return std::nullopt;
    roundToFloat32(shares);
    return Observation{.id = "embedding-spectrum",
                       .title = "Embedding spectrum",
                       .xAxis = "Frequency",
                       .yAxis = "Share of power",
                       .content = NamedVector{.names = frequencyNames(0, task->highestFrequency()),
                                              .values = std::move(shares)}};
}

} // namespace

Metric embeddingSpectrumMetric()
{
    return {{.id = "embedding-spectrum",
             .title = "Embedding spectrum",
             .help = "Share of each frequency in the embeddings of the operands, as they follow "
                     "each other in a circle: by adding 1, or of products and quotients by a prime "
                     "modulus by multiplying with its smallest primitive root. A network that "
                     "found the rule uses few. The sum is 1; frequency 0 is the mean."},
            observe,
            MetricCost::FullGradient,
            MetricSpectrum{.nameAxis = "Frequency", .axisLabel = "Share of power"},
            hasOperandEmbeddings};
}

} // namespace grokking
