// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Steps and evaluations of the one-layer Transformer of Nanda et al. on x + y mod 97, 30 % of the
// pairs, full batch, one thread, on each engine. Read the CPU column; train_transformer.py beside
// it times the same network as it is usually written in PyTorch.

#include "core/learners/learner_catalog.h"
#include "core/optim/optimizer_catalog.h"
#include "core/util/random.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace grokking;

namespace {

Dataset modularAddition(std::int32_t p, double fraction)
{
    RandomStream random(1, Stream::TrainingData);
    const auto pairs = randomPermutation(p * p, random);
    const auto trained = static_cast<std::int64_t>(fraction * p * p);
    Dataset dataset{.vocabulary = p + 1};
    for (const bool train : {true, false}) {
        Examples& examples = train ? dataset.train : dataset.test;
        const std::int64_t count = train ? trained : std::ssize(pairs) - trained;
        examples.tokens = Array<std::int32_t>({count, 3});
        ClassTargets targets{p, {}};
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int32_t pair = pairs[static_cast<std::size_t>(train ? i : trained + i)];
            const auto row = examples.tokens.row(i);
            row[0] = pair / p;
            row[1] = pair % p;
            row[2] = p;
            targets.labels.push_back((row[0] + row[1]) % p);
        }
        examples.targets = targets;
    }
    return dataset;
}

const Dataset& data()
{
    static const Dataset dataset = modularAddition(97, 0.3);
    return dataset;
}

std::unique_ptr<Learner> make(const std::string& engine)
{
    const CatalogEntry& learner = findLearner("transformer")->entry;
    const CatalogEntry& optimizer = *findEntry(optimizerCatalog(), "adamw");
    auto made = makeLearner({.dataset = data(),
                             .learner = {learner.id, defaultParameters(learner)},
                             .optimizer = {optimizer.id, defaultParameters(optimizer)},
                             .engine = engine,
                             .device = "cpu"});
    if (!made) {
        std::fprintf(stderr, "bench_transformer: %s\n", made.error().text().c_str());
        std::exit(1);
    }
    return std::move(*made);
}

void step(benchmark::State& state, const std::string& engine)
{
    const auto learner = make(engine);
    std::int64_t number = 0;
    for (auto _ : state)
        learner->step(number++, {}, {});
}

void batch(benchmark::State& state, const std::string& engine)
{
    const auto learner = make(engine);
    std::vector<std::int32_t> indices;
    for (std::int32_t i = 0; i < 128; ++i)
        indices.push_back(20 * i);
    std::int64_t number = 0;
    for (auto _ : state)
        learner->step(number++, indices, {});
}

void evaluation(benchmark::State& state, const std::string& engine)
{
    const auto learner = make(engine);
    for (auto _ : state)
        benchmark::DoNotOptimize(learner->evaluate(Split::Test, {}));
}

} // namespace

int main(int count, char** arguments)
{
    benchmark::Initialize(&count, arguments);
    for (const std::string engine : {"fused", "libtorch"}) {
        const auto add = [&engine](const std::string& name, auto function) {
            benchmark::RegisterBenchmark((name + "/" + engine).c_str(), function, engine)
                ->Unit(benchmark::kMillisecond);
        };
        add("step", step);
        add("batch of 128", batch);
        add("evaluation of the test split", evaluation);
    }
    benchmark::RunSpecifiedBenchmarks();
}
