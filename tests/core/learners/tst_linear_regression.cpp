// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Linear regression against the closed form of gradient descent, finite differences, and the mean
// curve of Miller et al. (2023, arXiv 2310.17247), Fig. 1.
#include "core/learners/linear_regression.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "core/util/random.h"

#include <Eigen/Eigenvalues>
#include <QtTest>

#include "tests/support/prepared_learner.h"

#include <cmath>
#include <map>

using namespace grokking;
using namespace grokking::test;

namespace {

// Returns the experiment of Fig. 1 with these changes; a wrong one is fatal.
ExperimentSpec figure1(std::initializer_list<std::string> changes = {})
{
    ExperimentSpec spec = defaultSpec(catalogs());
    std::vector<std::string> all{"data=line",
                                 "data.randomNumbers=numpy",
                                 "data.n=2",
                                 "data.testSize=98",
                                 "learner=linear-regression",
                                 "training.optimizer=sgd",
                                 "training.optimizer.learningRate=0.001",
                                 "training.optimizer.weightDecay=0"};
    all.insert(all.end(), changes);
    for (const std::string& assignment : all)
        if (const auto status = assign(spec, catalogs(), assignment); !status)
            qFatal("%s", status.error().text().c_str());
    if (const auto problems = validate(spec, catalogs()); !problems.empty())
        qFatal("%s %s", problems.front().path.c_str(), problems.front().message.c_str());
    return spec;
}

// Returns the features of Fig. 1: x, x^2, x^3, sin 100x.
Eigen::MatrixXd featuresOf(const Examples& examples)
{
    Eigen::MatrixXd features(examples.size(), 4);
    for (std::int64_t i = 0; i < examples.size(); ++i) {
        const double x = examples.inputs.row(i)[0];
        features.row(i) << x, x * x, x * x * x, std::sin(100.0 * x);
    }
    return features;
}

Eigen::VectorXd targetsOf(const Examples& examples)
{
    const auto& values = std::get<RealTargets>(examples.targets).values;
    return Eigen::Map<const Eigen::VectorXd>(values.data(), std::ssize(values));
}

// The weights after any number of steps of gradient descent on a quadratic of Hessian A, whose
// gradient at 0 is -b. In the basis of its eigenvectors, of value a:
//   c(t) = s_t b + (1 - rate a)^t c(0),  s_t = (1 - (1 - rate a)^t) / a, or rate t where a = 0
class Descent
{
public:
    Descent(const Dataset& data, double noiseVariance, double decay, double rate) : m_rate(rate)
    {
        const Eigen::MatrixXd features = featuresOf(data.train);
        const double scale = 1.0 / (noiseVariance * static_cast<double>(data.train.size()));
        m_solver.compute(scale * features.transpose() * features
                         + decay * Eigen::MatrixXd::Identity(4, 4));
        m_slope = m_solver.eigenvectors().transpose()
                  * (scale * features.transpose() * targetsOf(data.train));
        m_start = m_solver.eigenvectors().transpose() * Eigen::Vector4d(5e-4, 0.9, 0.9, 0.9);
    }

    [[nodiscard]] Eigen::VectorXd weights(std::int64_t steps) const
    {
        Eigen::VectorXd place(4);
        for (Eigen::Index k = 0; k < 4; ++k) {
            const double value = m_solver.eigenvalues()[k];
            const double rest = std::pow(1.0 - m_rate * value, static_cast<double>(steps));
            const double sum =
                std::abs(value) < 1e-9 ? m_rate * static_cast<double>(steps) : (1.0 - rest) / value;
            place[k] = sum * m_slope[k] + rest * m_start[k];
        }
        return m_solver.eigenvectors() * place;
    }

private:
    double m_rate;
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> m_solver;
    Eigen::VectorXd m_slope;
    Eigen::VectorXd m_start;
};

} // namespace

class TestLinearRegression : public QObject
{
    Q_OBJECT

private slots:
    void bandIsThatOfTheNoise()
    {
        const PreparedLearner run(figure1({"learner.noiseVariance=0.0025"}));
        const std::vector<double> weights{0.1, -0.2, 0.3, 0.4};
        run.learner->setParameters(weights);
        const auto band = run.learner->predictiveBand(run.dataset.test.inputs);
        QVERIFY(band.has_value());
        const Eigen::VectorXd expected =
            featuresOf(run.dataset.test) * Eigen::Map<const Eigen::Vector4d>(weights.data());
        QCOMPARE(band->middle.size(), std::size_t{98});
        for (std::size_t i = 0; i < 98; ++i) {
            const double middle = expected[static_cast<Eigen::Index>(i)];
            QVERIFY(std::abs(band->middle[i] - middle) < 1e-14);
            QVERIFY(std::abs(band->low[i] - (middle - 0.1)) < 1e-14);
            QVERIFY(std::abs(band->high[i] - (middle + 0.1)) < 1e-14);
        }
    }

    void everyWeightFollowsTheClosedForm_data()
    {
        QTest::addColumn<QString>("minimize");
        QTest::addColumn<int>("seed");
        for (const char* const minimize : {"both", "misfit"})
            for (int seed = 0; seed < 5; ++seed)
                QTest::addRow("%s, seed %d", minimize, seed) << minimize << seed;
    }

    // The error of the weights after t steps is at most t roundings, 5000 * 1e-16.
    void everyWeightFollowsTheClosedForm()
    {
        QFETCH(QString, minimize);
        QFETCH(int, seed);
        const PreparedLearner run(figure1(
            {"learner.minimize=" + minimize.toStdString(), "seed=" + std::to_string(seed)}));
        const bool hasPrior = minimize == "both";
        const Descent descent(run.dataset, 0.001, hasPrior ? 1.0 / (0.25 * 2.0) : 0.0, 0.001);
        for (std::int64_t step = 0; step <= 5000; ++step) {
            const auto weights = run.learner->parameters();
            const Eigen::VectorXd expected = descent.weights(step);
            for (std::size_t k = 0; k < 4; ++k)
                QVERIFY2(std::abs(weights[k] - expected[static_cast<Eigen::Index>(k)]) < 1e-9,
                         qPrintable(QString("step %1, weight %2").arg(step).arg(k)));
            run.learner->step(step, {}, {});
        }
    }

    // Miller et al. (2023), Fig. 1, mean of seeds 0 to 4 by the closed form, to three decimals.
    void meanAccuracyIsThatOfFigure1()
    {
        std::map<std::int64_t, std::pair<double, double>> means;
        double firstComplexity = 0.0;
        double lastComplexity = 0.0;
        for (int seed = 0; seed < 5; ++seed) {
            const PreparedLearner run(figure1({"seed=" + std::to_string(seed)}));
            firstComplexity += run.learner->complexity() / 5.0;
            for (std::int64_t step = 0; step <= 5000; ++step) {
                if (step == 20 || step == 100 || step == 500 || step == 1000 || step == 5000) {
                    const Evaluation train = run.learner->evaluate(Split::Train, {});
                    const Evaluation test = run.learner->evaluate(Split::Test, {});
                    QCOMPARE(train.correct.size(), std::size_t{2});
                    means[step].first += train.score / 5.0;
                    means[step].second += test.score / 5.0;
                }
                if (step == 5000)
                    lastComplexity += run.learner->complexity() / 5.0;
                run.learner->step(step, {}, {});
            }
        }
        const std::map<std::int64_t, std::pair<double, double>> expected{{20, {0.90, 0.482}},
                                                                         {100, {1.0, 0.569}},
                                                                         {500, {1.0, 0.898}},
                                                                         {1000, {1.0, 0.969}},
                                                                         {5000, {1.0, 0.988}}};
        for (const auto& [step, mean] : means) {
            qInfo("step %lld: train %.4f, test %.4f", static_cast<long long>(step), mean.first,
                  mean.second);
            QVERIFY(std::abs(mean.first - expected.at(step).first) < 1e-9);
            QVERIFY(std::abs(mean.second - expected.at(step).second) < 0.0005 + 1e-9);
        }
        qInfo("complexity %.6f to %.4f", firstComplexity, lastComplexity);
        QVERIFY(std::abs(firstComplexity - 2.43000025) < 1e-12);
        QVERIFY(std::abs(lastComplexity - 0.07) < 0.005);
    }

    // Central differences of a quadratic are exact but for rounding.
    void gradientAgreesWithFiniteDifferences()
    {
        const PreparedLearner run(figure1({"data.n=7", "learner.degree=5"}));
        const auto start = run.learner->parameters();
        const Objective objective = run.learner->objective();
        QCOMPARE(objective.gradient.size(), std::size_t{6});
        for (std::size_t k = 0; k < start.size(); ++k) {
            const auto valueAt = [&](double distance) {
                auto moved = start;
                moved[k] += distance;
                run.learner->setParameters(moved);
                return run.learner->objective().value;
            };
            const double slope = (valueAt(1e-3) - valueAt(-1e-3)) / 2e-3;
            QVERIFY(std::abs(slope - objective.gradient[k])
                    < 1e-9 * std::abs(objective.value) / 1e-3);
        }
    }

    // A step of rate r along a batch of one of two examples, by hand.
    void stepAlongABatchTakesItsExamplesOnly()
    {
        const PreparedLearner run(figure1());
        const auto before = run.learner->parameters();
        const std::vector<std::int32_t> batch{1};
        run.learner->step(0, batch, {});
        const auto after = run.learner->parameters();
        const Eigen::MatrixXd features = featuresOf(run.dataset.train);
        const Eigen::VectorXd start = Eigen::Map<const Eigen::VectorXd>(before.data(), 4);
        const double miss = features.row(1).dot(start) - targetsOf(run.dataset.train)[1];
        for (Eigen::Index k = 0; k < 4; ++k) {
            const double slope = miss * features(1, k) / 0.001 + start[k] / (0.25 * 2.0);
            QVERIFY(std::abs(after[static_cast<std::size_t>(k)] - (start[k] - 0.001 * slope))
                    < 1e-14);
        }
    }

    // The two terms of what is minimized are the coordinates of the plane.
    void errorAndComplexityAreThoseOfThePosterior()
    {
        const PreparedLearner run(
            figure1({"learner.noiseVariance=0.02", "learner.priorVariance=3", "data.n=10"}));
        const Evaluation train = run.learner->evaluate(Split::Train, {});
        const auto parameters = run.learner->parameters();
        const Eigen::VectorXd weights = Eigen::Map<const Eigen::VectorXd>(parameters.data(), 4);
        const Eigen::VectorXd misses =
            featuresOf(run.dataset.train) * weights - targetsOf(run.dataset.train);
        const double misfit = misses.squaredNorm() / 10.0 / 0.04;
        QVERIFY(std::abs(run.learner->error(train) - misfit) < 1e-12 * misfit);
        QVERIFY(std::abs(run.learner->complexity() - weights.squaredNorm() / 60.0) < 1e-12);
    }

    // 1 - MSE / variance, with the probe's predictions.
    void explainedVarianceIsAScore()
    {
        const PreparedLearner run(figure1({"learner.score=variance", "learner.initialWeights=.2"}));
        QVERIFY(!run.learner->scoresAreAccuracies());
        const Evaluation test = run.learner->evaluate(Split::Test, {});
        QVERIFY(test.correct.empty());
        const Array<double> outputs = run.learner->probe(run.dataset.test).outputs;
        const Eigen::VectorXd predictions =
            Eigen::Map<const Eigen::VectorXd>(outputs.values().data(), outputs.rows());
        const Eigen::VectorXd targets = targetsOf(run.dataset.test);
        const double variance = (targets.array() - targets.mean()).square().mean();
        const double expected = 1.0 - (predictions - targets).squaredNorm() / 98.0 / variance;
        QVERIFY(std::abs(test.score - expected) < 1e-12);
        const PreparedLearner single(figure1({"learner.score=variance", "data.testSize=1"}));
        QCOMPARE(single.learner->evaluate(Split::Test, {}).score, 0.0);
    }

    void featuresOfEachInputFollowEachOther()
    {
        const FeatureMap map{.degree = 2, .frequency = 3.0};
        Array<double> inputs({1, 2});
        inputs.row(0)[0] = 2.0;
        inputs.row(0)[1] = -1.0;
        const Array<double> features = map(inputs);
        const std::vector<double> expected{2.0, 4.0, std::sin(6.0), -1.0, 1.0, std::sin(-3.0)};
        QVERIFY(std::ranges::equal(features.values(), expected));
    }

    void lastInitialWeightIsThatOfAllFurtherFeatures()
    {
        const PreparedLearner run(figure1({"learner.degree=4", "data.spuriousDimensions=1",
                                           "learner.initialWeights=  1e-3 -2 3 "}));
        const std::vector<double> expected{1e-3, -2, 3, 3, 3, 3, 3, 3, 3, 3};
        QVERIFY(run.learner->parameters() == expected);
    }

    void wrongInitialWeightsAreNamed_data()
    {
        QTest::addColumn<QString>("weights");
        for (const char* const text : {"", "  ", "0.5,0.9", "0.5 nan", "1e999", "half", "0.5x"})
            QTest::newRow(text) << text;
    }

    void wrongInitialWeightsAreNamed()
    {
        QFETCH(QString, weights);
        ExperimentSpec spec = figure1();
        spec.learner.parameters["initialWeights"] = weights.toStdString();
        const auto problems = validate(spec, catalogs());
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().path, std::string("learner.initialWeights"));
    }

    void whatCannotBeLearnedIsNamed()
    {
        const auto problem = [](std::initializer_list<std::string> changes) {
            ExperimentSpec spec = figure1();
            for (const std::string& change : changes)
                if (!assign(spec, catalogs(), change))
                    qFatal("%s", change.c_str());
            const auto problems = validate(spec, catalogs());
            return problems.size() == 1 ? problems.front().path + " " + problems.front().message
                                        : std::string();
        };
        QCOMPARE(problem({"learner=mlp"}),
                 std::string("learner.id learns classes, and these data have a number to predict; "
                             "choose other data, or the learner linear-regression, "
                             "gp-regression"));
        QVERIFY(problem({"data=equidistant", "data.n=200"})
                    .starts_with("learner.id learns numbers, and these data have classes"));
        QVERIFY(problem({"learner.degree=2"}).find("3 features, but 4 initial weights")
                != std::string::npos);
        QVERIFY(problem({"training.engine=libtorch"}).starts_with("training.engine"));
        QVERIFY(problem({"training.device=cuda:0"}).starts_with("training.device"));
        QCOMPARE(problem({"training.engine=fused"}), std::string());
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
        const ExperimentSpec spec = figure1(
            {"training.optimizer=" + optimizer.toStdString(), "training.optimizer.weightNoise=0.01",
             "training.optimizer.updateNoise=0.01", "training.optimizer.grokfastLambda=2"});
        const PreparedLearner first(spec);
        for (std::int64_t step = 0; step < 5; ++step)
            first.learner->step(step, {}, {});
        const auto state = first.learner->saveState();
        const PreparedLearner second(spec);
        QVERIFY(bool(second.learner->restoreState(state)));
        QVERIFY(second.learner->saveState() == state);
        first.learner->step(5, {}, {});
        second.learner->step(5, {}, {});
        QVERIFY(second.learner->parameters() == first.learner->parameters());
        QVERIFY(!second.learner->restoreState(std::span(state).first(10)));
        const PreparedLearner larger(figure1({"learner.degree=4"}));
        QVERIFY(!larger.learner->restoreState(state));
    }
};

QTEST_GUILESS_MAIN(TestLinearRegression)
#include "tst_linear_regression.moc"
