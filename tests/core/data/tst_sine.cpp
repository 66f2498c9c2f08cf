// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/sine.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace grokking;

namespace {

Dataset make(std::initializer_list<std::pair<std::string, Value>> changes, std::uint64_t seed = 7)
{
    const DatasetKind kind = sineDataset();
    Parameters values = defaultParameters(kind.entry);
    for (const auto& [id, value] : changes)
        values[id] = value;
    return *kind.make(values, {.data = seed}, {});
}

// Returns the numbers to predict, less the sine.
std::vector<double> noiseOf(const Examples& examples, double frequency)
{
    std::vector<double> noise = std::get<RealTargets>(examples.targets).values;
    for (std::size_t i = 0; i < noise.size(); ++i)
        noise[i] -= std::sin(frequency * examples.inputs.values()[i]);
    return noise;
}

double mean(const std::vector<double>& values, int power)
{
    double sum = 0.0;
    for (const double value : values)
        sum += std::pow(value, power);
    return sum / static_cast<double>(values.size());
}

} // namespace

class TestSine : public QObject
{
    Q_OBJECT

private slots:
    // Miller et al. (2023), data set 10.
    void defaultIsThatOfThePaper()
    {
        const Dataset data = make({});
        QCOMPARE(data.train.size(), 50);
        QCOMPARE(data.test.size(), 50);
        QCOMPARE(data.train.inputs.rowSize(), 1);
        QCOMPARE(classCount(data.train.targets), 0);
        for (const Split split : {Split::Train, Split::Test}) {
            for (const double x : data.split(split).inputs.values())
                QVERIFY(std::abs(x) < 1.5);
            for (const double noise : noiseOf(data.split(split), 2.0))
                QVERIFY(std::abs(noise) < 0.5); // five standard deviations
        }
    }

    // Standard normal times the setting: moments 0, 1 and 3 within five standard errors, which are
    // sqrt(1/n), sqrt(2/n) and sqrt(96/n).
    void noiseIsNormal()
    {
        constexpr double count = 20'000.0;
        const Dataset data =
            make({{"noise", 3.0}, {"frequency", 4.0}, {"testSize", std::int64_t{20'000}}});
        std::vector<double> noise = noiseOf(data.test, 4.0);
        for (double& value : noise)
            value /= 3.0;
        QVERIFY(std::abs(mean(noise, 1)) < 5.0 / std::sqrt(count));
        QVERIFY(std::abs(mean(noise, 2) - 1.0) < 5.0 * std::sqrt(2.0 / count));
        QVERIFY(std::abs(mean(noise, 4) - 3.0) < 5.0 * std::sqrt(96.0 / count));
    }

    // Mean 0 and variance w^2 / 3, within five standard errors w sqrt(1/3/n) and w^2 sqrt(4/45/n).
    void inputsAreUniformWithinTheHalfWidth()
    {
        constexpr double count = 20'000.0;
        const Dataset data = make({{"halfWidth", 4.0}, {"testSize", std::int64_t{20'000}}});
        const auto values = data.test.inputs.values();
        const std::vector<double> inputs(values.begin(), values.end());
        QVERIFY(std::ranges::all_of(inputs, [](double x) { return std::abs(x) <= 4.0; }));
        QVERIFY(std::abs(mean(inputs, 1)) < 5.0 * 4.0 * std::sqrt(1.0 / 3.0 / count));
        QVERIFY(std::abs(mean(inputs, 2) - 16.0 / 3.0)
                < 5.0 * 16.0 * std::sqrt(4.0 / 45.0 / count));
    }

    void withoutNoiseAllPointsLieOnTheSine()
    {
        for (const double noise : noiseOf(make({{"noise", 0.0}, {"frequency", 7.0}}).train, 7.0))
            QCOMPARE(noise, 0.0);
    }

    void pointsStayTheSameWithMoreOfThem()
    {
        const Dataset few = make({{"n", std::int64_t{5}}});
        const Dataset many = make({{"n", std::int64_t{9}}});
        QVERIFY(std::ranges::equal(few.train.inputs.values(), many.train.inputs.values().first(5)));
        std::vector<double> noise = noiseOf(many.train, 2.0);
        noise.resize(5);
        QVERIFY(noiseOf(few.train, 2.0) == noise);
        QVERIFY(few.test == many.test);
        QVERIFY(few.train.inputs != make({{"n", std::int64_t{5}}}, 8).train.inputs);
    }

    // Another noise or frequency moves no input, and noise is scaled.
    void aSettingShiftsNoOtherDraw()
    {
        const Dataset data = make({});
        const Dataset other = make({{"noise", 0.2}, {"frequency", 3.0}});
        QVERIFY(data.train.inputs == other.train.inputs);
        const std::vector<double> noise = noiseOf(data.train, 2.0);
        const std::vector<double> twice = noiseOf(other.train, 3.0);
        for (std::size_t i = 0; i < noise.size(); ++i)
            QVERIFY(std::abs(twice[i] - 2.0 * noise[i]) < 1e-14);
    }
};

QTEST_APPLESS_MAIN(TestSine)
#include "tst_sine.moc"
