// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Examples of a linear teacher against what they are made of.
#include "core/data/linear_teacher.h"

#include <QtTest>

#include <cmath>
#include <numeric>

using namespace grokking;

namespace {

Parameters settings(std::int64_t dimensions, std::int64_t relevant, double margin, std::int64_t n)
{
    return {{"dimensions", dimensions},
            {"relevant", relevant},
            {"margin", margin},
            {"n", n},
            {"testSize", std::int64_t{50}}};
}

Dataset make(const Parameters& values)
{
    return *linearTeacherDataset().make(values, {.data = 3}, {});
}

const std::vector<std::int32_t>& labelsOf(const Examples& examples)
{
    return std::get<ClassTargets>(examples.targets).labels;
}

} // namespace

class TestLinearTeacher : public QObject
{
    Q_OBJECT

private slots:
    void teacherIsRightByTheMargin_data()
    {
        QTest::addColumn<int>("relevant");
        QTest::newRow("dense") << 40;
        QTest::newRow("sparse") << 3;
    }

    void teacherIsRightByTheMargin()
    {
        QFETCH(int, relevant);
        const Dataset data = make(settings(40, relevant, 2.5, 400));
        double smallest = 1e9;
        for (std::int64_t i = 0; i < 400; ++i) {
            const auto first = data.train.inputs.row(i).first(static_cast<std::size_t>(relevant));
            const double side =
                std::accumulate(first.begin(), first.end(), 0.0) / std::sqrt(relevant);
            const auto label = labelsOf(data.train)[static_cast<std::size_t>(i)];
            smallest = std::min(smallest, label == 1 ? side : -side);
        }
        QVERIFY(smallest >= 2.5 - 1e-12);
        QVERIFY(smallest < 2.6); // of 400 |N(0, 1)| the smallest is near 1/300
        const auto positive = std::ranges::count(labelsOf(data.train), 1);
        QVERIFY(std::abs(static_cast<double>(positive) - 200.0) < 40.0); // four deviations
    }

    // Beyond the relevant ones there is noise of mean 0 and variance 1, whatever the class.
    void theRestIsNoise()
    {
        const Dataset data = make(settings(60, 10, 5.0, 2000));
        double mean = 0.0;
        double square = 0.0;
        for (std::int64_t i = 0; i < 2000; ++i) {
            const double sign = labelsOf(data.train)[static_cast<std::size_t>(i)] == 1 ? 1.0 : -1.0;
            for (const double number : data.train.inputs.row(i).last(50)) {
                mean += sign * number / 100'000.0;
                square += number * number / 100'000.0;
            }
        }
        QVERIFY(std::abs(mean) < 4.0 / std::sqrt(100'000.0));
        QVERIFY(std::abs(square - 1.0) < 4.0 * std::sqrt(2.0 / 100'000.0));
    }

    void moreExamplesKeepTheFirst()
    {
        const Dataset few = make(settings(20, 20, 3.0, 5));
        const Dataset many = make(settings(20, 20, 3.0, 30));
        for (std::int64_t i = 0; i < 5; ++i)
            QVERIFY(std::ranges::equal(few.train.inputs.row(i), many.train.inputs.row(i)));
        QVERIFY(few.test == many.test);
        QVERIFY(!std::ranges::equal(few.train.inputs.row(0), few.test.inputs.row(0)));
    }

    void zeroRelevantDimensionsAreAll()
    {
        QVERIFY(make(settings(20, 0, 3.0, 5)) == make(settings(20, 20, 3.0, 5)));
    }

    void shapeIsKnownBefore()
    {
        const Parameters values = settings(20, 4, 3.0, 30);
        const Dataset data = make(values);
        const DatasetShape shape = linearTeacherDataset().shape(values, {});
        QCOMPARE(shape.trainingExamples, data.train.size());
        QCOMPARE(shape.testExamples, data.test.size());
        QCOMPARE(shape.features, data.train.inputs.rowSize());
        QCOMPARE(shape.classes, std::int64_t{2});
    }

    void tooManyRelevantDimensionsAreRefused()
    {
        const auto check = linearTeacherDataset().entry.check;
        QVERIFY(check(settings(20, 20, 3.0, 30)).empty());
        const auto problems = check(settings(20, 21, 3.0, 30));
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().path, std::string("relevant"));
    }
};

QTEST_APPLESS_MAIN(TestLinearTeacher)
#include "tst_linear_teacher.moc"
