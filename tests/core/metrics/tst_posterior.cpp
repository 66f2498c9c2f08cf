// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The posterior's histograms against weights that are set, and the normal distribution.
#include "core/metrics/posterior.h"

#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <cmath>
#include <numeric>

using namespace grokking;
using namespace grokking::test;

namespace {

const std::vector<std::string> network{"data=hidden-parity", "data.n=50", "data.testSize=40",
                                       "learner=bnn", "learner.depth=1", "learner.initialDeviation=0.5"};

double shareOf(const std::optional<Observation>& observation, const std::string& bin)
{
    const auto& shares = std::get<NamedVector>(observation->content);
    const auto place = std::ranges::find(shares.names, bin) - shares.names.begin();
    return shares.values.at(static_cast<std::size_t>(place));
}

double sumOf(const std::optional<Observation>& observation)
{
    const auto& values = std::get<NamedVector>(observation->content).values;
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

class TestPosterior : public QObject
{
    Q_OBJECT

private slots:
    // Of N(0, .5^2) erf(.05 / (.5 sqrt 2)) = .0797 lie within .05 of 0; of 8,602 weights the share
    // deviates by .0029.
    void meansAreSpreadAsTheyStart()
    {
        MetricFixture fixture(network);
        const auto observation = fixture.observe("posterior-means");
        QVERIFY(std::abs(shareOf(observation, "0.0") - 0.0797) < 0.015);
        QVERIFY(std::abs(shareOf(observation, "0.5") - shareOf(observation, "-0.5")) < 0.015);
        QVERIFY(std::abs(sumOf(observation) - 1.0) < 1e-9);
    }

    void deviationsAreInTheirBins()
    {
        MetricFixture fixture(network);
        QVERIFY(std::abs(shareOf(fixture.observe("posterior-deviations"), "0.01") - 1.0) < 1e-9);
        fixture.setBlock("Layer 1 weights, log deviations",
                         [](std::int64_t, std::int64_t) { return 0.0; });
        const auto observation = fixture.observe("posterior-deviations");
        const double share = 40.0 * 200.0 / (41.0 * 200.0 + 201.0 * 2.0);
        QVERIFY(std::abs(shareOf(observation, "1") - share) < 1e-9);
        QVERIFY(std::abs(sumOf(observation) - 1.0) < 1e-9);
    }

    void whatLiesBeyondIsInTheOutermost()
    {
        MetricFixture fixture(network);
        fixture.setBlock("Layer 1 weights",
                         [](std::int64_t row, std::int64_t) { return row < 50 ? -1e9 : 77.0; });
        const auto observation = fixture.observe("posterior-means");
        QVERIFY(shareOf(observation, "-2.0") > 0.2 && shareOf(observation, "2.0") > 0.6);
        QVERIFY(std::abs(sumOf(observation) - 1.0) < 1e-9);
    }

    void binsDoNotMove()
    {
        MetricFixture fixture(network);
        const auto names = [&fixture](const char* metric) {
            return std::get<NamedVector>(fixture.observe(metric)->content).names;
        };
        const auto means = names("posterior-means");
        const auto deviations = names("posterior-deviations");
        fixture.run.learner->step(0, {}, {});
        QVERIFY(names("posterior-means") == means && names("posterior-deviations") == deviations);
    }

    void onlyBayesianNetworksHaveThem()
    {
        const Metric& metric = test::metricOf("posterior-means");
        QVERIFY(metric.applies(changedSpec(network)));
        QVERIFY(!metric.applies(changedSpec({})));
    }
};

QTEST_APPLESS_MAIN(TestPosterior)
#include "tst_posterior.moc"
