// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/zero_one.h"

#include "core/data/interval.h"
#include "core/data/size_settings.h"

namespace grokking {

namespace {

constexpr std::int64_t numpyDraws = 100;

std::vector<ParamSpec> zeroOneParameters()
{
    return {halfWidth(0.5), trainingSamples(20, "Training samples, drawn independently."),
            testSamples(20, "Test samples, drawn in the same way."),
            randomNumbers("of 100 numbers, or more if need be, the first are the training samples "
                          "and the last the test samples.")};
}

Targets sides(const Array<double>& inputs)
{
    ClassTargets targets{.classes = 2};
    for (const double x : inputs.values())
        targets.labels.push_back(x > 0.0 ? 1 : 0);
    return targets;
}

Result<Dataset> make(const Parameters& values, const DatasetSeeds& seeds,
                     const std::stop_token& /*stop*/)
{
    return intervalData(values, seeds.data, numpyDraws, sides);
}

DatasetShape shape(const Parameters& values, const DatasetSeeds& /*seeds*/)
{
    return intervalShape(values, 2);
}

} // namespace

DatasetKind zeroOneDataset()
{
    return {.entry = {.id = "zero-one",
                      .title = "Left or right of 0",
                      .help = "Two classes of a number: above 0 or not; few points to train on "
                              "(Miller et al. 2023, data set 8).",
                      .parameters = zeroOneParameters()},
            .make = make,
            .shape = shape};
}

} // namespace grokking
