// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Steps and evaluations of the Gaussian process classifier of Miller et al. (2023), Fig. 3: 1,000
// points of 40 numbers, one lengthscale for each, float64, one thread. train_gaussian_process.py
// beside it times the same objective as it is usually written in PyTorch.

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace grokking;

namespace {

ExperimentSpec experiment(const std::string& coordinates)
{
    ExperimentSpec spec = defaultSpec(catalogs());
    for (const std::string& change :
         {std::string("data=hidden-parity"), std::string("data.bits=40"),
          std::string("data.parityBits=3"), std::string("data.n=1000"),
          std::string("data.testSize=100"), std::string("learner=gp-classification"),
          std::string("learner.lengthscales=each"), "learner.coordinates=" + coordinates,
          std::string("training.optimizer=adam"), std::string("training.batchSize=0")})
        if (const Status status = assign(spec, catalogs(), change); !status) {
            std::fprintf(stderr, "bench_gaussian_process: %s\n", status.error().text().c_str());
            std::exit(1);
        }
    return spec;
}

std::unique_ptr<Learner> make(const ExperimentSpec& spec, const Dataset& dataset)
{
    auto made = makeLearner({.dataset = dataset,
                             .learner = spec.learner,
                             .optimizer = spec.training.optimizer,
                             .engine = "fused",
                             .device = "cpu"});
    if (!made) {
        std::fprintf(stderr, "bench_gaussian_process: %s\n", made.error().text().c_str());
        std::exit(1);
    }
    return std::move(*made);
}

Dataset dataOf(const ExperimentSpec& spec)
{
    return *findDataset(spec.data.id)->make(spec.data.parameters, datasetSeeds(spec), {});
}

void step(benchmark::State& state, const std::string& coordinates)
{
    const ExperimentSpec spec = experiment(coordinates);
    const Dataset dataset = dataOf(spec);
    const auto learner = make(spec, dataset);
    std::int64_t number = 0;
    for (auto _ : state)
        learner->step(number++, {}, {});
}

// As each evaluation of a run does, after a step.
void stepAndEvaluation(benchmark::State& state, const std::string& coordinates)
{
    const ExperimentSpec spec = experiment(coordinates);
    const Dataset dataset = dataOf(spec);
    const auto learner = make(spec, dataset);
    std::int64_t number = 0;
    for (auto _ : state) {
        learner->step(number++, {}, {});
        benchmark::DoNotOptimize(learner->evaluate(Split::Train, {}));
        benchmark::DoNotOptimize(learner->evaluate(Split::Test, {}));
        benchmark::DoNotOptimize(learner->complexity());
    }
}

} // namespace

int main(int count, char** arguments)
{
    benchmark::Initialize(&count, arguments);
    for (const std::string coordinates : {"function", "whitened"}) {
        benchmark::RegisterBenchmark(("step/" + coordinates).c_str(), step, coordinates)
            ->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark(("step and evaluation/" + coordinates).c_str(),
                                     stepAndEvaluation, coordinates)
            ->Unit(benchmark::kMillisecond);
    }
    benchmark::RunSpecifiedBenchmarks();
}
