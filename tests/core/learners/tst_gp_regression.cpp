// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Regression by a Gaussian process against formulas of two examples, explicit inverses, finite
// differences, and the starts and the path of Miller et al. (2023, arXiv 2310.17247), Fig. 5.
#include "core/learners/gp_regression.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <Eigen/LU>
#include <QtTest>

#include "tests/support/figure_5.h"
#include "tests/support/prepared_learner.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>

using namespace grokking;
using namespace grokking::test;

namespace {

const double halfLogOfTwoPi = 0.5 * std::log(2.0 * std::numbers::pi);

Eigen::VectorXd targetsOf(const Examples& examples)
{
    const auto& values = std::get<RealTargets>(examples.targets).values;
    return Eigen::Map<const Eigen::VectorXd>(values.data(), std::ssize(values));
}

// The covariances of the function between the examples of two splits, by the formula.
Eigen::MatrixXd kernel(const Examples& a, const Examples& b, std::span<const double> lengthscales,
                       double outputscale)
{
    Eigen::MatrixXd covariances(a.size(), b.size());
    for (std::int64_t i = 0; i < a.size(); ++i) {
        for (std::int64_t j = 0; j < b.size(); ++j) {
            double square = 0.0;
            for (std::size_t d = 0; d < lengthscales.size(); ++d)
                square += std::pow((a.inputs.row(i)[d] - b.inputs.row(j)[d]) / lengthscales[d], 2);
            covariances(i, j) = outputscale * std::exp(-0.5 * square);
        }
    }
    return covariances;
}

// The least and largest of some numbers over draws of the data.
struct Range {
    double least = std::numeric_limits<double>::infinity();
    double largest = -std::numeric_limits<double>::infinity();

    void add(double value)
    {
        least = std::min(least, value);
        largest = std::max(largest, value);
    }
    [[nodiscard]] bool holds(double value) const { return value >= least && value <= largest; }
};

// Verifies that a number of the paper's code, to so many decimals, is inside a range.
void verifyInside(const char* what, const Range& range, double expected, double rounding)
{
    qInfo("%s: %.4f in %.4f to %.4f", what, expected, range.least, range.largest);
    QVERIFY2(range.holds(expected) || std::abs(expected - range.least) <= rounding
                 || std::abs(expected - range.largest) <= rounding,
             what);
}

constexpr int draws = 20;

} // namespace

class TestGpRegression : public QObject
{
    Q_OBJECT

private slots:
    // Two examples at a distance d, r = y - mean, v = s + noise, k = s exp(-d^2 / 2 l^2):
    //   det K = v^2 - k^2,  r' K^-1 r = (v (r1^2 + r2^2) - 2 k r1 r2) / det K
    void twoExamplesFollowTheirFormulas()
    {
        const PreparedLearner run(figure5({"data.n=2", "learner.noiseVariance=0.25"}));
        const double l = 0.8;
        const double s = 1.7;
        const double mean = 0.3;
        run.learner->setParameters(std::vector{std::log(l), std::log(s), mean});
        const Examples& train = run.dataset.train;
        const double distance = train.inputs.row(0)[0] - train.inputs.row(1)[0];
        const double first = targetsOf(train)[0] - mean;
        const double second = targetsOf(train)[1] - mean;
        const double v = s + 0.25;
        const double k = s * std::exp(-0.5 * distance * distance / (l * l));
        const double determinant = v * v - k * k;
        const double fit = 0.5 * (v * (first * first + second * second) - 2.0 * k * first * second)
                           / determinant / 2.0;
        const double complexity = 0.5 * std::log(determinant) / 2.0;
        const Evaluation evaluation = run.learner->evaluate(Split::Train, {});
        QVERIFY(std::abs(run.learner->error(evaluation) - fit) < 1e-14);
        QVERIFY(std::abs(run.learner->complexity() - complexity) < 1e-14);
        QVERIFY(std::abs(evaluation.loss - (fit + complexity + halfLogOfTwoPi)) < 1e-14);
        // The posterior mean at the first example: mean + (s, k) K^-1 r.
        const double expected =
            mean + (s * (v * first - k * second) + k * (v * second - k * first)) / determinant;
        QVERIFY(std::abs(run.learner->probe(train).outputs.row(0)[0] - expected) < 1e-14);
    }

    // With one lengthscale for each of three inputs, by the explicit inverse and determinant.
    void lossesAndScoresFollowTheirFormulas()
    {
        const PreparedLearner run(
            figure5({"data.n=12", "data.spuriousDimensions=2", "learner.lengthscales=each"}));
        const std::vector<double> lengthscales{0.7, 1.9, 3.0};
        std::vector<double> parameters{std::log(0.7), std::log(1.9), std::log(3.0), 0.4, -0.2};
        run.learner->setParameters(parameters);
        const Examples& train = run.dataset.train;
        const Examples& test = run.dataset.test;
        const double s = std::exp(0.4);
        const Eigen::MatrixXd covariances =
            kernel(train, train, lengthscales, s) + 0.6932 * Eigen::MatrixXd::Identity(12, 12);
        const Eigen::MatrixXd inverse = covariances.inverse();
        const Eigen::VectorXd residuals = targetsOf(train).array() + 0.2;
        const double fit = 0.5 * residuals.dot(inverse * residuals) / 12.0;
        const double complexity = 0.5 * std::log(covariances.determinant()) / 12.0;
        const Evaluation trained = run.learner->evaluate(Split::Train, {});
        QVERIFY(std::abs(run.learner->error(trained) - fit) < 1e-13);
        QVERIFY(std::abs(run.learner->complexity() - complexity) < 1e-13);
        QVERIFY(std::abs(trained.loss - (fit + complexity + halfLogOfTwoPi)) < 1e-13);

        const Eigen::MatrixXd between = kernel(test, train, lengthscales, s);
        const Eigen::VectorXd targets = targetsOf(test);
        double surprise = 0.0;
        double square = 0.0;
        for (Eigen::Index i = 0; i < 50; ++i) {
            const double miss = between.row(i).dot(inverse * residuals) - 0.2 - targets[i];
            const double variance =
                s + 0.6932 - between.row(i).dot(inverse * between.row(i).transpose());
            square += miss * miss / 50.0;
            surprise +=
                0.5 * (miss * miss / variance + std::log(2.0 * std::numbers::pi * variance)) / 50.0;
        }
        const double variance = (targets.array() - targets.mean()).square().mean();
        const Evaluation tested = run.learner->evaluate(Split::Test, {});
        QVERIFY(std::abs(tested.loss - surprise) < 1e-12);
        QVERIFY(std::abs(tested.score - (1.0 - square / variance)) < 1e-12);
        QVERIFY(tested.correct.empty() && !run.learner->scoresAreAccuracies());
    }

    // Two standard deviations of the function, by the explicit inverse, on either side of the mean.
    void bandIsThatOfTheFunction()
    {
        const PreparedLearner run(figure5({"data.n=12"}));
        run.learner->setParameters(std::vector{std::log(0.7), 0.4, -0.2});
        const Examples& train = run.dataset.train;
        const Examples& test = run.dataset.test;
        const double s = std::exp(0.4);
        const Eigen::MatrixXd inverse =
            (kernel(train, train, std::vector{0.7}, s) + 0.6932 * Eigen::MatrixXd::Identity(12, 12))
                .inverse();
        const Eigen::MatrixXd between = kernel(test, train, std::vector{0.7}, s);
        const auto band = run.learner->predictiveBand(test.inputs);
        QVERIFY(band.has_value());
        QCOMPARE(band->middle.size(), std::size_t{50});
        const Probe probe = run.learner->probe(test);
        const auto means = probe.outputs.values();
        for (Eigen::Index i = 0; i < 50; ++i) {
            const auto place = static_cast<std::size_t>(i);
            const double variance = s - between.row(i).dot(inverse * between.row(i).transpose());
            QCOMPARE(band->middle[place], means[place]);
            QVERIFY(std::abs(band->high[place] - means[place] - 2.0 * std::sqrt(variance)) < 1e-12);
            QVERIFY(std::abs(means[place] - band->low[place] - 2.0 * std::sqrt(variance)) < 1e-12);
        }
    }

    // Without noise nothing is left to know at the examples, and rounding makes no NaN of that.
    void bandClosesAtExamplesWithoutNoise()
    {
        const PreparedLearner run(figure5({"data.n=5", "learner.noiseVariance=1e-6"}));
        run.learner->setParameters(std::vector{-1.0, 0.0, 0.0});
        const auto band = run.learner->predictiveBand(run.dataset.train.inputs);
        for (std::size_t i = 0; i < 5; ++i) {
            QVERIFY(band->high[i] >= band->low[i]);
            QVERIFY(band->high[i] - band->low[i] < 1e-2);
        }
    }

    void gradientAgreesWithFiniteDifferences_data()
    {
        QTest::addColumn<QString>("lengthscales");
        QTest::addColumn<QString>("noise");
        for (const char* const lengthscales : {"one", "each"})
            for (const char* const noise : {"fixed", "trained"})
                QTest::addRow("%s, %s", lengthscales, noise) << lengthscales << noise;
    }

    // Central differences, error h^2 f''' / 6 + eps f / h: about 1e-9 with h = 1e-4.
    void gradientAgreesWithFiniteDifferences()
    {
        QFETCH(QString, lengthscales);
        QFETCH(QString, noise);
        const PreparedLearner run(
            figure5({"learner.lengthscales=" + lengthscales.toStdString(),
                     "learner.noise=" + noise.toStdString(), "data.spuriousDimensions=2"}));
        auto start = run.learner->parameters();
        QCOMPARE(start.size(),
                 std::size_t(lengthscales == "one" ? 1 : 3) + (noise == "fixed" ? 2 : 3));
        for (std::size_t k = 0; k < start.size(); ++k)
            start[k] = 0.1 * static_cast<double>(k) - 0.4;
        run.learner->setParameters(start);
        const Objective objective = run.learner->objective();
        QCOMPARE(objective.gradient.size(), start.size());
        for (std::size_t k = 0; k < start.size(); ++k) {
            const auto valueAt = [&](double distance) {
                auto moved = start;
                moved[k] += distance;
                run.learner->setParameters(moved);
                return run.learner->objective().value;
            };
            const double slope = (valueAt(1e-4) - valueAt(-1e-4)) / 2e-4;
            QVERIFY(std::abs(objective.gradient[k]) > 1e-4);
            QVERIFY2(std::abs(slope - objective.gradient[k]) < 1e-8,
                     qPrintable(QString("parameter %1").arg(k)));
        }
    }

    // Three examples are the whole data of a learner with those alone.
    void stepAlongABatchTakesItsExamplesOnly()
    {
        const std::string start = "learner.logLengthscale=-1";
        const std::string rate = "training.optimizer=sgd";
        const PreparedLearner whole(figure5({"data.n=3", start, rate}));
        const PreparedLearner part(figure5({"data.n=9", start, rate}));
        part.learner->step(0, std::vector<std::int32_t>{0, 1, 2}, {});
        whole.learner->step(0, {}, {});
        QVERIFY(part.learner->parameters() == whole.learner->parameters());
        QVERIFY(part.learner->parameters() != PreparedLearner(part.spec).learner->parameters());
    }

    // Fig. 5: starts (log l, log s) and what is known of the landscape there: data fit, complexity.
    // The data of the paper are not, so it is one of the draws that the range is of.
    void landscapeAtTheStartsIsThatOfFigure5()
    {
        struct Start {
            const char* name;
            std::vector<double> parameters;
            double fit;
            double fitRounding;
            double complexity;
            double complexityRounding;
        };
        for (const Start& start : {Start{"A", {-6, -4, 0}, 0.382, 5e-4, -0.170, 5e-4},
                                   Start{"B", {-6, 4, 0}, 0.0045, 5e-5, 1.933, 5e-4},
                                   Start{"C", {0, 2, 0}, 0.0143, 5e-5, -0.0088, 5e-5}}) {
            Range fit;
            Range complexity;
            for (int seed = 0; seed < draws; ++seed) {
                const PreparedLearner run(figure5({"seed=" + std::to_string(seed)}));
                run.learner->setParameters(start.parameters);
                fit.add(run.learner->error(run.learner->evaluate(Split::Train, {})));
                complexity.add(run.learner->complexity());
            }
            verifyInside(start.name, fit, start.fit, start.fitRounding);
            verifyInside(start.name, complexity, start.complexity, start.complexityRounding);
        }
    }

    // Fig. 5: the path of B. At step 10 the data hardly matter yet: all draws are within .01.
    void pathOfStartBIsThatOfFigure5()
    {
        const std::map<std::int64_t, std::pair<double, double>> expected{{10, {-5.596, 3.600}},
                                                                         {100, {-1.030, 0.745}},
                                                                         {500, {-0.301, -0.516}},
                                                                         {3000, {-0.364, -0.802}}};
        std::map<std::int64_t, std::pair<Range, Range>> ranges;
        for (int seed = 0; seed < draws; ++seed) {
            const PreparedLearner run(figure5({"seed=" + std::to_string(seed)}));
            for (std::int64_t step = 0; step <= 3000; ++step) {
                if (expected.contains(step)) {
                    ranges[step].first.add(run.learner->parameters()[0]);
                    ranges[step].second.add(run.learner->parameters()[1]);
                }
                run.learner->step(step, {}, {});
            }
        }
        for (const auto& [step, place] : expected) {
            const std::string name = "step " + std::to_string(step);
            verifyInside((name + ", log l").c_str(), ranges[step].first, place.first, 5e-4);
            verifyInside((name + ", log s").c_str(), ranges[step].second, place.second, 5e-4);
        }
        const auto& [logLengthscale, logOutputscale] = ranges[10];
        for (const double end : {logLengthscale.least, logLengthscale.largest})
            QVERIFY(std::abs(end + 5.596) < 0.01);
        for (const double end : {logOutputscale.least, logOutputscale.largest})
            QVERIFY(std::abs(end - 3.600) < 0.01);
    }

    // The standard deviation .1 of the data, to four standard errors of fifty examples.
    void trainedNoiseComesCloseToThatOfTheData()
    {
        const PreparedLearner run(figure5(
            {"learner.noise=trained", "learner.logLengthscale=0", "learner.logOutputscale=0"}));
        for (std::int64_t step = 0; step < 1000; ++step)
            run.learner->step(step, {}, {});
        const double deviation = std::sqrt(std::exp(run.learner->parameters()[3]));
        QVERIFY2(std::abs(deviation - 0.1) < 4.0 * 0.1 / std::sqrt(2.0 * 50.0),
                 qPrintable(QString::number(deviation)));
    }

    // The inputs beyond the first are random bits: their lengthscales become long.
    void inputsThatDoNotMatterGetLongLengthscales()
    {
        const PreparedLearner run(figure5({"data.spuriousDimensions=2", "learner.lengthscales=each",
                                           "learner.noise=trained", "learner.logLengthscale=0"}));
        for (std::int64_t step = 0; step < 1000; ++step)
            run.learner->step(step, {}, {});
        const auto parameters = run.learner->parameters();
        QVERIFY(parameters[1] > parameters[0] + 1.0 && parameters[2] > parameters[0] + 1.0);
    }

    // exp of these is infinite, or the matrix is singular to rounding: NaN says that it diverged.
    // So does that of one example alone, of which a finite solution could be had.
    void whatCannotBeFactoredIsNotANumber()
    {
        for (const auto& [parameters, examples] : {std::pair(std::vector{0.0, 800.0, 0.0}, 50),
                                                   {{20.0, 40.0, 0.0}, 50},
                                                   {{std::nan(""), 0.0, 0.0}, 50},
                                                   {{0.0, 800.0, 0.0}, 1}}) {
            const PreparedLearner run(
                figure5({"learner.noiseVariance=1e-6", "data.n=" + std::to_string(examples)}));
            run.learner->setParameters(parameters);
            const Evaluation train = run.learner->evaluate(Split::Train, {});
            QVERIFY(std::isnan(train.loss) && std::isnan(train.score));
            QVERIFY(std::isnan(run.learner->evaluate(Split::Test, {}).loss));
            QVERIFY(std::isnan(run.learner->error(train)));
            QVERIFY(std::isnan(run.learner->complexity()));
            QVERIFY(std::ranges::all_of(run.learner->lossGradient({}),
                                        [](double slope) { return std::isnan(slope); }));
            run.learner->step(0, {}, {});
            QVERIFY(std::isnan(run.learner->parameters()[0]));
        }
    }

    void tooManyExamplesAreNamed()
    {
        ExperimentSpec spec = figure5({"data.n=1000"});
        QVERIFY(bool(assign(spec, catalogs(), "data.n=1001")));
        const auto problems = validate(spec, catalogs());
        QCOMPARE(problems.size(), std::size_t{1});
        QVERIFY(problems.front().message.starts_with("learns from 1000 training samples at most"));
    }

    // Adam's two moments, a gradient and two copies; matrices of 8 bytes a number.
    void memoryIsCounted()
    {
        const DatasetShape shape{.trainingExamples = 100, .testExamples = 400, .features = 3};
        const auto memory = [&shape](std::int64_t batchSize, const char* lengthscales) {
            const ExperimentSpec spec =
                figure5({std::string("learner.lengthscales=") + lengthscales});
            return gpRegressionMemory(
                {shape, spec.learner, spec.training.optimizer, batchSize, Engine::Fused});
        };
        QCOMPARE(memory(0, "one").parameters, 5 * 3 * 8);
        QCOMPARE(memory(0, "each").parameters, 5 * 5 * 8);
        QCOMPARE(memory(0, "each").checkpoint, 3 * 5 * 8);
        QCOMPARE(memory(0, "one").examples, 500 * 4 * 8);
        QCOMPARE(memory(0, "one").activations, (2 * 10'000 + 3 * 100 * 400) * 8);
        const DatasetShape few{.trainingExamples = 100, .testExamples = 10, .features = 3};
        const ExperimentSpec spec = figure5();
        const MemoryContext context{few, spec.learner, spec.training.optimizer, 0, Engine::Fused};
        QCOMPARE(gpRegressionMemory(context).activations, 7 * 10'000 * 8);
        QCOMPARE(gpRegressionSize(shape, figure5({"learner.noise=trained"}).learner).parameters, 4);
    }

    void stateRestoresBitByBit_data()
    {
        QTest::addColumn<QString>("optimizer");
        for (const CatalogEntry& entry : catalogs().optimizers)
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }

    void stateRestoresBitByBit()
    {
        QFETCH(QString, optimizer);
        const ExperimentSpec spec =
            figure5({"training.optimizer=" + optimizer.toStdString(),
                     "training.optimizer.weightNoise=0.01", "learner.noise=trained", "data.n=9"});
        const PreparedLearner first(spec);
        for (std::int64_t step = 0; step < 5; ++step)
            first.learner->step(step, {}, {});
        const auto state = first.learner->saveState();
        const PreparedLearner second(spec);
        const double before = second.learner->complexity();
        QVERIFY(bool(second.learner->restoreState(state)));
        QVERIFY(second.learner->saveState() == state);
        QVERIFY(second.learner->complexity() != before);
        QCOMPARE(second.learner->complexity(), first.learner->complexity());
        first.learner->step(5, {}, {});
        second.learner->step(5, {}, {});
        QVERIFY(second.learner->parameters() == first.learner->parameters());
        QVERIFY(!second.learner->restoreState(std::span(state).first(10)));
        const PreparedLearner fixed(figure5({"data.n=9"}));
        QVERIFY(!fixed.learner->restoreState(state));
    }
};

QTEST_GUILESS_MAIN(TestGpRegression)
#include "tst_gp_regression.moc"
