// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/linear_regression.h"

#include "core/learners/fused/flat_learner.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace grokking {

namespace {

// Returns the numbers of a text, separated by blanks; nullopt if there is anything else in it.
std::optional<std::vector<double>> numbersIn(std::string_view text)
{
    std::vector<double> numbers;
    while (true) {
        const std::size_t blanks = text.find_first_not_of(' ');
        if (blanks == std::string_view::npos)
            return numbers;
        text.remove_prefix(blanks);
        double number = 0.0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (problem != std::errc() || !std::isfinite(number)
            || (!text.empty() && text.front() != ' '))
            return std::nullopt;
        numbers.push_back(number);
    }
}

std::vector<ParamSpec> featureSettings()
{
    return {
        {.id = "features",
         .title = "Features",
         .help = "What the weights are multiplied with. The sine oscillates so fast that it can "
                 "fit a few points of anything.",
         .kind = ParamKind::Choice,
         .defaultValue = "polynomial-sine",
         .choices = {{"polynomial-sine", "Polynomial and sine",
                      "Powers of each input, and a sine of it (Miller et al. 2023)."},
                     {"polynomial", "Polynomial", "Powers of each input."}}},
        {.id = "degree",
         .title = "Degree",
         .help = "Highest power of an input.",
         .kind = ParamKind::Integer,
         .defaultValue = 3,
         .minimum = 1,
         .maximum = 20},
        {.id = "frequency",
         .title = "Frequency",
         .help = "What an input is multiplied with before its sine is taken.",
         .unit = "radians",
         .defaultValue = 100.0,
         .minimum = 1e-3,
         .maximum = 1e6,
         .scale = ParamScale::Logarithmic,
         .activeWhile = {"features", {"polynomial-sine"}}},
        {.id = "initialWeights",
         .title = "Initial weights",
         .help = "One for each feature, with blanks between them: of x, its powers, its sine. "
                 "Features beyond start with the last one.",
         .kind = ParamKind::Text,
         .defaultValue = "0.0005 0.9 0.9 0.9"},
    };
}

std::vector<ParamSpec> posteriorSettings()
{
    return {
        {.id = "noiseVariance",
         .title = "Noise variance",
         .help = "Of the numbers to predict, as the model has it. The squared error is divided by "
                 "twice this.",
         .defaultValue = 0.001,
         .minimum = 1e-12,
         .maximum = 1e6,
         .scale = ParamScale::Logarithmic},
        {.id = "priorVariance",
         .title = "Prior variance",
         .help = "Of a weight before any data. The squared weights are divided by twice this and "
                 "the number of training samples.",
         .defaultValue = 0.25,
         .minimum = 1e-12,
         .maximum = 1e12,
         .scale = ParamScale::Logarithmic},
        {.id = "minimize",
         .title = "Minimize",
         .help = "What training minimizes, besides the optimizer's weight decay.",
         .kind = ParamKind::Choice,
         .defaultValue = "both",
         .choices = {{"both", "Misfit and prior", "The negative logarithm of the posterior."},
                     {"misfit", "Misfit alone", "That of the likelihood: no decay."}}},
        {.id = "score",
         .title = "Score",
         .help = "What is watched for t1 and t2.",
         .kind = ParamKind::Choice,
         .defaultValue = "sign",
         .choices = {{"sign", "Agreement of sign",
                      "Accuracy: a sample is right if prediction and truth have the same sign."},
                     {"variance", "Explained variance",
                      "1 - MSE / variance of the numbers to predict: 1 is perfect, 0 as good as "
                      "their mean."}}},
    };
}

std::vector<SpecProblem> check(const Parameters& values)
{
    const auto weights = numbersIn(textValue(values, "initialWeights"));
    if (weights && !weights->empty())
        return {};
    return {{"initialWeights", "must be numbers with blanks between them, for example 0.0005 0.9"}};
}

std::string textOf(const std::vector<double>& numbers)
{
    std::string text;
    for (const double number : numbers)
        text += (text.empty() ? "" : " ") + valueText(number);
    return text;
}

LandscapeAxis weightAxis(std::size_t weight, const std::string& name, std::int64_t inputs)
{
    const auto weights = [inputs](const Parameters& learner) {
        return initialWeights(linearRegressionSettings(learner), inputs);
    };
    return {.id = "w" + std::to_string(weight + 1),
            .title = name,
            .parameter = weight,
            .low = -1.5,
            .high = 1.5,
            .start =
                [=](const Parameters& learner) {
                    const std::vector<double> all = weights(learner);
                    return all[std::min(weight, all.size() - 1)]; // they may have other features
                },
            .setStart =
                [=](Parameters& learner, double value) {
                    std::vector<double> all = weights(learner);
                    all.resize(std::max(all.size(), weight + 1), all.back());
                    all[weight] = value;
                    learner["initialWeights"] = textOf(all);
                }};
}

std::int64_t featureCount(const DatasetShape& data, const Parameters& learner)
{
    return linearRegressionSettings(learner).features.count(data.features);
}

} // namespace

std::int64_t FeatureMap::count(std::int64_t inputs) const
{
    return inputs * (degree + (frequency ? 1 : 0));
}

std::vector<std::string> FeatureMap::names(std::int64_t inputs) const
{
    std::vector<std::string> names;
    for (std::int64_t input = 1; input <= inputs; ++input) {
        const std::string x = inputs == 1 ? "x" : "x" + std::to_string(input);
        for (std::int64_t exponent = 1; exponent <= degree; ++exponent)
            names.push_back(exponent == 1 ? x : x + "^" + std::to_string(exponent));
        if (frequency)
            names.push_back("sin " + valueText(*frequency) + " " + x);
    }
    return names;
}

Array<double> FeatureMap::operator()(const Array<double>& inputs) const
{
    Array<double> features({inputs.rows(), count(inputs.rowSize())});
    auto next = features.values().begin();
    for (const double x : inputs.values()) {
        double power = 1.0;
        for (std::int64_t exponent = 1; exponent <= degree; ++exponent)
            *next++ = power *= x;
        if (frequency)
            *next++ = std::sin(*frequency * x);
    }
    return features;
}

std::vector<std::string> weightNames(const FeatureMap& features, std::int64_t inputs)
{
    std::vector<std::string> names;
    for (const std::string& feature : features.names(inputs))
        names.push_back("w" + std::to_string(names.size() + 1) + " (" + feature + ")");
    return names;
}

// Further weights start with the last one given.
std::vector<double> initialWeights(const LinearRegressionSettings& settings, std::int64_t inputs)
{
    std::vector<double> weights = settings.initialWeights;
    weights.resize(static_cast<std::size_t>(settings.features.count(inputs)), weights.back());
    return weights;
}

LinearRegressionSettings linearRegressionSettings(const Parameters& learner)
{
    LinearRegressionSettings settings{.features = {.degree = integerValue(learner, "degree")},
                                      .initialWeights =
                                          *numbersIn(textValue(learner, "initialWeights")),
                                      .noiseVariance = realValue(learner, "noiseVariance"),
                                      .priorVariance = realValue(learner, "priorVariance"),
                                      .minimizesPrior = textValue(learner, "minimize") == "both",
                                      .scoresSigns = textValue(learner, "score") == "sign"};
    if (textValue(learner, "features") == "polynomial-sine")
        settings.features.frequency = realValue(learner, "frequency");
    return settings;
}

CatalogEntry linearRegressionEntry()
{
    CatalogEntry entry{.id = "linear-regression",
                       .title = "Linear regression",
                       .help = "Weights on powers of the input and a fast sine, with a normal "
                               "prior. No layers at all, and it groks (Miller et al. 2023).",
                       .parameters = featureSettings(),
                       .check = check};
    for (const ParamSpec& setting : posteriorSettings())
        entry.parameters.push_back(setting);
    return entry;
}

LandscapeAxes linearRegressionAxes(const DatasetShape& data, const Parameters& settings)
{
    const FeatureMap features = linearRegressionSettings(settings).features;
    const auto names = weightNames(features, data.features);
    LandscapeAxes axes;
    if (names.size() < 2)
        return axes;
    for (std::size_t weight = 0; weight < names.size(); ++weight)
        axes.all.push_back(weightAxis(weight, names[weight], data.features));
    if (features.frequency) // the weight that fits anything, against the one that generalizes
        axes.up = static_cast<std::size_t>(features.degree);
    return axes;
}

std::string linearRegressionMisfit(const DatasetShape& data, const Parameters& settings)
{
    const std::int64_t weights = std::ssize(linearRegressionSettings(settings).initialWeights);
    const std::int64_t features = featureCount(data, settings);
    return weights <= features ? ""
                               : "has " + std::to_string(features) + " features, but "
                                     + std::to_string(weights) + " initial weights; leave some out";
}

LearnerSize linearRegressionSize(const DatasetShape& data, const EntrySpec& learner)
{
    return {.parameters = featureCount(data, learner.parameters), .blocks = 1};
}

LearnerMemory linearRegressionMemory(const MemoryContext& context)
{
    const std::int64_t features = featureCount(context.data, context.learner.parameters);
    LearnerMemory memory = flatLearnerMemory(features, context.optimizer);
    memory.examples = (context.data.trainingExamples + context.data.testExamples) * features
                      * std::int64_t{sizeof(double)};
    return memory;
}

} // namespace grokking
