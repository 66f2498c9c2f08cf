// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/line.h"

#include "core/data/interval.h"
#include "core/data/size_settings.h"

namespace grokking {

namespace {

std::vector<ParamSpec> lineParameters()
{
    return {{.id = "slope",
             .title = "Slope",
             .help = "The number to predict, divided by the input.",
             .defaultValue = 0.3,
             .minimum = -1e6,
             .maximum = 1e6},
            halfWidth(0.5),
            trainingSamples(2, "Training samples, drawn independently."),
            testSamples(98, "Test samples, drawn in the same way."),
            randomNumbers("training samples first, then test samples.")};
}

Result<Dataset> make(const Parameters& values, const DatasetSeeds& seeds,
                     const std::stop_token& /*stop*/)
{
    const double slope = realValue(values, "slope");
    return intervalData(values, seeds.data, 0, [slope](const Array<double>& inputs) {
        RealTargets targets;
        for (const double x : inputs.values())
            targets.values.push_back(slope * x);
        return targets;
    });
}

DatasetShape shape(const Parameters& values, const DatasetSeeds& /*seeds*/)
{
    return intervalShape(values, 0);
}

} // namespace

DatasetKind lineDataset()
{
    return {.entry = {.id = "line",
                      .title = "Points on a line",
                      .help = "A number to predict that is a multiple of the input; few points to "
                              "train on (Miller et al. 2023).",
                      .parameters = lineParameters()},
            .make = make,
            .shape = shape};
}

} // namespace grokking
