// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/interval.h"

#include "core/util/numpy_random.h"
#include "core/util/random.h"

#include <limits>
#include <utility>

namespace grokking {

namespace {

constexpr std::uint64_t largestNumpySeed = std::numeric_limits<std::uint32_t>::max();

// `draw` returns numbers in [0, 1), one for each example.
template <class Draw>
Examples examplesOf(const Parameters& values, std::int64_t count, const TargetsOf& targetsOf,
                    Draw draw)
{
    const double width = 2.0 * realValue(values, "halfWidth");
    Examples examples{.inputs = Array<double>({count, 1})};
    for (std::uint64_t i = 0; double& x : examples.inputs.values())
        x = (draw(i++) - 0.5) * width;
    examples.targets = targetsOf(examples.inputs);
    return examples;
}

Result<Dataset> numpyData(const Parameters& values, std::uint64_t seed, std::int64_t draws,
                          const TargetsOf& targetsOf)
{
    if (seed > largestNumpySeed)
        return Error{ErrorCode::InvalidSpec,
                     "numpy takes seeds up to " + std::to_string(largestNumpySeed)
                         + " only; set a smaller one, or data.randomNumbers to own",
                     "seeds.data"};
    const std::int64_t train = integerValue(values, "n");
    const std::int64_t test = integerValue(values, "testSize");
    NumpyRandom random(static_cast<std::uint32_t>(seed));
    const auto draw = [&random](std::uint64_t) { return random.uniform(); };
    Dataset data{.train = examplesOf(values, train, targetsOf, draw)};
    for (std::int64_t skipped = train + test; skipped < draws; ++skipped)
        random.uniform();
    data.test = examplesOf(values, test, targetsOf, draw);
    return data;
}

} // namespace

ParamSpec halfWidth(double defaultValue)
{
    return {.id = "halfWidth",
            .title = "Half width",
            .help = "Inputs lie between this and its negative.",
            .defaultValue = defaultValue,
            .minimum = 1e-6,
            .maximum = 1e6,
            .scale = ParamScale::Logarithmic};
}

ParamSpec randomNumbers(std::string order)
{
    return {.id = "randomNumbers",
            .title = "Random numbers",
            .help = "Where the inputs come from.",
            .kind = ParamKind::Choice,
            .defaultValue = "own",
            .tier = ParamTier::Advanced,
            .choices = {{"own", "This program's", "A sample is the same however many there are."},
                        {"numpy", "numpy's",
                         "What numpy.random.rand gives after numpy.random.seed, to repeat data of "
                         "Python code: "
                             + std::move(order)}}};
}

DatasetShape intervalShape(const Parameters& values, std::int64_t classes)
{
    return {.trainingExamples = integerValue(values, "n"),
            .testExamples = integerValue(values, "testSize"),
            .features = 1,
            .classes = classes};
}

Result<Dataset> intervalData(const Parameters& values, std::uint64_t seed, std::int64_t numpyDraws,
                             const TargetsOf& targetsOf)
{
    if (textValue(values, "randomNumbers") == "numpy")
        return numpyData(values, seed, numpyDraws, targetsOf);
    const auto split = [&](const char* size, Stream stream) {
        return examplesOf(
            values, integerValue(values, size), targetsOf,
            [seed, stream](std::uint64_t i) { return RandomStream(seed, stream, i).uniform(); });
    };
    return Dataset{.train = split("n", Stream::TrainingData),
                   .test = split("testSize", Stream::TestData)};
}

} // namespace grokking
