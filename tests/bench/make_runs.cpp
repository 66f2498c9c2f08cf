// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// make_runs FOLDER RUNS SAMPLES [SEEDS]: writes run files of a made-up run that groks, noisy as
// real ones, evaluated at every step, in groups of so many seeds (all of one by default); for
// benchmarks that need many samples and not the time to train them.
#include "core/spec/spec_fields.h"
#include "core/store/run_recorder.h"
#include "core/train/catalogs.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>

using namespace grokking;

namespace {

// Returns the value of a smooth rise from 0 to 1 around `middle`, on log steps.
double rise(double step, double middle)
{
    return 1.0 / (1.0 + std::pow((step + 0.5) / middle, -3.0));
}

class MadeUpRun
{
public:
    MadeUpRun(std::int64_t samples, unsigned seed)
        : m_random(seed), m_memorized(static_cast<double>(samples) * 2e-3 * (1.0 + 0.1 * seed)),
          m_generalized(static_cast<double>(samples) * 0.3 * (1.0 + 0.02 * seed))
    {
    }

    Sampled sample(std::int64_t step)
    {
        const auto at = static_cast<double>(step);
        const double train = 0.25 + 0.75 * rise(at, m_memorized);
        const double test = std::min(1.0, 0.25 + 0.3 * rise(at, m_memorized)
                                              + 0.42 * rise(at, m_generalized) + noise(0.02));
        const double loss = 3.0 * (1.0 - rise(at, m_memorized)) + 1e-4 * std::exp(noise(0.3));
        const double norm = 60.0 - 40.0 * rise(at, m_generalized) + noise(0.1);
        return {.step = step,
                .epoch = at,
                .train = {loss, train, std::llround(100 * train), 100},
                .test = {4.0 * (1.02 - test) * std::exp(noise(0.05)), test,
                         std::llround(1e4 * test), 10'000},
                .error = loss,
                .complexity = norm * norm,
                .weightNorm = norm,
                .learningRate = 1e-3,
                .weightDecay = 1e-4};
    }

private:
    double noise(double deviation) { return std::normal_distribution(0.0, deviation)(m_random); }

    std::mt19937 m_random;
    double m_memorized;
    double m_generalized;
};

Observed subclassAccuracy(const Sampled& sample)
{
    const double test = sample.test.score;
    return {sample.step,
            {.id = "subclass-accuracy",
             .title = "Test accuracy per subclass",
             .xAxis = "Subclass",
             .yAxis = "Test accuracy",
             .content = NamedVector{{"1", "2", "3", "4"}, {test, test, test * test, test * test}}}};
}

Status write(const std::filesystem::path& file, unsigned seed, unsigned group, std::int64_t samples)
{
    ExperimentSpec spec = defaultSpec(catalogs());
    spec.preset = "made-up";
    spec.seed = seed;
    spec.training.steps = samples - 1;
    spec.detection.minimumGap = 1'000 + group;
    auto recorder = RunRecorder::create(file, spec, catalogs());
    if (!recorder)
        return recorder.error();
    RunStarted started{.trainingExamples = 100, .testExamples = 10'000};
    started.errorLabel = "Train loss";
    started.complexityLabel = "Squared weight norm";
    started.grouping = Grouping{.title = "Subclass", .names = {"1", "2", "3", "4"}};
    (*recorder)->publish(started);
    MadeUpRun run(samples, seed);
    for (std::int64_t step = 0; step < samples; ++step) {
        const Sampled sample = run.sample(step);
        (*recorder)->publish(sample);
        (*recorder)->publish(subclassAccuracy(sample));
    }
    (*recorder)->publish(Finished{.step = samples - 1});
    return (*recorder)->close();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4 && argc != 5) {
        std::cerr << "usage: make_runs FOLDER RUNS SAMPLES [SEEDS]\n";
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    const auto runs = static_cast<unsigned>(std::atoi(argv[2]));
    const unsigned seeds =
        argc == 5 ? static_cast<unsigned>(std::max(1, std::atoi(argv[4]))) : runs;
    std::filesystem::create_directories(folder);
    for (unsigned run = 0; run < runs; ++run) {
        const auto file = folder / ("made-up-seed" + std::to_string(run) + ".grok");
        const Status written = write(file, run % seeds, run / seeds, std::atoll(argv[3]));
        if (!written) {
            std::cerr << "error: " << written.error().text() << "\n";
            return 5;
        }
    }
    return 0;
}
