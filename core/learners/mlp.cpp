// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/mlp.h"

#include "core/util/random.h"

#include <cmath>
#include <string>

namespace grokking {

CatalogEntry mlpEntry()
{
    return {
        .id = "mlp",
        .title = "Perceptron (MLP)",
        .help = "Multilayer perceptron, a fully connected network; the learner of Carvalho et al. "
                "is depth 2, width 200, "
                "ReLU, initialized 8 times as large as usual.",
        .parameters = {
            {.id = "depth",
             .title = "Depth",
             .help = "Hidden layers; 0 is a linear model.",
             .unit = "layers",
             .kind = ParamKind::Integer,
             .defaultValue = 2,
             .minimum = 0,
             .maximum = 16},
            {.id = "width",
             .title = "Width",
             .help = "Units in each hidden layer.",
             .unit = "units",
             .kind = ParamKind::Integer,
             .defaultValue = 200,
             .minimum = 1,
             .maximum = 16384,
             .scale = ParamScale::Logarithmic},
            {.id = "activation",
             .title = "Activation",
             .help = "Nonlinearity after each hidden layer.",
             .kind = ParamKind::Choice,
             .defaultValue = "relu",
             .choices = {{"relu", "ReLU", "max(0, x)"},
                         {"tanh", "Tanh", "Hyperbolic tangent"},
                         {"gelu", "GELU", "x times the normal distribution function of x"},
                         {"sigmoid", "Sigmoid", "1 / (1 + exp(-x))"}}},
            {.id = "initScale",
             .title = "Init scale",
             .help =
                 "Factor on the usual initial parameters, uniform within 1 / sqrt(inputs of the "
                 "layer). Large values start the network complex, so that it memorizes first.",
             .defaultValue = 8.0,
             .minimum = 0,
             .maximum = 1e4,
             .scale = ParamScale::Logarithmic},
            {.id = "scaleBiases",
             .title = "Scale biases too",
             .help = "Whether the factor applies to biases as well as to weights.",
             .kind = ParamKind::Boolean,
             .defaultValue = true,
             .tier = ParamTier::Advanced},
            {.id = "loss",
             .title = "Loss",
             .help = "What training minimizes, besides weight decay.",
             .kind = ParamKind::Choice,
             .defaultValue = "cross-entropy",
             .choices = {{"cross-entropy", "Cross-entropy", "Mean over the examples."},
                         {"mse", "MSE on one-hot", "Mean over examples and classes."}}},
            {.id = "precision",
             .title = "Precision",
             .help = "Number format of parameters and computation.",
             .kind = ParamKind::Choice,
             .defaultValue = "float32",
             .tier = ParamTier::Advanced,
             .choices = {{"float32", "float32", "Fast; what the papers use."},
                         {"float64", "float64", "Exact to about 16 digits, half as fast."}}},
        }};
}

std::string mlpMisfit(const DatasetShape& data, const Parameters&)
{
    return data.hasTokens() ? "takes numbers, but these data are tokens; choose one-hot inputs, or "
                              "another learner"
                            : "";
}

InitialMlp initialMlp(const LearnerContext& context)
{
    const Parameters& settings = context.learner.parameters;
    InitialMlp mlp;
    mlp.sizes.push_back(context.dataset.train.inputs.rowSize());
    mlp.sizes.insert(mlp.sizes.end(), static_cast<std::size_t>(integerValue(settings, "depth")),
                     integerValue(settings, "width"));
    mlp.sizes.push_back(std::get<ClassTargets>(context.dataset.train.targets).classes);

    const double scale = realValue(settings, "initScale");
    const double biasScale = booleanValue(settings, "scaleBiases") ? scale : 1.0;
    for (std::size_t layer = 0; layer + 1 < mlp.sizes.size(); ++layer) {
        RandomStream random(context.initializationSeed, Stream::Initialization, layer);
        const std::int64_t inputs = mlp.sizes[layer];
        const std::int64_t outputs = mlp.sizes[layer + 1];
        const double bound = 1.0 / std::sqrt(static_cast<double>(inputs));
        const std::string name = "Layer " + std::to_string(layer + 1);
        mlp.blocks.push_back({name + " weights", {outputs, inputs}, std::ssize(mlp.parameters)});
        for (std::int64_t i = 0; i < outputs * inputs; ++i)
            mlp.parameters.push_back(scale * random.uniform(-bound, bound));
        mlp.blocks.push_back({name + " biases", {outputs}, std::ssize(mlp.parameters)});
        for (std::int64_t i = 0; i < outputs; ++i)
            mlp.parameters.push_back(biasScale * random.uniform(-bound, bound));
    }
    return mlp;
}

} // namespace grokking
