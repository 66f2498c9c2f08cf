// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One contract for every learner of the catalog, on every engine, with every loss and activation.

#include "core/util/random.h"

#include <QtTest>

#include "tests/support/fitting.h"
#include "tests/support/prepared_learner.h"
#include "tests/support/small_experiment.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

using namespace grokking;
using namespace grokking::test;

namespace {

using Prepared = PreparedLearner;

double norm(std::span<const double> values)
{
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
}

// Returns whether the largest output is that of the label, or the only one has the target's sign.
bool isRight(const Targets& targets, std::size_t example, std::span<const double> outputs)
{
    if (const auto* const numbers = std::get_if<RealTargets>(&targets))
        return (outputs.front() < 0.0) == (numbers->values[example] < 0.0);
    return std::ranges::max_element(outputs) - outputs.begin()
           == std::get<ClassTargets>(targets).labels[example];
}

// Returns the small experiment with a learner of a few units.
ExperimentSpec smallNetwork(const CatalogEntry& entry)
{
    ExperimentSpec spec = smallExperiment({"learner=" + entry.id});
    if (const std::string data = fittingData(spec);
        !data.empty() && !assign(spec, catalogs(), data))
        qFatal("no data for %s", entry.id.c_str());
    const std::initializer_list<std::pair<std::string, Value>> sizes{
        {"precision", "float64"},       {"initScale", 1.0},
        {"weightScale", 1.0},           {"width", std::int64_t{8}},
        {"embedding", std::int64_t{8}}, {"modelWidth", std::int64_t{8}},
        {"mlpWidth", std::int64_t{8}}};
    for (const auto& [id, value] : sizes) {
        if (spec.learner.parameters.contains(id))
            spec.learner.parameters[id] = value;
    }
    return spec;
}

// Returns the small experiment on each engine with every choice of the learner's settings in turn.
std::vector<std::pair<std::string, ExperimentSpec>> variants()
{
    std::vector<std::pair<std::string, ExperimentSpec>> all;
    const auto add = [&all](const std::string& name, const ExperimentSpec& spec) {
        for (const char* const engine : {"fused", "libtorch"}) {
            ExperimentSpec onEngine = spec;
            onEngine.training.engine = engine;
            if (validate(onEngine, catalogs()).empty()) // some have no fused engine
                all.emplace_back(name + ", " + engine, onEngine);
        }
    };
    for (const LearnerKind& kind : learnerKinds()) {
        const CatalogEntry& entry = kind.entry;
        const ExperimentSpec base = smallNetwork(entry);
        for (const ParamSpec& param : entry.parameters) {
            for (const ParamChoice& choice : param.choices) {
                if (param.id == "precision")
                    continue;
                ExperimentSpec spec = base;
                spec.learner.parameters[param.id] = choice.id;
                add(entry.id + " " + param.id + " " + choice.id, spec);
            }
        }
        for (const auto& [id, value, name] :
             {std::tuple("depth", std::int64_t{0}, " without hidden layer"),
              {"layers", std::int64_t{2}, " of two layers"}}) {
            ExperimentSpec spec = base;
            if (!spec.learner.parameters.contains(id))
                continue;
            spec.learner.parameters[id] = value;
            add(entry.id + name, spec);
        }
    }
    return all;
}

} // namespace

class TestLearners : public QObject
{
    Q_OBJECT

private slots:
    void gradientAgreesWithFiniteDifferences_data() { rows(); }

    // Central differences along 20 random directions. Error h^2 f''' / 6 + eps f / h with h = 1e-5:
    // about 1e-10, so 1e-7 of the gradient's norm is safe. ReLU has kinks: a direction that crosses
    // one may be off, so one in ten may miss.
    void gradientAgreesWithFiniteDifferences()
    {
        const Prepared run(variant());
        auto start = run.learner->parameters();
        RandomStream elsewhere(20, Stream::Noise); // all logits may be 0 at first, and StableMax
        for (double& parameter : start)            // has no second derivative there
            parameter += 0.01 * elsewhere.normal();
        run.learner->setParameters(start);
        const Objective objective = run.learner->objective();
        const double scale = norm(objective.gradient);
        QVERIFY(scale > 0.0);
        int misses = 0;
        for (std::uint64_t direction = 0; direction < 20; ++direction) {
            RandomStream random(direction, Stream::Noise);
            std::vector<double> along(start.size());
            std::ranges::generate(along, [&random] { return random.normal(); });
            const double length = norm(along);
            const auto valueAt = [&](double distance) {
                auto moved = start;
                for (std::size_t i = 0; i < moved.size(); ++i)
                    moved[i] += distance * along[i] / length;
                run.learner->setParameters(moved);
                return run.learner->objective().value;
            };
            constexpr double h = 1e-5;
            const double slope = (valueAt(h) - valueAt(-h)) / (2.0 * h);
            const double expected =
                std::inner_product(along.begin(), along.end(), objective.gradient.begin(), 0.0)
                / length;
            misses += std::abs(slope - expected) > 1e-7 * scale ? 1 : 0;
        }
        QVERIFY2(misses <= 2, qPrintable(QString::number(misses)));
    }

    void twentyStepsLowerTheObjective_data() { rows(); }

    void twentyStepsLowerTheObjective()
    {
        const Prepared run(variant());
        if (run.spec.learner.parameters.contains("trained")
            && textValue(run.spec.learner.parameters, "trained") == "prior")
            QSKIP("what the training loss depends on is kept");
        const double before = run.learner->objective().value;
        for (std::int64_t step = 0; step < 20; ++step)
            run.learner->step(step, {}, {});
        QVERIFY(run.learner->objective().value < before);
    }

    void stateRestoresBitByBit_data() { rows(); }

    void stateRestoresBitByBit()
    {
        const Prepared first(variant());
        for (std::int64_t step = 0; step < 5; ++step)
            first.learner->step(step, {}, {});
        const auto state = first.learner->saveState();
        const Prepared second(variant());
        QVERIFY(bool(second.learner->restoreState(state)));
        QVERIFY(second.learner->saveState() == state);
        first.learner->step(5, {}, {});
        second.learner->step(5, {}, {});
        QVERIFY(second.learner->parameters() == first.learner->parameters());
        QVERIFY(!second.learner->restoreState(std::span(state).first(10)));
    }

    void probeAgreesWithEvaluation_data() { rows(); }

    void probeAgreesWithEvaluation()
    {
        const Prepared run(variant());
        const Probe probe = run.learner->probe(run.dataset.test);
        const Evaluation evaluation = run.learner->evaluate(Split::Test, {});
        QCOMPARE(probe.outputs.rows(), run.dataset.test.size());
        QCOMPARE(evaluation.correct.empty(), !run.learner->scoresAreAccuracies());
        for (std::size_t i = 0; i < evaluation.correct.size(); ++i)
            QCOMPARE(evaluation.correct[i] == 1,
                     isRight(run.dataset.test.targets, i,
                             probe.outputs.row(static_cast<std::int64_t>(i))));
    }

    void parameterBlocksCoverTheFlatVector_data() { rows(); }

    void parameterBlocksCoverTheFlatVector()
    {
        const Prepared run(variant());
        std::int64_t next = 0;
        bool hasMatrices = false;
        for (const ParameterBlock& block : run.learner->parameterBlocks()) {
            QCOMPARE(block.offset, next);
            next += elementCount(block.shape);
            hasMatrices =
                hasMatrices || (block.shape.size() == 2 && std::ranges::min(block.shape) > 1);
        }
        QCOMPARE(next, std::ssize(run.learner->parameters()));
        QCOMPARE(hasMatrices, findLearner(run.spec.learner.id)->hasMatrices);
    }

    // Carvalho et al., A.5: uniform within 1/sqrt(fan in), all parameters times the scale.
    void initialParametersAreUniformTimesTheScale()
    {
        for (const bool biasesToo : {true, false}) {
            const Prepared run(smallExperiment(
                {"learner.precision=float64", "learner.width=50", "learner.initScale=8",
                 biasesToo ? "learner.scaleBiases=true" : "learner.scaleBiases=false"}));
            const auto parameters = run.learner->parameters();
            const auto blocks = run.learner->parameterBlocks();
            QCOMPARE(blocks.size(), std::size_t{6});
            for (const ParameterBlock& block : blocks) {
                const bool isBias = block.shape.size() == 1;
                const bool first = block.offset < 50 * 117 + 50;
                const double fanIn = first ? 117.0 : 50.0;
                const double bound = (isBias && !biasesToo ? 1.0 : 8.0) / std::sqrt(fanIn);
                double largest = 0.0;
                for (std::int64_t i = 0; i < elementCount(block.shape); ++i)
                    largest = std::max(
                        largest, std::abs(parameters[static_cast<std::size_t>(block.offset + i)]));
                QVERIFY(largest <= bound);
                QVERIFY(largest > 0.3 * bound); // even of 4 biases one lies beyond, this seed
            }
        }
    }

    void complexityIsTheSquaredNormOfAllParameters()
    {
        const Prepared run(smallExperiment({"learner.precision=float64"}));
        const double length = norm(run.learner->parameters());
        QVERIFY(std::abs(run.learner->complexity() - length * length) < 1e-12 * length * length);
    }

    // Loss of cross-entropy and MSE against the textbook formulas on the probe's logits.
    void lossesFollowTheirFormulas()
    {
        for (const std::string loss : {"cross-entropy", "mse"}) {
            const Prepared run(
                smallExperiment({"learner.precision=float64", "learner.loss=" + loss}));
            const Probe probe = run.learner->probe(run.dataset.train);
            const auto& labels = std::get<ClassTargets>(run.dataset.train.targets).labels;
            double sum = 0.0;
            for (std::int64_t i = 0; i < probe.outputs.rows(); ++i) {
                const auto logits = probe.outputs.row(i);
                const auto label = static_cast<std::size_t>(labels[static_cast<std::size_t>(i)]);
                double exponentials = 0.0;
                for (std::size_t k = 0; k < logits.size(); ++k) {
                    exponentials += std::exp(logits[k] - logits[label]);
                    const double target = k == label ? 1.0 : 0.0;
                    if (loss == "mse")
                        sum += (logits[k] - target) * (logits[k] - target) / 4.0;
                }
                if (loss == "cross-entropy")
                    sum += std::log(exponentials);
            }
            const double expected = sum / static_cast<double>(labels.size());
            QVERIFY(std::abs(run.learner->evaluate(Split::Train, {}).loss - expected)
                    < 1e-12 * std::abs(expected));
            QVERIFY(std::abs(run.learner->objective().value - expected)
                    < 1e-12 * std::abs(expected));
        }
    }

    void batchOfAllExamplesEqualsTheFullBatch()
    {
        const Prepared full(smallExperiment({"learner.precision=float64"}));
        const Prepared listed(smallExperiment({"learner.precision=float64"}));
        std::vector<std::int32_t> everybody(static_cast<std::size_t>(full.dataset.train.size()));
        std::iota(everybody.begin(), everybody.end(), 0);
        full.learner->step(0, {}, {});
        listed.learner->step(0, everybody, {});
        QVERIFY(full.learner->parameters() == listed.learner->parameters());
    }

    void precisionIsWhatTheSpecSays()
    {
        const auto widths = [](const char* precision) {
            const Prepared run(smallExperiment({std::string("learner.precision=") + precision}));
            run.learner->step(0, {}, {});
            bool allFloat = true;
            for (const double value : run.learner->parameters())
                allFloat = allFloat && static_cast<double>(static_cast<float>(value)) == value;
            return allFloat;
        };
        QVERIFY(widths("float32"));
        QVERIFY(!widths("float64"));
    }

private:
    static void rows()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& [name, spec] : variants())
            QTest::newRow(name.c_str()) << index++;
    }

    static ExperimentSpec variant()
    {
        QFETCH(int, index);
        return variants()[static_cast<std::size_t>(index)].second;
    }
};

QTEST_GUILESS_MAIN(TestLearners)
#include "tst_learners.moc"
