// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/gp_regression.h"

#include "core/learners/fused/flat_learner.h"

#include <algorithm>

namespace grokking {

namespace {

constexpr std::int64_t mostExamples = 1000; // a step takes a fifth of a second

std::vector<ParamSpec> gpSettings()
{
    return {
        {.id = "logLengthscale",
         .title = "Log lengthscale at the start",
         .help = "Natural logarithm of the distance of inputs over which the function changes. "
                 "Far below the distance of training samples it fits each of them alone.",
         .defaultValue = -6.0,
         .minimum = -20,
         .maximum = 20},
        {.id = "logOutputscale",
         .title = "Log outputscale at the start",
         .help = "Natural logarithm of the variance of the function.",
         .defaultValue = 4.0,
         .minimum = -20,
         .maximum = 20},
        {.id = "lengthscales",
         .title = "Lengthscales",
         .help = "How many of them are trained.",
         .kind = ParamKind::Choice,
         .defaultValue = "one",
         .choices = {{"one", "One for all inputs", "As in Miller et al. (2023)."},
                     {"each", "One for each input",
                      "Automatic relevance determination: inputs that do not matter get a long "
                      "one."}}},
        {.id = "noiseVariance",
         .title = "Noise variance",
         .help = "Of the numbers to predict, as the model has it; where training starts if it is "
                 "trained. ln 2 + 1e-4 = .6932 is what the figures of Miller et al. (2023) have.",
         .defaultValue = 0.6932,
         .minimum = 1e-6,
         .maximum = 1e6,
         .scale = ParamScale::Logarithmic},
        {.id = "noise",
         .title = "Noise",
         .help = "Whether its variance is trained, too.",
         .kind = ParamKind::Choice,
         .defaultValue = "fixed",
         .choices = {{"fixed", "Fixed", "It stays what it is."},
                     {"trained", "Trained", "By its logarithm."}}},
    };
}

std::int64_t parameterCount(const DatasetShape& data, const Parameters& learner)
{
    const GpRegressionSettings settings = gpRegressionSettings(learner);
    return (settings.hasLengthscalePerInput ? data.features : 1) + 2
           + (settings.trainsNoise ? 1 : 0);
}

} // namespace

GpRegressionSettings gpRegressionSettings(const Parameters& learner)
{
    return {.logLengthscale = realValue(learner, "logLengthscale"),
            .logOutputscale = realValue(learner, "logOutputscale"),
            .hasLengthscalePerInput = textValue(learner, "lengthscales") == "each",
            .noiseVariance = realValue(learner, "noiseVariance"),
            .trainsNoise = textValue(learner, "noise") == "trained"};
}

CatalogEntry gpRegressionEntry()
{
    return {.id = "gp-regression",
            .title = "Gaussian process regression",
            .help = "A prior over functions, of which lengthscale and outputscale are trained by "
                    "the marginal likelihood. No weights at all, and it groks from some starts "
                    "(Miller et al. 2023).",
            .parameters = gpSettings()};
}

// The ranges are those of Miller et al. (2023), Fig. 5.
LandscapeAxes gpRegressionAxes(const DatasetShape& data, const Parameters& settings)
{
    const GpRegressionSettings model = gpRegressionSettings(settings);
    if (model.hasLengthscalePerInput && data.features > 1)
        return {};
    LandscapeAxes axes{{settingAxis("logLengthscale", "Log lengthscale", 0, -7.0, 4.0),
                        settingAxis("logOutputscale", "Log outputscale", 1, -5.0, 5.0)}};
    if (model.trainsNoise)
        axes.all.push_back(logarithmAxis("noiseVariance", "Log noise variance", 3, -7.0, 3.0));
    return axes;
}

std::string gpRegressionMisfit(const DatasetShape& data, const Parameters& /*settings*/)
{
    return data.trainingExamples <= mostExamples
               ? ""
               : "learns from " + std::to_string(mostExamples)
                     + " training samples at most, since time grows with their cube; take fewer";
}

LearnerSize gpRegressionSize(const DatasetShape& data, const EntrySpec& learner)
{
    const std::int64_t parameters = parameterCount(data, learner.parameters);
    return {.parameters = parameters,
            .blocks = gpRegressionSettings(learner.parameters).trainsNoise ? 4 : 3};
}

// Two matrices are kept, kernel and factor. A step takes five at most on the way to its gradient,
// an evaluation three between training examples and those of a split.
LearnerMemory gpRegressionMemory(const MemoryContext& context)
{
    constexpr std::int64_t number = sizeof(double);
    const DatasetShape& data = context.data;
    LearnerMemory memory =
        flatLearnerMemory(parameterCount(data, context.learner.parameters), context.optimizer);
    const std::int64_t train = data.trainingExamples;
    const std::int64_t batch = context.batchSize > 0 ? std::min(context.batchSize, train) : train;
    memory.examples = (train + data.testExamples) * (data.features + 1) * number;
    const std::int64_t evaluated = std::max(train, data.testExamples);
    memory.activations =
        (2 * train * train + std::max(5 * batch * batch, 3 * train * evaluated)) * number;
    return memory;
}

} // namespace grokking
