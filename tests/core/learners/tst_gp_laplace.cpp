// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Laplace's approximation against Newton's method with explicit inverses, and finite differences.
#include "core/learners/fused/probit.h"
#include "core/learners/gp_classification.h"

#include <Eigen/Dense>

#include "tests/support/gaussian_process.h"

#include <numbers>

using namespace grokking;
using namespace grokking::test;

namespace {

const std::vector<std::string> laplace{"learner=gp-classification-laplace",
                                       "learner.positivity=exponential"};

// Returns changes with those of Laplace's approximation before them.
ExperimentSpec experiment(std::vector<std::string> changes)
{
    changes.insert(changes.begin(), laplace.begin(), laplace.end());
    return twoClasses(changes);
}

// The density and distribution function of N(0, 1).
double density(double z)
{
    return std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
}
double distribution(double z)
{
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

// The mode of log p(y | f) - 1/2 (f - m)' K^-1 (f - m), by Newton's method on f itself.
struct Mode {
    Eigen::VectorXd f;
    Eigen::VectorXd weights; // W
    double logLikelihood = 0.0;
};
Mode modeOf(const Eigen::MatrixXd& k, const Eigen::VectorXd& signs, double mean)
{
    const Eigen::MatrixXd inverse = k.inverse();
    Mode mode{.f = Eigen::VectorXd::Constant(signs.size(), mean), .weights = signs};
    for (int iteration = 0; iteration < 200; ++iteration) {
        Eigen::VectorXd slopes(signs.size());
        mode.logLikelihood = 0.0;
        for (Eigen::Index i = 0; i < signs.size(); ++i) {
            const double z = signs[i] * mode.f[i];
            const double ratio = density(z) / distribution(z);
            slopes[i] = signs[i] * ratio;
            mode.weights[i] = ratio * (ratio + z);
            mode.logLikelihood += std::log(distribution(z));
        }
        const Eigen::VectorXd centered = mode.f.array() - mean;
        const Eigen::MatrixXd hessian = inverse + Eigen::MatrixXd(mode.weights.asDiagonal());
        mode.f += hessian.inverse() * (slopes - inverse * centered);
    }
    return mode;
}

} // namespace

class TestGpLaplace : public QObject
{
    Q_OBJECT

private slots:
    void termsAreThoseAtTheModeOfNewtonsMethod()
    {
        const PreparedLearner run(experiment({"data.n=8"}));
        for (const auto& [l, s, mean] :
             {std::tuple(0.3, 1.5, 0.2), {0.02, 8.0, 0.0}, {2.0, 0.3, -0.7}}) {
            run.learner->setParameters(std::vector{std::log(l), std::log(s), mean});
            const Eigen::MatrixXd k = covariances(run.dataset.train, run.dataset.train, {l}, s)
                                      + 1e-4 * Eigen::MatrixXd::Identity(8, 8);
            const Eigen::VectorXd signs = signsOf(run.dataset.train);
            const Mode mode = modeOf(k, signs, mean);
            const Eigen::VectorXd centered = mode.f.array() - mean;
            const double misfit =
                -(mode.logLikelihood - 0.5 * centered.dot(k.inverse() * centered)) / 8.0;
            const Eigen::VectorXd roots = mode.weights.cwiseSqrt();
            const Eigen::MatrixXd b =
                Eigen::MatrixXd::Identity(8, 8) + roots.asDiagonal() * k * roots.asDiagonal();
            const double complexity = 0.5 * std::log(b.determinant()) / 8.0;
            const Evaluation train = run.learner->evaluate(Split::Train, {});
            QVERIFY(std::abs(run.learner->error(train) - misfit) < 1e-10);
            QVERIFY(std::abs(run.learner->complexity() - complexity) < 1e-10);

            // What follows for the class of training and other inputs.
            const Eigen::MatrixXd posterior =
                (k.inverse() + Eigen::MatrixXd(mode.weights.asDiagonal())).inverse();
            double loss = 0.0;
            for (Eigen::Index i = 0; i < 8; ++i)
                loss -=
                    std::log(distribution(signs[i] * mode.f[i] / std::sqrt(1.0 + posterior(i, i))))
                    / 8.0;
            QVERIFY(std::abs(train.loss - loss) < 1e-9);
            const Eigen::MatrixXd between =
                covariances(run.dataset.train, run.dataset.test, {l}, s);
            const Eigen::MatrixXd damped =
                (k + Eigen::MatrixXd(mode.weights.cwiseInverse().asDiagonal())).inverse();
            const Probe probe = run.learner->probe(run.dataset.test);
            for (Eigen::Index i = 0; i < between.cols(); ++i) {
                const Eigen::VectorXd c = between.col(i);
                const double center = mean + c.dot(k.inverse() * centered);
                const double variance = s - c.dot(damped * c);
                QVERIFY(std::abs(probe.outputs.row(i)[1]
                                 - std::log(distribution(center / std::sqrt(1.0 + variance))))
                        < 1e-9);
            }
        }
    }

    void stepsFollowTheGradientOfTheMarginalLikelihood_data()
    {
        QTest::addColumn<QString>("lengthscales");
        QTest::addColumn<QString>("positivity");
        for (const char* const lengthscales : {"one", "each"})
            for (const char* const positivity : {"exponential", "softplus"})
                QTest::addRow("%s, %s", lengthscales, positivity) << lengthscales << positivity;
    }

    void stepsFollowTheGradientOfTheMarginalLikelihood()
    {
        QFETCH(QString, lengthscales);
        QFETCH(QString, positivity);
        const PreparedLearner run(experiment({"data.n=12", "data.spuriousDimensions=2",
                                              "learner.lengthscales=" + lengthscales.toStdString(),
                                              "learner.positivity=" + positivity.toStdString()}));
        const auto start = somewhere(run.learner->parameters().size());
        QCOMPARE(start.size(), std::size_t(lengthscales == "one" ? 3 : 5));
        run.learner->setParameters(start);
        QCOMPARE(objectiveOf(*run.learner),
                 run.learner->error(run.learner->evaluate(Split::Train, {}))
                     + run.learner->complexity());
        verifyStep(run, {}, [&] { return objectiveOf(*run.learner); });
    }

    // Three examples are the whole data of a learner with those alone.
    void stepAlongABatchTakesItsExamplesOnly()
    {
        const PreparedLearner whole(experiment({"data.n=3", "learner.lengthscale=0.3"}));
        const PreparedLearner part(experiment({"data.n=9", "learner.lengthscale=0.3"}));
        part.learner->step(0, std::vector<std::int32_t>{0, 1, 2}, {});
        whole.learner->step(0, {}, {});
        QVERIFY(part.learner->parameters() == whole.learner->parameters());
    }

    // Newton's method begins at the prior mean, wherever the learner was before.
    void valuesDoNotDependOnTheWayThere()
    {
        const PreparedLearner run(experiment({"data.n=9"}));
        const std::vector<double> here{-1.0, 0.5, 0.1};
        run.learner->setParameters(here);
        const double direct = objectiveOf(*run.learner);
        run.learner->setParameters(std::vector{1.0, 3.0, -1.0});
        QVERIFY(objectiveOf(*run.learner) != direct);
        run.learner->setParameters(here);
        QCOMPARE(objectiveOf(*run.learner), direct);
    }

    // All of the plane of Fig. 14 and more has a value, however extreme the scales.
    void landscapeHasAValueEverywhere()
    {
        const PreparedLearner run(experiment({"data.n=20"}));
        for (double l = -12.0; l <= 8.0; l += 2.0) {
            for (double s = -12.0; s <= 14.0; s += 2.0) {
                run.learner->setParameters(std::vector{l, s, 0.0});
                const double error = run.learner->error(run.learner->evaluate(Split::Train, {}));
                QVERIFY(error > 0.0 && run.learner->complexity() > 0.0);
                QVERIFY(std::isfinite(error) && std::isfinite(run.learner->complexity()));
            }
        }
    }

    // Axes say where the two parameters start, and settings made from them start there.
    void axesOfTheLandscapeAreTheScales()
    {
        for (const char* const positivity : {"exponential", "softplus"}) {
            ExperimentSpec spec = experiment({std::string("learner.positivity=") + positivity});
            const LandscapeAxes axes = landscapeAxes(spec);
            QCOMPARE(axes.all.size(), std::size_t{2});
            for (std::size_t k = 0; k < 2; ++k) {
                const PreparedLearner before(spec);
                QCOMPARE(axes.all[k].title, before.learner->parameterNames()[k]);
                QCOMPARE(axes.all[k].start(spec.learner.parameters),
                         before.learner->parameters()[k]);
                axes.all[k].setStart(spec.learner.parameters, -1.25);
                QVERIFY(std::abs(PreparedLearner(spec).learner->parameters()[k] + 1.25) < 1e-14);
            }
        }
        QVERIFY(
            landscapeAxes(experiment({"data.spuriousDimensions=2", "learner.lengthscales=each"}))
                .all.empty());
    }

    void whatIsNotFiniteIsNotANumber()
    {
        for (const double scale : {800.0, std::nan("")}) {
            const PreparedLearner run(experiment({}));
            run.learner->setParameters(std::vector{0.0, scale, 0.0});
            QVERIFY(std::isnan(run.learner->evaluate(Split::Train, {}).loss));
            QVERIFY(std::isnan(run.learner->evaluate(Split::Test, {}).loss));
            QVERIFY(std::isnan(run.learner->complexity()));
            run.learner->step(0, {}, {});
            QVERIFY(std::isnan(run.learner->parameters()[0]));
        }
    }
};

QTEST_GUILESS_MAIN(TestGpLaplace)
#include "tst_gp_laplace.moc"
