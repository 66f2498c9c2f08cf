// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_plan.h"

#include <QtTest>

using namespace grokking;

namespace {

constexpr std::int64_t megabyte = 1'000'000;

} // namespace

class TestRunPlan : public QObject
{
    Q_OBJECT

private slots:
    void runsThatFitGoSideBySide()
    {
        const RunPlan plan = planRuns({.data = 14 * megabyte}, 10, 4, 100'000 * megabyte);
        QCOMPARE(plan.jobs, std::size_t{4});
        QCOMPARE(plan.text, std::string("memory: about 14 MB per run, 4 at a time"));
    }

    void neverMorePlacesThanRuns()
    {
        const RunPlan plan = planRuns({.data = 14 * megabyte}, 1, 4, std::nullopt);
        QCOMPARE(plan.jobs, std::size_t{1});
        QCOMPARE(plan.text, std::string("memory: about 14 MB per run"));
    }

    void memoryLimitsThem()
    {
        const RunPlan plan =
            planRuns({.data = 1000 * megabyte, .program = 50 * megabyte}, 10, 4, 2600 * megabyte);
        QCOMPARE(plan.jobs, std::size_t{2});
        QVERIFY(plan.text.starts_with("memory: about 1.0 GB per run, 2 at a time instead of 4"));
        QVERIFY(plan.text.ends_with("are available"));
    }
};

QTEST_APPLESS_MAIN(TestRunPlan)
#include "tst_run_plan.moc"
