// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/line.h"

#include "core/data/size_settings.h"
#include "core/util/numpy_random.h"
#include "core/util/random.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace grokking {

namespace {

constexpr std::uint64_t largestNumpySeed = std::numeric_limits<std::uint32_t>::max();

std::vector<ParamSpec> lineParameters()
{
    return {
        {.id = "slope",
         .title = "Slope",
         .help = "The number to predict, divided by the input.",
         .defaultValue = 0.3,
         .minimum = -1e6,
         .maximum = 1e6},
        {.id = "halfWidth",
         .title = "Half width",
         .help = "Inputs lie between this and its negative.",
         .defaultValue = 0.5,
         .minimum = 1e-6,
         .maximum = 1e6,
         .scale = ParamScale::Logarithmic},
        trainingSamples(2, "Training samples, drawn independently."),
        testSamples(98, "Test samples, drawn in the same way."),
        {.id = "randomNumbers",
         .title = "Random numbers",
         .help = "Where the inputs come from.",
         .kind = ParamKind::Choice,
         .defaultValue = "own",
         .tier = ParamTier::Advanced,
         .choices = {{"own", "This program's", "A sample is the same however many there are."},
                     {"numpy", "numpy's",
                      "What numpy.random.rand gives after numpy.random.seed, to repeat data of "
                      "Python code: training samples first, then test samples."}}},
    };
}

// `draw` returns numbers in [0, 1), one for each example.
template <class Draw>
Examples examplesOf(const Parameters& values, std::int64_t count, Draw draw)
{
    const double width = 2.0 * realValue(values, "halfWidth");
    const double slope = realValue(values, "slope");
    Examples examples{.inputs = Array<double>({count, 1})};
    RealTargets targets;
    targets.values.reserve(static_cast<std::size_t>(count));
    for (double& x : examples.inputs.values()) {
        x = (draw(targets.values.size()) - 0.5) * width;
        targets.values.push_back(slope * x);
    }
    examples.targets = std::move(targets);
    return examples;
}

Result<Dataset> numpyPoints(const Parameters& values, std::uint64_t seed)
{
    if (seed > largestNumpySeed)
        return Error{ErrorCode::InvalidSpec,
                     "numpy takes seeds up to " + std::to_string(largestNumpySeed)
                         + " only; set a smaller one, or data.randomNumbers to own",
                     "seeds.data"};
    NumpyRandom random(static_cast<std::uint32_t>(seed));
    const auto draw = [&random](std::size_t) { return random.uniform(); };
    Dataset data{.train = examplesOf(values, integerValue(values, "n"), draw)};
    data.test = examplesOf(values, integerValue(values, "testSize"), draw); // they follow
    return data;
}

Examples ownPoints(const Parameters& values, std::int64_t count, std::uint64_t seed, Stream stream)
{
    return examplesOf(values, count, [seed, stream](std::size_t i) {
        return RandomStream(seed, stream, i).uniform();
    });
}

Result<Dataset> make(const Parameters& values, const DatasetSeeds& seeds,
                     const std::stop_token& /*stop*/)
{
    if (textValue(values, "randomNumbers") == "numpy")
        return numpyPoints(values, seeds.data);
    return Dataset{
        .train = ownPoints(values, integerValue(values, "n"), seeds.data, Stream::TrainingData),
        .test = ownPoints(values, integerValue(values, "testSize"), seeds.data, Stream::TestData)};
}

DatasetShape shape(const Parameters& values, const DatasetSeeds& /*seeds*/)
{
    return {.trainingExamples = integerValue(values, "n"),
            .testExamples = integerValue(values, "testSize"),
            .features = 1};
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
