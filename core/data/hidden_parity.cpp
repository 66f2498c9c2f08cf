// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/hidden_parity.h"

#include "core/data/size_settings.h"
#include "core/util/random.h"

#include <algorithm>

namespace grokking {

namespace {

std::vector<ParamSpec> hiddenParityParameters()
{
    return {
        {.id = "bits",
         .title = "Bits n",
         .help = "Numbers of an input, each 0 or 1 with equal chance.",
         .unit = "bits",
         .kind = ParamKind::Integer,
         .defaultValue = 40,
         .minimum = 1,
         .maximum = 1000},
        {.id = "parityBits",
         .title = "Parity bits k",
         .help = "So many of them, the first ones, decide the class: 1 if an even number of these "
                 "is 0, else 0. The others say nothing.",
         .unit = "bits",
         .kind = ParamKind::Integer,
         .defaultValue = 3,
         .minimum = 1,
         .maximum = 1000},
        trainingSamples(1000, "Training samples, drawn independently."),
        testSamples(1000, "Test samples, drawn in the same way."),
    };
}

std::vector<SpecProblem> check(const Parameters& values)
{
    const std::int64_t bits = integerValue(values, "bits");
    if (integerValue(values, "parityBits") <= bits)
        return {};
    return {{"parityBits",
             "is more than an input has; use at most " + std::to_string(bits) + ", or more bits"}};
}

// Example i is the same however many there are.
Examples drawExamples(const Parameters& values, std::int64_t count, std::uint64_t seed,
                      Stream stream, const std::stop_token& stop)
{
    const auto parityBits = static_cast<std::size_t>(integerValue(values, "parityBits"));
    Examples examples{.inputs = Array<double>({count, integerValue(values, "bits")})};
    ClassTargets targets{.classes = 2};
    targets.labels.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count && !stop.stop_requested(); ++i) {
        RandomStream random(seed, stream, static_cast<std::uint64_t>(i));
        const auto input = examples.inputs.row(i);
        std::ranges::generate(input, [&random] { return random.sign() > 0.0 ? 1.0 : 0.0; });
        const auto zeros = std::ranges::count(input.first(parityBits), 0.0);
        targets.labels.push_back(zeros % 2 == 0 ? 1 : 0); // each 0 is a factor of -1
    }
    examples.targets = std::move(targets);
    return examples;
}

Dataset make(const Parameters& values, const DatasetSeeds& seeds, const std::stop_token& stop)
{
    return {.train = drawExamples(values, integerValue(values, "n"), seeds.data,
                                  Stream::TrainingData, stop),
            .test = drawExamples(values, integerValue(values, "testSize"), seeds.data,
                                 Stream::TestData, stop)};
}

DatasetShape shape(const Parameters& values, const DatasetSeeds&)
{
    return {.trainingExamples = integerValue(values, "n"),
            .testExamples = integerValue(values, "testSize"),
            .features = integerValue(values, "bits"),
            .classes = 2};
}

} // namespace

DatasetKind hiddenParityDataset()
{
    return {.entry = {.id = "hidden-parity",
                      .title = "Hidden parity",
                      .help = "Whether an even number of a few hidden bits is 0, among many bits "
                              "that say nothing (Miller et al., data set 1).",
                      .parameters = hiddenParityParameters(),
                      .check = check},
            .make = make,
            .shape = shape};
}

} // namespace grokking
