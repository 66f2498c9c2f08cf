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
    }

    // Numbers are kept as float32.
    void curveReachesBeyondTheData()
    {
        QFETCH(QString, learner);
        QFETCH(QString, label);
        MetricFixture fixture({"data=sine", "learner=" + learner.toStdString()});
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
