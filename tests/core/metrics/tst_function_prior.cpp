// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What metrics say of the prior of a Gaussian process, against formulas.
#include <Eigen/LU>
#include <QtTest>

#include "tests/support/gaussian_process.h"
#include "tests/support/metric_fixture.h"

#include <cmath>

using namespace grokking;
using namespace grokking::test;

class TestFunctionPrior : public QObject
{
    Q_OBJECT

private slots:
    void inverseLengthscalesAreNamedByInput_data()
    {
        QTest::addColumn<QString>("changes");
        QTest::newRow("regression") << "data=line learner=gp-regression";
        QTest::newRow("classification, softplus") << "data=zero-one learner=gp-classification";
        QTest::newRow("classification, exponential")
            << "data=zero-one learner=gp-classification learner.positivity=exponential";
        QTest::newRow("Laplace") << "data=zero-one learner=gp-classification-laplace";
    }

    void inverseLengthscalesAreNamedByInput()
    {
        QFETCH(QString, changes);
        std::vector<std::string> all;
        for (const QString& change : changes.split(' '))
            all.push_back(change.toStdString());
        all.insert(all.end(),
                   {"data.n=5", "data.spuriousDimensions=2", "learner.lengthscales=each"});
        MetricFixture fixture(all);
        auto parameters = fixture.run.learner->parameters();
        parameters[0] = -2.0;
        parameters[1] = 0.5;
        parameters[2] = 3.0;
        fixture.run.learner->setParameters(parameters);
        const auto observed = fixture.observe("inverse-lengthscales");
        QVERIFY(observed);
        const auto& vector = std::get<NamedVector>(observed->content);
        QCOMPARE(vector.names, (std::vector<std::string>{"1", "2", "3"}));
        const bool isSoftplus =
            changes.endsWith("gp-classification") || changes.contains("softplus");
        for (std::size_t i = 0; i < 3; ++i) {
            const double exponential = std::exp(parameters[i]);
            const double lengthscale = isSoftplus ? std::log1p(exponential) : exponential;
            QVERIFY(std::abs(vector.values[i] * lengthscale - 1.0) < 1e-14);
        }
    }

    void oneLengthscaleForAllIsNoSpectrum()
    {
        const Metric& metric = metricOf("inverse-lengthscales");
        QVERIFY(metric.applies(twoClasses({"learner.lengthscales=each"})));
        QVERIFY(!metric.applies(twoClasses({})));
        QVERIFY(!metric.applies(defaultSpec(catalogs())));
    }

    // 1/2 log det K / N by the matrix itself.
    void logDeterminantIsThatOfThePrior()
    {
        MetricFixture fixture({"data=zero-one", "data.n=6", "learner=gp-classification",
                               "learner.lengthscale=0.2", "learner.outputscale=1.5"});
        const Examples& train = fixture.run.dataset.train;
        const Eigen::MatrixXd k =
            covariances(train, train, {0.2}, 1.5) + 1e-4 * Eigen::MatrixXd::Identity(6, 6);
        const auto observed = fixture.observe("prior-log-determinant");
        QVERIFY(observed);
        QVERIFY(std::abs(std::get<Scalar>(observed->content).value
                         - 0.5 * std::log(k.determinant()) / 6.0)
                < 1e-10);
        QVERIFY(metricOf("prior-log-determinant").applies(twoClasses({})));
        QVERIFY(!metricOf("prior-log-determinant")
                     .applies(twoClasses({"learner=gp-classification-laplace"})));
    }
};

QTEST_GUILESS_MAIN(TestFunctionPrior)
#include "tst_function_prior.moc"
