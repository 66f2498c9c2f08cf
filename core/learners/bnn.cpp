// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/bnn.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/network_memory.h"
#include "core/util/random.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

std::vector<ParamSpec> posteriorSettings()
{
    return {
        {.id = "initialDeviation",
         .title = "Spread of the means",
         .help = "Standard deviation of the normal distribution that the posterior means start "
                 "from. Larger values start the network more complex, so that it memorizes first "
                 "and the gap is longer (Miller et al. 2023, Fig. 6).",
         .defaultValue = 0.3,
         .minimum = 1e-6,
         .maximum = 100,
         .scale = ParamScale::Logarithmic},
        {.id = "posteriorDeviation",
         .title = "Posterior deviation",
         .help = "Standard deviation of the posterior of every weight at the start. Small values "
                 "are many nats away from the prior.",
         .defaultValue = 0.01,
         .minimum = 1e-6,
         .maximum = 100,
         .scale = ParamScale::Logarithmic},
        {.id = "priorVariance",
         .title = "Prior variance",
         .help = "Of a weight before any data.",
         .defaultValue = 1.0,
         .minimum = 1e-6,
         .maximum = 1e6,
         .scale = ParamScale::Logarithmic},
        {.id = "divergenceWeight",
         .title = "Weight of the divergence",
         .help = "Factor on the complexity term in what training minimizes; 1 is the variational "
                 "objective, less a colder posterior, 0 the expected loss alone.",
         .defaultValue = 1.0,
         .minimum = 0,
         .maximum = 1e6,
         .tier = ParamTier::Advanced},
        {.id = "errorDraws",
         .title = "Draws for the error",
         .help = "How often the noise of each training sample is drawn for the expected loss, the "
                 "error of the error-complexity plane. Scores and losses are those of the "
                 "posterior means.",
         .unit = "draws",
         .kind = ParamKind::Integer,
         .defaultValue = 1,
         .minimum = 1,
         .maximum = 1000,
         .tier = ParamTier::Advanced},
    };
}

// A perceptron that has all its biases, as inputs of 1 amount to.
Parameters perceptronSettings(const Parameters& settings)
{
    Parameters own = settings;
    own["lastBias"] = true;
    return own;
}

// Per example of a step or an evaluation: of each layer its sums, their noise, their deviations and
// its result with its square; on the way back four gradients at a time.
std::int64_t blockBytes(const MemoryContext& context, const std::vector<std::int64_t>& sizes)
{
    const std::int64_t widest = *std::max_element(sizes.begin() + 1, sizes.end());
    std::int64_t numbers = 2 * sizes.front() + 4 * widest + 6 * sizes.back();
    for (std::size_t layer = 1; layer < sizes.size(); ++layer)
        numbers += 5 * sizes[layer];
    const std::int64_t rows = std::min(
        fusedBlockRows, std::max(context.data.trainingExamples, context.data.testExamples));
    return rows * numbers * numberBytes(context.learner.parameters);
}

} // namespace

BnnSettings bnnSettings(const Parameters& learner)
{
    return {.initialDeviation = realValue(learner, "initialDeviation"),
            .posteriorDeviation = realValue(learner, "posteriorDeviation"),
            .priorVariance = realValue(learner, "priorVariance"),
            .divergenceWeight = realValue(learner, "divergenceWeight"),
            .errorDraws = integerValue(learner, "errorDraws")};
}

CatalogEntry bnnEntry()
{
    CatalogEntry entry{
        .id = "bnn",
        .title = "Bayesian neural network",
        .help = "A perceptron with a normal posterior for every weight, trained on expected loss "
                "plus divergence from the prior: its complexity is a description length (Miller "
                "et al. 2023).",
        .parameters = {depthSetting(1), widthSetting(200),
                       activationSetting("Nonlinearity after each hidden layer.")}};
    for (const auto& settings : {posteriorSettings(), outputSettings()})
        entry.parameters.insert(entry.parameters.end(), settings.begin(), settings.end());
    return entry;
}

std::string bnnMisfit(const DatasetShape& data, const Parameters& /*settings*/)
{
    return data.hasTokens() ? "learns from numbers, and these data are tokens; set data.encoding "
                              "to one-hot, or learner to mlp"
                            : oneClassMisfit(data);
}

BnnLayout::BnnLayout(const DatasetShape& data, const Parameters& settings)
    : means(data, perceptronSettings(settings)), blocks(means.blocks)
{
    weights = blocks.back().offset + elementCount(blocks.back().shape);
    for (const ParameterBlock& block : means.blocks)
        blocks.push_back(
            {block.name + ", log deviations", {elementCount(block.shape)}, weights + block.offset});
}

LearnerSize bnnSize(const DatasetShape& data, const EntrySpec& learner)
{
    const BnnLayout layout(data, learner.parameters);
    return {.parameters = 2 * layout.weights, .blocks = std::ssize(layout.blocks)};
}

// The variances, once more transposed, are as many as the deviations.
LearnerMemory bnnMemory(const MemoryContext& context)
{
    const BnnLayout layout(context.data, context.learner.parameters);
    LearnerMemory memory =
        networkMemory(context, 2 * layout.weights, blockBytes(context, layout.means.sizes));
    memory.parameters += layout.weights * numberBytes(context.learner.parameters);
    return memory;
}

InitialBnn initialBnn(const LearnerContext& context)
{
    const BnnSettings settings = bnnSettings(context.learner.parameters);
    const BnnLayout layout(shapeOf(context.dataset), context.learner.parameters);
    std::vector<double> parameters;
    parameters.reserve(static_cast<std::size_t>(2 * layout.weights));
    for (std::size_t i = 0; i < layout.means.layers.size(); ++i) {
        RandomStream random(context.initializationSeed, Stream::Initialization, i);
        const std::int64_t count = (layout.means.sizes[i] + 1) * layout.means.sizes[i + 1];
        for (std::int64_t k = 0; k < count; ++k)
            parameters.push_back(settings.initialDeviation * random.normal());
    }
    parameters.insert(parameters.end(), static_cast<std::size_t>(layout.weights),
                      std::log(settings.posteriorDeviation));
    return {{layout.blocks, std::move(parameters)}, layout};
}

template <class Number>
double divergence(std::span<const Number> parameters, double priorVariance)
{
    const std::size_t weights = parameters.size() / 2;
    double sum = 0.0;
    for (std::size_t i = 0; i < weights; ++i) {
        const auto mean = static_cast<double>(parameters[i]);
        const auto logDeviation = static_cast<double>(parameters[weights + i]);
        sum += (mean * mean + std::exp(2.0 * logDeviation)) / (2.0 * priorVariance) - 0.5
               - logDeviation + 0.5 * std::log(priorVariance);
    }
    return sum;
}

template double divergence(std::span<const float>, double);
template double divergence(std::span<const double>, double);

} // namespace grokking
