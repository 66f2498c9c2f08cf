// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Description lengths against entropies that are known, and against the learner's own.
#include "core/metrics/description_length.h"

#include "core/util/random.h"

#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <cmath>
#include <limits>
#include <numbers>

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr std::size_t count = 50'000;

// Returns numbers drawn from so many equally likely multiples of 1 / 256, 0 the least.
std::vector<double> multiples(std::uint64_t kinds)
{
    RandomStream random(5, Stream::Noise);
    std::vector<double> values(count);
    std::ranges::generate(values, [&] { return static_cast<double>(random.below(kinds)) / 256.0; });
    return values;
}

double valueOf(const std::optional<Observation>& observation)
{
    return std::get<Scalar>(observation->content).value;
}

} // namespace

class TestDescriptionLength : public QObject
{
    Q_OBJECT

private slots:
    // No code is shorter than the entropy, log2 of the kinds; deflate's of one byte is up to a
    // quarter longer. 1,024 kinds have two bytes, the lower of which takes its 8 bits.
    void randomMultiplesTakeTheirEntropy_data()
    {
        QTest::addColumn<int>("kinds");
        QTest::addColumn<double>("longest");
        QTest::newRow("2") << 2 << 1.4;
        QTest::newRow("16") << 16 << 5.0;
        QTest::newRow("100") << 100 << 7.0;
        QTest::newRow("1,024") << 1024 << 12.5;
    }
    void randomMultiplesTakeTheirEntropy()
    {
        QFETCH(int, kinds);
        QFETCH(double, longest);
        const double each = *compressedBits(multiples(static_cast<std::uint64_t>(kinds))) / count;
        QVERIFY2(each >= std::log2(kinds) && each <= longest, qPrintable(QString::number(each)));
    }

    void whatIsAlikeTakesNextToNothing()
    {
        QVERIFY(*compressedBits(std::vector<double>(count, 0.7)) < 0.05 * count);
    }

    // A sign is one more bit at most, of what deflate had not known to use before; what rounds to
    // the same multiple is the same.
    void signsCountAndWhatIsFinerDoesNot()
    {
        std::vector<double> values = multiples(16);
        const double unsignedBits = *compressedBits(values);
        RandomStream random(6, Stream::Noise);
        for (double& value : values)
            value *= random.sign();
        const double bits = *compressedBits(values);
        QVERIFY(bits > unsignedBits + 0.4 * count && bits < unsignedBits + 1.2 * count);
        for (double& value : values)
            value += random.uniform(-0.4, 0.4) / 256.0;
        QCOMPARE(*compressedBits(values), bits);
    }

    void whatIsHugeOrNoNumberIsBorne()
    {
        QVERIFY(compressedBits(std::vector<double>{1e30, -1e30, 3e6}));
        QVERIFY(!compressedBits(std::vector<double>{1.0, std::nan("")}));
        QVERIFY(!compressedBits(std::vector<double>{std::numeric_limits<double>::infinity()}));
    }

    void weightsThatShrinkTakeFewerBits()
    {
        MetricFixture network({"data.n=36", "data.testSize=40"});
        const double large = valueOf(network.observe("description-length"));
        auto parameters = network.run.learner->parameters();
        for (double& parameter : parameters)
            parameter *= 0.1;
        network.run.learner->setParameters(parameters);
        const double small = valueOf(network.observe("description-length"));
        const auto weights = static_cast<double>(parameters.size());
        // A tenth is log2 10 = 3.3 bits less of each.
        QVERIFY(std::abs((large - small) / weights - std::log2(10.0)) < 0.8);
    }

    void thatOfABayesianNetworkIsItsDivergence()
    {
        MetricFixture network({"data=hidden-parity", "data.bits=6", "data.n=50", "data.testSize=40",
                               "learner=bnn", "learner.width=4"});
        const double expected = network.run.learner->complexity() * 50.0 / std::numbers::ln2;
        QVERIFY(std::abs(valueOf(network.observe("description-length")) - expected)
                < 1e-9 * expected);
    }
};

QTEST_APPLESS_MAIN(TestDescriptionLength)
#include "tst_description_length.moc"
