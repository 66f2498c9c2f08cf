// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/linear_teacher.h"

#include "core/data/size_settings.h"
#include "core/util/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace grokking {

namespace {

std::vector<ParamSpec> linearTeacherParameters()
{
    return {
        {.id = "dimensions",
         .title = "Dimensions d",
         .help = "Numbers of an input.",
         .kind = ParamKind::Integer,
         .defaultValue = 1000,
         .minimum = 1,
         .maximum = 100'000,
         .scale = ParamScale::Logarithmic},
        {.id = "relevant",
         .title = "Relevant dimensions k",
         .help = "So many of them, the first ones, decide the class, all with the same weight. All "
                 "of them make the truth dense, a few make it sparse.",
         .kind = ParamKind::Integer,
         .defaultValue = 0,
         .minimum = 0,
         .maximum = 100'000,
         .zeroText = "all"},
        {.id = "margin",
         .title = "Margin m",
         .help = "Distance of the classes from the plane between them, in units of the noise in "
                 "one dimension.",
         .defaultValue = 3.0,
         .minimum = 0,
         .maximum = 100},
        trainingSamples(50, "Training samples, drawn independently."),
        testSamples(2000, "Test samples, drawn in the same way."),
    };
}

std::int64_t relevantOf(const Parameters& values)
{
    const std::int64_t relevant = integerValue(values, "relevant");
    return relevant > 0 ? relevant : integerValue(values, "dimensions");
}

std::vector<SpecProblem> check(const Parameters& values)
{
    const std::int64_t dimensions = integerValue(values, "dimensions");
    if (integerValue(values, "relevant") <= dimensions)
        return {};
    return {{"relevant", "is more than an input has; use at most " + std::to_string(dimensions)
                             + ", or more dimensions"}};
}

// Example i is the same however many there are.
Examples drawExamples(const Parameters& values, std::int64_t count, std::uint64_t seed,
                      Stream stream, const std::stop_token& stop)
{
    const auto relevant = static_cast<std::size_t>(relevantOf(values));
    const double entry = 1.0 / std::sqrt(static_cast<double>(relevant)); // of the teacher
    const double margin = realValue(values, "margin");
    Examples examples{.inputs = Array<double>({count, integerValue(values, "dimensions")})};
    ClassTargets targets{.classes = 2};
    targets.labels.reserve(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count && !stop.stop_requested(); ++i) {
        RandomStream random(seed, stream, static_cast<std::uint64_t>(i));
        const auto input = examples.inputs.row(i);
        std::ranges::generate(input, [&random] { return random.normal(); });
        const auto first = input.first(relevant);
        const bool isPositive = std::accumulate(first.begin(), first.end(), 0.0) >= 0.0;
        for (double& number : first)
            number += (isPositive ? margin : -margin) * entry;
        targets.labels.push_back(isPositive ? 1 : 0);
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

DatasetShape shape(const Parameters& values, const DatasetSeeds& /*seeds*/)
{
    return {.trainingExamples = integerValue(values, "n"),
            .testExamples = integerValue(values, "testSize"),
            .features = integerValue(values, "dimensions"),
            .classes = 2};
}

} // namespace

DatasetKind linearTeacherDataset()
{
    return {.entry = {.id = "linear-teacher",
                      .title = "Linear teacher",
                      .help = "Two classes on either side of a plane whose normal is dense or "
                              "sparse, among much noise (after Lyu et al. 2024).",
                      .parameters = linearTeacherParameters(),
                      .check = check},
            .make = make,
            .shape = shape};
}

} // namespace grokking
