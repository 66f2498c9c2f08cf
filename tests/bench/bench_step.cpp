// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Steps and evaluations of each engine against the sgemm rate of the same machine, one thread.
// Run it with --benchmark_repetitions=9 --benchmark_enable_random_interleaving=true, so that what
// else the machine does meets all alike, and read the medians.

#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "core/util/processor.h"

#include <benchmark/benchmark.h>

#include "tests/support/prepared_learner.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace grokking;
using namespace grokking::test;

namespace {

[[noreturn]] void fail(const std::string& reason)
{
    std::fprintf(stderr, "bench_step: %s\n", reason.c_str());
    std::exit(1);
}

// Returns the network of Carvalho et al., 117-200-200-4, on their data, with changes
// ("path=value").
PreparedLearner prepare(const std::string& engine, std::vector<std::string> assignments)
{
    ExperimentSpec spec = defaultSpec(catalogs());
    assignments.push_back("training.engine=" + engine);
    for (const std::string& assignment : assignments) {
        if (const auto status = assign(spec, catalogs(), assignment); !status)
            fail(status.error().text());
    }
    return PreparedLearner(spec);
}

// Multiplications and additions of the weights in one forward pass, per example; the backward pass
// does the same for each weight gradient, and again for the inputs of all layers but the first.
struct Work {
    explicit Work(const Learner& learner)
    {
        const auto blocks = learner.parameterBlocks();
        for (std::size_t layer = 0; layer < blocks.size(); layer += 2) {
            const auto operations = 2.0 * static_cast<double>(elementCount(blocks[layer].shape));
            forward += operations;
            step += operations * (layer == 0 ? 2.0 : 3.0);
        }
    }

    double forward = 0.0;
    double step = 0.0;
};

void setRate(benchmark::State& state, double operations)
{
    state.counters["GFLOP/s"] =
        benchmark::Counter(operations * 1e-9, benchmark::Counter::kIsIterationInvariantRate);
}

// The machine's rate: OpenBLAS's own sgemm of two 1024 x 1024 matrices.
void sgemm(benchmark::State& state)
{
    using Sgemm = void (*)(const char*, const char*, const int*, const int*, const int*,
                           const float*, const float*, const int*, const float*, const int*,
                           const float*, float*, const int*);
    using SetThreads = void (*)(int);
    static void* const library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!library)
        fail("there is no libopenblas.so.0; install libopenblas0");
    static const auto multiply = reinterpret_cast<Sgemm>(dlsym(library, "sgemm_"));
    reinterpret_cast<SetThreads>(dlsym(library, "openblas_set_num_threads"))(1);
    const int size = 1024;
    const float one = 1.0F;
    const float zero = 0.0F;
    const auto count = static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
    const std::vector<float> left(count, 0.5F);
    const std::vector<float> right(count, 0.25F);
    std::vector<float> result(count);
    for (auto _ : state) {
        multiply("N", "N", &size, &size, &size, &one, left.data(), &size, right.data(), &size,
                 &zero, result.data(), &size);
        benchmark::DoNotOptimize(result.data());
    }
    setRate(state, 2.0 * static_cast<double>(size) * static_cast<double>(count));
}

void step(benchmark::State& state, const std::string& engine,
          const std::vector<std::string>& assignments)
{
    flushDenormals();
    const PreparedLearner run = prepare(engine, assignments);
    std::int64_t number = 0;
    for (auto _ : state)
        run.learner->step(number++, {}, {});
    setRate(state, Work(*run.learner).step * static_cast<double>(run.dataset.train.size()));
}

void evaluate(benchmark::State& state, const std::string& engine)
{
    flushDenormals();
    const PreparedLearner run = prepare(engine, {"data.testSize=10000"});
    for (auto _ : state)
        benchmark::DoNotOptimize(run.learner->evaluate(Split::Test, {}));
    setRate(state, Work(*run.learner).forward * 10'000.0);
}

void declareStep(const std::string& name, const std::string& engine,
                 const std::vector<std::string>& assignments)
{
    benchmark::RegisterBenchmark(("step/" + engine + "/" + name).c_str(),
                                 [=](benchmark::State& state) { step(state, engine, assignments); })
        ->Unit(benchmark::kMicrosecond);
}

} // namespace

int main(int argc, char** argv)
{
    benchmark::RegisterBenchmark("sgemm/openblas/1024", sgemm)->Unit(benchmark::kMicrosecond);
    for (const std::string engine : {"fused", "libtorch"}) {
        for (const std::string batch : {"100", "200", "500", "4000"})
            declareStep("batch " + batch, engine, {"data.n=" + batch});
        for (const std::string width : {"50", "100", "400", "1024", "2048"})
            declareStep("width " + width, engine, {"data.n=200", "learner.width=" + width});
        for (const std::string depth : {"0", "1", "4", "8"})
            declareStep("depth " + depth, engine, {"data.n=200", "learner.depth=" + depth});
        for (const std::string activation : {"tanh", "gelu", "sigmoid"})
            declareStep(activation, engine, {"data.n=200", "learner.activation=" + activation});
        declareStep("float64", engine, {"data.n=200", "learner.precision=float64"});
        declareStep("mse", engine, {"data.n=200", "learner.loss=mse"});
        declareStep("sgd", engine, {"data.n=200", "training.optimizer=sgd"});
        benchmark::RegisterBenchmark(("evaluate/" + engine + "/10000").c_str(),
                                     [=](benchmark::State& state) { evaluate(state, engine); })
            ->Unit(benchmark::kMicrosecond);
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
