// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A made-up run that groks, and tiny catalogs, for tests of widgets.
#pragma once

#include "core/events/run_history.h"
#include "core/spec/catalog.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace grokking::test {

constexpr std::int64_t memorizedAt = 300;
constexpr std::int64_t generalizedAt = 12'300;

// Returns steps 0, 1, 2, 5, ... 50, then every 100 up to the last.
inline std::vector<std::int64_t> evaluatedSteps(std::int64_t last)
{
    std::vector<std::int64_t> steps{0, 1, 2, 5, 10, 20, 50};
    for (std::int64_t step = 100; step <= last; step += 100)
        steps.push_back(step);
    return steps;
}

// Returns the value of a smooth rise from 0 to 1 around `middle`, on log steps.
inline double rise(std::int64_t step, double middle, double sharpness)
{
    return 1.0 / (1.0 + std::pow((static_cast<double>(step) + 0.5) / middle, -sharpness));
}

inline Sampled sampleAt(std::int64_t step)
{
    const double train = std::min(1.0, 1.005 * (0.25 + 0.75 * rise(step, 30.0, 2.2)));
    const double test = 0.25 + 0.36 * rise(step, 30.0, 2.0) + 0.387 * rise(step, 8'000.0, 7.0);
    Sampled sample;
    sample.step = step;
    sample.epoch = static_cast<double>(step);
    sample.train = {20.0 * std::pow(1.0 - 0.9999 * rise(step, 60.0, 2.5), 2.0), train,
                    std::llround(200.0 * train), 200};
    sample.test = {18.0 * (1.0 - 0.98 * rise(step, 9'000.0, 3.0)) + 0.05, test,
                   std::llround(10'000.0 * test), 10'000};
    sample.error = sample.train.loss + 1e-6;
    sample.weightNorm = 110.0 - 20.0 * rise(step, 500.0, 2.0) - 72.0 * rise(step, 7'000.0, 3.0);
    sample.complexity = sample.weightNorm * sample.weightNorm;
    sample.learningRate = 1e-3;
    sample.weightDecay = 1e-4;
    return sample;
}

inline std::vector<Sampled> samplesUntil(std::int64_t last)
{
    std::vector<Sampled> samples;
    for (const std::int64_t step : evaluatedSteps(last))
        samples.push_back(sampleAt(step));
    return samples;
}

// Returns `perClass` subclasses of each of four classes, every second one subsampled.
inline Grouping grouping(int perClass)
{
    Grouping groups{.title = "Subclass"};
    for (int index = 0; index < 4 * perClass; ++index) {
        groups.names.push_back(std::string(1, static_cast<char>('A' + index / perClass))
                               + std::to_string(index % perClass + 1));
        groups.classes.push_back(index / perClass);
        groups.subsampled.push_back(index % 2 == 1);
        groups.trainingSize.push_back(index % 2 == 1 ? 9 : 41);
        groups.testSize.push_back(1'250);
    }
    return groups;
}

inline RunStarted started(int subclassesPerClass = 2)
{
    return {.trainingExamples = 200,
            .testExamples = 10'000,
            .errorLabel = "Train loss",
            .complexityLabel = "Squared weight norm",
            .grouping = grouping(subclassesPerClass)};
}

inline std::vector<Observed> observationsUntil(std::int64_t last, int subclassesPerClass = 2)
{
    std::vector<Observed> observations;
    const Grouping groups = grouping(subclassesPerClass);
    for (const std::int64_t step : evaluatedSteps(last)) {
        NamedVector vector{groups.names, {}};
        for (std::size_t group = 0; group < groups.names.size(); ++group) {
            const double late = 7'000.0 + 400.0 * static_cast<double>(group);
            vector.values.push_back(groups.subsampled[group] ? 0.05 + 0.93 * rise(step, late, 6.0)
                                                             : 0.25 + 0.74 * rise(step, 30.0, 2.0));
        }
        observations.push_back(
            {step,
             {"subclass-accuracy", "Accuracy per subclass", "", "Subclass", "Accuracy", vector}});
    }
    return observations;
}

// Norms of weights and biases of two layers, in this order.
inline Observed layerNorms(std::int64_t step, std::vector<double> norms)
{
    return {step,
            {"layer-norms", "Norm of each layer", "", "Layer", "Norm",
             NamedVector{{"layer 1 weights", "layer 1 biases", "layer 2 weights", "layer 2 biases"},
                         std::move(norms)}}};
}

inline std::vector<Observed> layerNormsUntil(std::int64_t last)
{
    std::vector<Observed> observations;
    for (const std::int64_t step : evaluatedSteps(last)) {
        const double whole = sampleAt(step).weightNorm;
        observations.push_back(layerNorms(step, {0.8 * whole, 0.0, 0.6 * whole, 0.0}));
    }
    return observations;
}

inline RunSummary grokkedSummary(std::int64_t last)
{
    return {.verdict = Verdict::Grokked,
            .t1 = Crossing{memorizedAt},
            .t2 = Crossing{generalizedAt},
            .gap = generalizedAt - memorizedAt,
            .ratio = 41.0,
            .regions = RegionLines{0.05, 4'000.0},
            .lehcShare = 0.2,
            .lastStep = last};
}

inline RunSummary memorizedSummary(std::int64_t last)
{
    return {.verdict = Verdict::Memorized, .t1 = Crossing{memorizedAt}, .lastStep = last};
}

inline std::shared_ptr<const RunHistory> historyUntil(std::int64_t last)
{
    auto history = std::make_shared<RunHistory>();
    history->append(started());
    for (Sampled sample : samplesUntil(last)) {
        sample.test.score *= 0.8;
        history->append(sample);
    }
    return history;
}

// Returns catalogs with one setting of every kind.
inline Catalogs catalogs()
{
    const ParamSpec fraction{.id = "f",
                             .title = "Imbalance f",
                             .help = "Fraction kept of the subsampled subclasses; 0 removes them.",
                             .defaultValue = 0.2,
                             .minimum = 0.0,
                             .maximum = 1.0};
    const ParamSpec size{.id = "n",
                         .title = "Training examples",
                         .help = "How many examples to keep in all.",
                         .unit = "examples",
                         .kind = ParamKind::Integer,
                         .defaultValue = std::int64_t{200},
                         .minimum = 1,
                         .maximum = 100'000,
                         .scale = ParamScale::Logarithmic};
    const ParamSpec noise{.id = "noise",
                          .title = "Spread",
                          .help = "Standard deviation within a subclass.",
                          .defaultValue = 0.125,
                          .minimum = 0.0,
                          .tier = ParamTier::Advanced};
    const ParamSpec label{.id = "label",
                          .title = "Label",
                          .help = "A word of your own.",
                          .kind = ParamKind::Text,
                          .defaultValue = std::string("plain"),
                          .tier = ParamTier::Advanced};
    const ParamSpec lines{.id = "lines",
                          .title = "Lines",
                          .help = "Rows of the table.",
                          .kind = ParamKind::Integer,
                          .defaultValue = std::int64_t{3},
                          .minimum = 1,
                          .maximum = 26};
    const ParamSpec marked{.id = "marked",
                           .title = "Marked",
                           .help = "Cells of the table.",
                           .kind = ParamKind::Cells,
                           .optional = true,
                           .rowsFrom = "lines",
                           .columnsFrom = "lines"};
    const ParamSpec source{.id = "source",
                           .title = "Source",
                           .help = "The file of the table.",
                           .kind = ParamKind::File,
                           .defaultValue = std::string()};
    const ParamSpec modulus{.id = "p",
                            .title = "Modulus",
                            .help = "Numbers are 0 to p - 1.",
                            .kind = ParamKind::Integer,
                            .defaultValue = std::int64_t{97},
                            .minimum = 2,
                            .maximum = 1'000};
    const ParamSpec width{.id = "width",
                          .title = "Width",
                          .help = "Units per hidden layer.",
                          .unit = "units",
                          .kind = ParamKind::Integer,
                          .defaultValue = std::int64_t{200},
                          .minimum = 1,
                          .maximum = 10'000,
                          .scale = ParamScale::Logarithmic};
    const ParamSpec activation{.id = "activation",
                               .title = "Activation",
                               .help = "Nonlinearity of the hidden units.",
                               .kind = ParamKind::Choice,
                               .defaultValue = std::string("relu"),
                               .choices = {{"relu", "ReLU", "max(0, x)"}, {"tanh", "tanh", ""}}};
    const ParamSpec bias{.id = "bias",
                         .title = "Biases",
                         .help = "Whether units have a bias.",
                         .kind = ParamKind::Boolean,
                         .defaultValue = true};
    const ParamSpec scale{.id = "initScale",
                          .title = "Initial scale",
                          .help = "Factor on all initial parameters.",
                          .defaultValue = 8.0,
                          .minimum = 1e-3,
                          .maximum = 1e3,
                          .scale = ParamScale::Logarithmic};
    const ParamSpec rate{.id = "learningRate",
                         .title = "Learning rate",
                         .help = "Size of a step.",
                         .defaultValue = 1e-3,
                         .minimum = 1e-8,
                         .maximum = 10.0,
                         .scale = ParamScale::Logarithmic,
                         .live = true};
    const ParamSpec decay{.id = "weightDecay",
                          .title = "Weight decay",
                          .help = "How strongly weights shrink.",
                          .defaultValue = 1e-4,
                          .minimum = 0.0,
                          .maximum = 10.0,
                          .scale = ParamScale::Logarithmic,
                          .live = true,
                          .zeroText = "none"};
    Catalogs catalogs;
    catalogs.datasets = {
        {"gaussian", "Class and subclass", "Gaussian clouds.", {fraction, size, noise, label}},
        {"modular", "Modular arithmetic", "x + y mod p.", {modulus, fraction}},
        {"table", "A table", "Cells.", {lines, marked, source}}};
    catalogs.learners = {{"mlp", "Multilayer perceptron", "", {width, activation, bias, scale}}};
    catalogs.optimizers = {{"adam", "Adam", "", {rate, decay}}, {"sgd", "SGD", "", {rate}}};
    return catalogs;
}

} // namespace grokking::test
