// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The curve over the one input of a regression, against what the learner says of those inputs.
#include "core/metrics/metric_catalog.h"

#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <cmath>

using namespace grokking;
using namespace grokking::test;

class TestPosteriorCurve : public QObject
{
    Q_OBJECT

private slots:
    void curveReachesBeyondTheData_data()
    {
        QTest::addColumn<QString>("learner");
        QTest::addColumn<QString>("label");
        QTest::newRow("process") << "gp-regression"
                                 << "Posterior mean ± 2 sd of the function";
        QTest::newRow("line") << "linear-regression"
                              << "Prediction ± 2 sd of the noise";
        QTest::newRow("classifier") << "gp-classification"
                                    << "P(class 1), band Φ(mean ± 2 sd of the function)";
        QTest::newRow("Laplace") << "gp-classification-laplace"
                                 << "P(class 1), band Φ(mean ± 2 sd of the function)";
    }

    // Numbers are kept as float32.
    void curveReachesBeyondTheData()
    {
        QFETCH(QString, learner);
        QFETCH(QString, label);
        const bool hasClasses =
            learner == "gp-classification" || learner == "gp-classification-laplace";
        MetricFixture fixture({hasClasses ? "data=zero-one" : "data=sine", "data.n=30",
                               "learner=" + learner.toStdString()});
        const auto observation = fixture.observe("posterior-curve");
        QVERIFY(observation.has_value());
        QCOMPARE(QString::fromStdString(observation->yAxis), label);
        const auto& curve = std::get<BandedCurve>(observation->content);
        double low = 1e9;
        double high = -1e9;
        for (const Split split : {Split::Train, Split::Test})
            for (const double x : fixture.run.dataset.split(split).inputs.values()) {
                low = std::min(low, x);
                high = std::max(high, x);
            }
        const auto training = fixture.run.dataset.train.inputs.values();
        QCOMPARE(curve.x.size(), 300 + training.size());
        QVERIFY(std::ranges::is_sorted(curve.x));
        for (const double x : training)
            QVERIFY(std::ranges::find(curve.x, static_cast<double>(static_cast<float>(x)))
                    != curve.x.end());
        QVERIFY(std::abs(curve.x.front() - (low - 0.1 * (high - low))) < 1e-6);
        QVERIFY(std::abs(curve.x.back() - (high + 0.1 * (high - low))) < 1e-6);
        Array<double> inputs({std::ssize(curve.x), 1});
        std::ranges::copy(curve.x, inputs.values().begin());
        const auto band = fixture.run.learner->predictiveBand(inputs);
        for (std::size_t i = 0; i < curve.x.size(); ++i) {
            QCOMPARE(curve.y[i], static_cast<double>(static_cast<float>(band->middle[i])));
            QCOMPARE(curve.low[i], static_cast<double>(static_cast<float>(band->low[i])));
            QCOMPARE(curve.high[i], static_cast<double>(static_cast<float>(band->high[i])));
        }
    }

    // Phi(m / sqrt(1 + v)) between Phi(m - 2 sqrt v) and Phi(m + 2 sqrt v), from whose ends m and v
    // are had back.
    void probabilityLiesInTheBandOfItsFunction()
    {
        for (const char* const learner : {"gp-classification", "gp-classification-laplace"}) {
            const PreparedLearner run(
                changedSpec({"data=zero-one", "data.n=30", std::string("learner=") + learner}));
            for (std::int64_t step = 0; step < 20; ++step)
                run.learner->step(step, {}, {});
            const Examples& test = run.dataset.test;
            const auto band = run.learner->predictiveBand(test.inputs);
            QVERIFY(band.has_value());
            const Probe probe = run.learner->probe(test);
            const auto phi = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
            const auto inverse = [&phi](double share) { // by halving
                double low = -9.0;
                double high = 9.0;
                for (int i = 0; i < 80; ++i)
                    (phi(0.5 * (low + high)) < share ? low : high) = 0.5 * (low + high);
                return low;
            };
            for (std::size_t i = 0; i < band->middle.size(); ++i) {
                const auto row = static_cast<std::int64_t>(i);
                QVERIFY(std::abs(band->middle[i] - std::exp(probe.outputs.row(row)[1])) < 1e-12);
                const double low = inverse(band->low[i]);
                const double high = inverse(band->high[i]);
                const double mean = 0.5 * (low + high);
                const double deviation = 0.25 * (high - low);
                QVERIFY(
                    std::abs(phi(mean / std::sqrt(1.0 + deviation * deviation)) - band->middle[i])
                    < 1e-6);
            }
        }
    }

    void curveIsOfOneInputAlone()
    {
        const Metric& metric = metricOf("posterior-curve");
        QVERIFY(metric.applies(changedSpec({"data=sine", "learner=gp-regression"})));
        QVERIFY(!metric.applies(changedSpec({})));
        MetricFixture fixture({"data=sine", "data.spuriousDimensions=1", "learner=gp-regression"});
        QVERIFY(!metric.applies(fixture.run.spec));
        QVERIFY(!fixture.observe("posterior-curve"));
    }
};

QTEST_GUILESS_MAIN(TestPosteriorCurve)
#include "tst_posterior_curve.moc"
