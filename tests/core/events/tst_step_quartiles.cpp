// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/step_quartiles.h"

#include <QtTest>

#include <limits>

using namespace grokking;

namespace {

using Steps = std::vector<std::int64_t>;
using Values = std::vector<double>;
using Counts = std::vector<std::size_t>;

struct Run {
    Steps steps;
    Values values;
    Steps skipped;
};

StepQuartiles of(const std::vector<Run>& runs)
{
    std::vector<RunCurve> curves;
    for (const Run& run : runs)
        curves.push_back({run.steps, run.values, run.skipped});
    return stepQuartiles(curves);
}

} // namespace

class TestStepQuartiles : public QObject
{
    Q_OBJECT

private slots:
    void fourRunsOfOneLength()
    {
        const auto result = of({{{0, 10}, {4.0, 1.0}, {}},
                                {{0, 10}, {1.0, 1.0}, {}},
                                {{0, 10}, {3.0, 1.0}, {}},
                                {{0, 10}, {2.0, 1.0}, {}}});
        QVERIFY((result.steps == Steps{0, 10}));
        QVERIFY((result.runs == Counts{4, 4}));
        QVERIFY((result.lower == Values{1.75, 1.0}));
        QVERIFY((result.median == Values{2.5, 1.0}));
        QVERIFY((result.upper == Values{3.25, 1.0}));
    }

    void shorterRunsEndWhereTheyEnd()
    {
        const auto result =
            of({{{0, 10, 20}, {1.0, 2.0, 3.0}, {}}, {{0, 10}, {5.0, 4.0}, {}}, {{0}, {9.0}, {}}});
        QVERIFY((result.steps == Steps{0, 10, 20}));
        QVERIFY((result.runs == Counts{3, 2, 1}));
        QVERIFY((result.median == Values{5.0, 3.0, 3.0}));
    }

    void otherEvaluationStepsAreTakenTogether()
    {
        const auto result = of({{{0, 10, 20}, {1.0, 2.0, 3.0}, {}}, {{5, 20}, {7.0, 5.0}, {}}});
        QVERIFY((result.steps == Steps{0, 5, 10, 20}));
        QVERIFY((result.runs == Counts{1, 1, 1, 2}));
        QVERIFY((result.median == Values{1.0, 7.0, 2.0, 4.0}));
    }

    // A pause evaluates one of the runs: its value says nothing of the others.
    void skippedStepsDoNotCount()
    {
        const auto result = of({{{0, 3, 10}, {1.0, 99.0, 2.0}, {3}}, {{0, 10}, {3.0, 4.0}, {}}});
        QVERIFY((result.steps == Steps{0, 10}));
    }

    void undefinedValuesAreNoRuns()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto result = of({{{0, 10}, {nan, nan}, {}}, {{0, 10}, {3.0, nan}, {}}});
        QVERIFY((result.steps == Steps{0}));
        QVERIFY((result.runs == Counts{1}));
    }

    void nothingOfNothing()
    {
        QVERIFY(of({}).steps.empty());
        QVERIFY(of({{}, {}}).steps.empty());
    }
};

QTEST_APPLESS_MAIN(TestStepQuartiles)
#include "tst_step_quartiles.moc"
