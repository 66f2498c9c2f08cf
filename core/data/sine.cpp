// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/sine.h"

#include "core/data/interval.h"
#include "core/data/size_settings.h"
#include "core/util/random.h"

#include <cmath>
#include <utility>

namespace grokking {

namespace {

std::vector<ParamSpec> sineParameters()
{
    return {
        {.id = "frequency",
         .title = "Frequency",
         .help = "What the input is multiplied with before its sine is taken.",
         .unit = "radians",
         .defaultValue = 2.0,
         .minimum = 0,
         .maximum = 1e6},
        {.id = "noise",
         .title = "Noise",
         .help = "Standard deviation of the normal number added to the sine, in both splits.",
         .defaultValue = 0.1,
         .minimum = 0,
         .maximum = 1e6,
         .zeroText = "none"},
        halfWidth(1.5),
        trainingSamples(50, "Training samples, drawn independently."),
        testSamples(50, "Test samples, drawn in the same way."),
    };
}

// A point has a stream of its own: its input, then its noise.
Examples points(const Parameters& values, std::int64_t count, std::uint64_t seed, Stream stream)
{
    const double width = realValue(values, "halfWidth");
    const double frequency = realValue(values, "frequency");
    const double noise = realValue(values, "noise");
    Examples examples{.inputs = Array<double>({count, 1})};
    RealTargets targets;
    targets.values.reserve(static_cast<std::size_t>(count));
    for (double& x : examples.inputs.values()) {
        RandomStream random(seed, stream, targets.values.size());
        x = random.uniform(-width, width);
        targets.values.push_back(std::sin(frequency * x) + noise * random.normal());
    }
    examples.targets = std::move(targets);
    return examples;
}

Result<Dataset> make(const Parameters& values, const DatasetSeeds& seeds,
                     const std::stop_token& /*stop*/)
{
    return Dataset{
        .train = points(values, integerValue(values, "n"), seeds.data, Stream::TrainingData),
        .test = points(values, integerValue(values, "testSize"), seeds.data, Stream::TestData)};
}

DatasetShape shape(const Parameters& values, const DatasetSeeds& /*seeds*/)
{
    return intervalShape(values, 0);
}

} // namespace

DatasetKind sineDataset()
{
    return {.entry = {.id = "sine",
                      .title = "Points of a sine",
                      .help = "A number to predict that is a noisy sine of the input (Miller et "
                              "al. 2023).",
                      .parameters = sineParameters()},
            .make = make,
            .shape = shape};
}

} // namespace grokking
