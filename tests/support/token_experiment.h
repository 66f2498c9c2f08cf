// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small data sets of tokens, made by hand, and Transformers on them.
#pragma once

#include "core/learners/learner_catalog.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "core/util/random.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

namespace grokking::test {

using Changes = std::vector<std::string>;

// Returns a spec with these changes ("path=value"); a wrong one is fatal.
inline ExperimentSpec experiment(const Changes& changes)
{
    ExperimentSpec spec = defaultSpec(catalogs());
    Changes all{"learner=transformer", "training.optimizer=adamw",
                "training.optimizer.weightDecay=1", "training.optimizer.beta2=0.98"};
    all.insert(all.end(), changes.begin(), changes.end());
    for (const std::string& change : all) {
        if (const auto status = assign(spec, catalogs(), change); !status)
            qFatal("%s", status.error().text().c_str());
    }
    return spec;
}

// Makes the learner of such a spec on data that outlive it; one that cannot be made is fatal.
inline std::unique_ptr<Learner> make(const Dataset& dataset, const Changes& changes,
                                     const std::string& engine = "fused")
{
    const ExperimentSpec spec = experiment(changes);
    auto made = makeLearner({.dataset = dataset,
                             .learner = spec.learner,
                             .optimizer = spec.training.optimizer,
                             .engine = engine,
                             .device = "cpu",
                             .initializationSeed = 7});
    if (!made)
        qFatal("%s", made.error().text().c_str());
    return std::move(*made);
}

inline const Changes small{"learner.modelWidth=6", "learner.heads=2", "learner.mlpWidth=7",
                           "learner.precision=float64", "learner.weightScale=1.5"};

inline Changes with(const Changes& base, const Changes& more)
{
    Changes all = base;
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

inline Examples examplesOf(const std::vector<std::vector<std::int32_t>>& rows, std::int64_t classes,
                           const std::vector<std::int32_t>& labels)
{
    const auto positions = rows.empty() ? 0 : std::ssize(rows.front());
    Examples examples{.tokens = Array<std::int32_t>({std::ssize(rows), positions}),
                      .targets = ClassTargets{classes, labels}};
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::ranges::copy(rows[i], examples.tokens.row(static_cast<std::int64_t>(i)).begin());
    return examples;
}

// x + y mod p, tokens [x, y, p]; the first `trainingExamples` of all pairs in random order.
inline Dataset modularAddition(std::int32_t p, std::int64_t trainingExamples)
{
    RandomStream random(1, Stream::TrainingData);
    std::vector<std::vector<std::int32_t>> rows[2];
    std::vector<std::int32_t> labels[2];
    for (const std::int32_t pair : randomPermutation(p * p, random)) {
        const int split = std::ssize(rows[0]) < trainingExamples ? 0 : 1;
        rows[split].push_back({pair / p, pair % p, p});
        labels[split].push_back((pair / p + pair % p) % p);
    }
    return {.train = examplesOf(rows[0], p, labels[0]),
            .test = examplesOf(rows[1], p, labels[1]),
            .vocabulary = p + 1};
}

// Random tokens and labels, so that last tokens differ.
inline Dataset randomTokens(std::int64_t positions, std::int32_t vocabulary, std::int64_t classes,
                            std::int64_t examples = 20)
{
    RandomStream random(2, Stream::TrainingData);
    const auto draw = [&](std::int64_t count) {
        std::vector<std::vector<std::int32_t>> rows(static_cast<std::size_t>(count));
        std::vector<std::int32_t> labels;
        for (auto& row : rows) {
            for (std::int64_t j = 0; j < positions; ++j)
                row.push_back(static_cast<std::int32_t>(
                    random.below(static_cast<std::uint64_t>(vocabulary))));
            labels.push_back(
                static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(classes))));
        }
        return examplesOf(rows, classes, labels);
    };
    return {.train = draw(examples), .test = draw(5), .vocabulary = vocabulary};
}

inline double norm(std::span<const double> values)
{
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
}

inline double relativeDistance(std::span<const double> a, std::span<const double> b)
{
    std::vector<double> difference(a.size());
    std::ranges::transform(a, b, difference.begin(), std::minus<>());
    return norm(difference) / norm(b);
}

inline void train(Learner& learner, std::int64_t steps, std::span<const std::int32_t> batch = {})
{
    for (std::int64_t step = 0; step < steps; ++step)
        learner.step(step, batch, {});
}

} // namespace grokking::test
