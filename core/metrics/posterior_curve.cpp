// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/posterior_curve.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"
#include "core/metrics/float32.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace grokking {

namespace {

constexpr double beyond = 0.1; // of the range of the data, at either end

bool applies(const ExperimentSpec& spec)
{
    const LearnerKind* const learner = findLearner(spec.learner.id);
    return learner && learner->hasBand && datasetShape(spec).features == 1;
}

// Returns the inputs (inputs, 1) over the range of both splits, ascending.
Array<double> inputsOver(const Dataset& data)
{
    const auto [trainLow, trainHigh] = std::ranges::minmax(data.train.inputs.values());
    const auto [testLow, testHigh] = std::ranges::minmax(data.test.inputs.values());
    const double width = std::max(trainHigh, testHigh) - std::min(trainLow, testLow);
    const double first = std::min(trainLow, testLow) - beyond * width;
    const double distance = (1.0 + 2.0 * beyond) * width / static_cast<double>(evenCurveInputs - 1);
    const auto training = std::as_const(data.train.inputs)
                              .values()
                              .first(static_cast<std::size_t>(
                                  std::min(data.train.inputs.rows(), trainingCurveInputs)));
    std::vector<double> places(training.begin(), training.end());
    for (std::int64_t i = 0; i < evenCurveInputs; ++i)
        places.push_back(first + static_cast<double>(i) * distance);
    std::ranges::sort(places);
    Array<double> inputs({std::ssize(places), 1});
    std::ranges::copy(places, inputs.values().begin());
    return inputs;
}

std::optional<Observation> observe(const MetricContext& context)
{
    if (context.dataset.train.inputs.rowSize() != 1)
        return std::nullopt;
    Array<double> inputs = inputsOver(context.dataset);
    roundToFloat32(inputs.values());
    auto band = context.learner.predictiveBand(inputs);
    if (!band)
        return std::nullopt;
    for (std::vector<double>* const values : {&band->middle, &band->low, &band->high})
        roundToFloat32(*values);
    const auto places = inputs.values();
    return Observation{.id = "posterior-curve",
                       .title = "Prediction and band",
                       .xAxis = "Input",
                       .yAxis = std::move(band->label),
                       .content = BandedCurve{.x = {places.begin(), places.end()},
                                              .y = std::move(band->middle),
                                              .low = std::move(band->low),
                                              .high = std::move(band->high)}};
}

} // namespace

Metric posteriorCurveMetric()
{
    return {{.id = "posterior-curve",
             .title = "Prediction and band",
             .help = "What is predicted over the range of the one input, and how far that may be "
                     "off, with the training and test points."},
            observe,
            MetricCost::FullGradient,
            MetricBand{},
            applies};
}

} // namespace grokking
