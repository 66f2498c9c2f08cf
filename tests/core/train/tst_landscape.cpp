// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Landscapes against the posterior of a Gaussian process, the formulas of linear regression, and
// the values at the starts of Miller et al. (2023, arXiv 2310.17247), Fig. 5.
#include "core/train/landscape.h"

#include "core/learners/fused/gp_posterior.h"
#include "core/learners/learner_catalog.h"
#include "core/learners/linear_regression.h"
#include "core/metrics/parameter_values.h"
#include "tests/support/figure_5.h"
#include "tests/support/metric_fixture.h"

#include <QtTest>

#include <cmath>

using namespace grokking;
using namespace grokking::test;

namespace {

ExperimentSpec linearSpec(const std::vector<std::string>& changes = {})
{
    std::vector<std::string> all{"data=line", "learner=linear-regression",
                                 "training.optimizer=sgd"};
    all.insert(all.end(), changes.begin(), changes.end());
    return changedSpec(all);
}

LandscapePlane usualPlane(const ExperimentSpec& spec, std::size_t count,
                          GridPlaces places = GridPlaces::Ends)
{
    const LandscapeAxes axes = landscapeAxes(spec);
    return landscapePlane(spec, axes.all.at(axes.across), axes.all.at(axes.up), count, places);
}

Eigen::VectorXd targetsOf(const Dataset& dataset)
{
    const auto& values = std::get<RealTargets>(dataset.train.targets).values;
    return Eigen::Map<const Eigen::VectorXd>(values.data(), std::ssize(values));
}

// Returns the posterior of a Gaussian process of one input.
GpPosterior posteriorOf(const Dataset& dataset, double logLengthscale, double logOutputscale,
                        double mean, double noise)
{
    const auto inputs = dataset.train.inputs.values();
    return {Eigen::Map<const Eigen::MatrixXd>(inputs.data(), std::ssize(inputs), 1),
            targetsOf(dataset),
            {Eigen::VectorXd::Constant(1, logLengthscale), logOutputscale, mean, noise}};
}

} // namespace

class TestLandscape : public QObject
{
    Q_OBJECT

private slots:
    void placesOfAGridReachFromEndToEnd()
    {
        const ExperimentSpec spec = figure5();
        const LandscapePlane ends = usualPlane(spec, 12);
        QCOMPARE(ends.across, (GridAxis{"Log lengthscale", -7.0, 4.0, 12}));
        QCOMPARE(ends.up, (GridAxis{"Log outputscale", -5.0, 5.0, 12}));
        QCOMPARE(ends.across.value(3), -4.0);
        QCOMPARE(ends.across.value(11), 4.0);
        const LandscapePlane centers = usualPlane(spec, 10, GridPlaces::Centers);
        QCOMPARE(centers.up.value(0), -4.5);
        QCOMPARE(centers.up.value(9), 4.5);
    }

    void planeShowsADistantStart()
    {
        const LandscapePlane plane =
            usualPlane(figure5({"learner.logLengthscale=-10", "learner.logOutputscale=7"}), 10);
        QVERIFY(plane.across.first < -10.0 && plane.across.last == 4.0);
        QVERIFY(plane.up.first == -5.0 && plane.up.last > 7.0);
    }

    // Exactly what the posterior says of these hyperparameters.
    void gaussianProcessIsThatOfItsPosterior()
    {
        const ExperimentSpec spec = figure5({"data.n=20"});
        const PreparedLearner run(spec);
        const auto landscape = computeLandscape(spec, usualPlane(spec, 7));
        QVERIFY(bool(landscape));
        QCOMPARE(landscape->error.size(), std::size_t{49});
        QCOMPARE(landscape->errorLabel, run.learner->errorLabel());
        for (std::size_t place = 0; place < 49; ++place) {
            const GpPosterior posterior =
                posteriorOf(run.dataset, landscape->across.value(place % 7),
                            landscape->up.value(place / 7), 0.0, 0.6932);
            QCOMPARE(landscape->error[place], posterior.dataFit());
            QCOMPARE(landscape->complexity[place], posterior.complexity());
            QCOMPARE(landscape->objective[place], posterior.objective());
        }
    }

    // The values of the paper's code lie in the range of twenty draws of the data, to rounding.
    void valuesAtTheStartsOfFigure5_data()
    {
        QTest::addColumn<double>("logLengthscale");
        QTest::addColumn<double>("logOutputscale");
        QTest::addColumn<double>("fit");
        QTest::addColumn<double>("complexity");
        QTest::addColumn<double>("rounding");
        QTest::newRow("A") << -6.0 << -4.0 << 0.382 << -0.170 << 5e-4;
        QTest::newRow("B") << -6.0 << 4.0 << 0.0045 << 1.933 << 5e-4;
        QTest::newRow("C") << 0.0 << 2.0 << 0.0143 << -0.0088 << 5e-5;
    }

    void valuesAtTheStartsOfFigure5()
    {
        QFETCH(double, logLengthscale);
        QFETCH(double, logOutputscale);
        QFETCH(double, fit);
        QFETCH(double, complexity);
        QFETCH(double, rounding);
        std::vector<double> fits;
        std::vector<double> complexities;
        for (int seed = 0; seed < 20; ++seed) {
            const ExperimentSpec spec = figure5({"seed=" + std::to_string(seed)});
            LandscapePlane plane = usualPlane(spec, 2);
            plane.across.first = logLengthscale;
            plane.up.first = logOutputscale;
            const auto landscape = computeLandscape(spec, plane);
            QVERIFY(bool(landscape));
            fits.push_back(landscape->error.front());
            complexities.push_back(landscape->complexity.front());
        }
        const auto [leastFit, largestFit] = std::ranges::minmax(fits);
        const auto [least, largest] = std::ranges::minmax(complexities);
        QVERIFY2(fit >= leastFit - rounding && fit <= largestFit + rounding,
                 qPrintable(QStringLiteral("%1 %2").arg(leastFit).arg(largestFit)));
        QVERIFY2(complexity >= least - rounding && complexity <= largest + rounding,
                 qPrintable(QStringLiteral("%1 %2").arg(least).arg(largest)));
    }

    // Those that do not move are given: a mean of .4 and a noise variance of .05.
    void otherParametersAreTakenFromAStep()
    {
        const ExperimentSpec spec = figure5({"data.n=20", "learner.noise=trained"});
        const PreparedLearner run(spec);
        const auto landscape =
            computeLandscape(spec, usualPlane(spec, 3), {9.0, 9.0, 0.4, std::log(0.05)});
        QVERIFY(bool(landscape));
        const GpPosterior posterior = posteriorOf(run.dataset, -1.5, 0.0, 0.4, 0.05);
        QVERIFY(std::abs(landscape->error[4] - posterior.dataFit()) < 1e-12);
        QVERIFY(std::abs(landscape->complexity[4] - posterior.complexity()) < 1e-12);
        const auto wrong = computeLandscape(spec, usualPlane(spec, 3), {9.0, 9.0});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::InvalidSpec);
        QVERIFY(wrong.error().message.find("4 parameters, not 2") != std::string::npos);
    }

    // Misfit and prior term of w1 and w4, the other weights at .9; n = 2.
    void linearRegressionFollowsItsFormula_data()
    {
        QTest::addColumn<QString>("minimize");
        QTest::newRow("misfit and prior") << "both";
        QTest::newRow("misfit alone") << "misfit";
    }

    void linearRegressionFollowsItsFormula()
    {
        QFETCH(QString, minimize);
        const ExperimentSpec spec = linearSpec({"learner.minimize=" + minimize.toStdString()});
        const PreparedLearner run(spec);
        const LandscapePlane plane = usualPlane(spec, 5);
        QCOMPARE(plane.across.title, std::string("w1 (x)"));
        QCOMPARE(plane.up.title, std::string("w4 (sin 100 x)"));
        const auto landscape = computeLandscape(spec, plane);
        QVERIFY(bool(landscape));
        const auto x = run.dataset.train.inputs.values();
        const Eigen::VectorXd y = targetsOf(run.dataset);
        for (std::size_t place = 0; place < 25; ++place) {
            const double w1 = plane.across.value(place % 5);
            const double w4 = plane.up.value(place / 5);
            double squares = 0.0;
            for (std::size_t i = 0; i < x.size(); ++i)
                squares +=
                    std::pow(w1 * x[i] + 0.9 * x[i] * x[i] + 0.9 * std::pow(x[i], 3)
                                 + w4 * std::sin(100.0 * x[i]) - y[static_cast<Eigen::Index>(i)],
                             2);
            const auto count = static_cast<double>(x.size());
            const double error = squares / count / 0.002;
            const double complexity = (w1 * w1 + 2.0 * 0.81 + w4 * w4) / 0.5 / count;
            QVERIFY(std::abs(landscape->error[place] - error) < 1e-9 * (1.0 + error));
            QVERIFY(std::abs(landscape->complexity[place] - complexity) < 1e-12);
            const double minimized = error + (minimize == "both" ? complexity : 0.0);
            QVERIFY(std::abs(landscape->objective[place] - minimized) < 1e-9 * (1.0 + error));
        }
    }

    // What has axes names them as it names its parameters, and starts where it is made to start.
    void startsAreWrittenIntoTheSettings_data()
    {
        QTest::addColumn<QString>("learner");
        for (const LearnerKind& kind : learnerKinds())
            if (kind.axes)
                QTest::newRow(kind.entry.id.c_str()) << QString::fromStdString(kind.entry.id);
    }

    void startsAreWrittenIntoTheSettings()
    {
        QFETCH(QString, learner);
        const std::string id = learner.toStdString();
        ExperimentSpec spec = changedSpec(
            {findLearner(id)->learnsNumbers ? "data=sine" : "data=zero-one", "learner=" + id});
        QVERIFY(validate(spec, catalogs()).empty());
        for (const LandscapeAxis& axis : landscapeAxes(spec).all) {
            const double start = axis.start(spec.learner.parameters) - 0.25;
            axis.setStart(spec.learner.parameters, start);
            QCOMPARE(axis.start(spec.learner.parameters), start);
            QVERIFY(validate(spec, catalogs()).empty());
            const PreparedLearner run(spec);
            QCOMPARE(run.learner->parameterNames().at(axis.parameter), axis.title);
            QCOMPARE(run.learner->parameters().at(axis.parameter), start);
        }
    }

    void trainedNoiseIsAnAxis()
    {
        QCOMPARE(landscapeAxes(figure5()).all.size(), std::size_t{2});
        const ExperimentSpec trained = figure5({"learner.noise=trained"});
        const LandscapeAxes axes = landscapeAxes(trained);
        QCOMPARE(axes.all.size(), std::size_t{3});
        QVERIFY(std::abs(axes.all[2].start(trained.learner.parameters) - std::log(0.6932)) < 1e-15);
        ExperimentSpec spec = trained;
        axes.all[2].setStart(spec.learner.parameters, std::log(0.01));
        QVERIFY(std::abs(realValue(spec.learner.parameters, "noiseVariance") - 0.01) < 1e-15);
    }

    void learnersWithoutAPlaneHaveNone()
    {
        QVERIFY(landscapeAxes(defaultSpec(catalogs())).all.empty());
        QVERIFY(landscapeAxes(figure5({"data.spuriousDimensions=2", "learner.lengthscales=each"}))
                    .all.empty());
        QVERIFY(landscapeAxes(linearSpec({"learner.features=polynomial", "learner.degree=1",
                                          "learner.initialWeights=1"}))
                    .all.empty());
    }

    void specsAreComparedButForTheStart()
    {
        const ExperimentSpec spec = figure5();
        const LandscapePlane plane = usualPlane(spec, 2);
        ExperimentSpec moved = spec;
        setStart(moved, plane, 0.0, 2.0);
        moved.preset = "elsewhere";
        QVERIFY(differOnlyInStart(spec, moved, plane));
        QCOMPARE(startOn(moved, plane), (std::array{0.0, 2.0}));
        const ExperimentSpec longer = figure5({"training.steps=10"});
        QVERIFY(!differOnlyInStart(spec, longer, plane));
        QVERIFY(haveSameLandscape(spec, longer, plane));
        QVERIFY(!haveSameLandscape(spec, figure5({"learner.noiseVariance=0.1"}), plane));
        QVERIFY(!haveSameLandscape(spec, figure5({"seed=1"}), plane));
        QVERIFY(!haveSameLandscape(spec, linearSpec(), plane));
    }

    void stopLeavesTheRestEmpty()
    {
        const ExperimentSpec spec = figure5({"data.n=20"});
        std::stop_source stop;
        double last = 0.0;
        const auto landscape =
            computeLandscape(spec, usualPlane(spec, 10), {}, stop.get_token(), [&](double share) {
                last = share;
                if (share >= 0.5)
                    stop.request_stop();
            });
        QVERIFY(bool(landscape));
        QCOMPARE(last, 0.5);
        QVERIFY(std::isfinite(landscape->error[49]) && std::isnan(landscape->error[50]));
    }

    void parametersAreObservedByName()
    {
        MetricFixture linear({"data=line", "learner=linear-regression"});
        const auto observation = linear.observe(parameterValuesId);
        QVERIFY(observation.has_value());
        const auto& weights = std::get<NamedVector>(observation->content);
        QCOMPARE(weights.names,
                 (std::vector<std::string>{"w1 (x)", "w2 (x^2)", "w3 (x^3)", "w4 (sin 100 x)"}));
        QCOMPARE(weights.values, (std::vector<double>{0.0005, 0.9, 0.9, 0.9}));
        const Metric& metric = metricOf(parameterValuesId);
        QVERIFY(metric.applies(linear.run.spec) && metric.applies(figure5()));
        QVERIFY(!metric.applies(defaultSpec(catalogs())));
        MetricFixture network({"learner=mlp"});
        QVERIFY(!network.observe(parameterValuesId).has_value());
    }

    void weightsOfSeveralInputsAreNamed()
    {
        QCOMPARE(weightNames({.degree = 2, .frequency = 2.5}, 2),
                 (std::vector<std::string>{"w1 (x1)", "w2 (x1^2)", "w3 (sin 2.5 x1)", "w4 (x2)",
                                           "w5 (x2^2)", "w6 (sin 2.5 x2)"}));
    }
};

QTEST_GUILESS_MAIN(TestLandscape)
#include "tst_landscape.moc"
