// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Gaps against shares of LEHC, by lines of each group, of all runs, or given.
#include "app/shared/gap_fits.h"

#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <QtTest>

#include <cmath>

using namespace grokking;

namespace {

// Returns a finished run of 1,000 steps with complexity 100 - step / 10 and error 0.1 from t1 on, 9
// before: by a complexity line of 100 - x it is in LEHC until step 10 x.
GroupedRun runOf(std::int64_t t1, std::int64_t t2, double complexityLine)
{
    GroupedRun run{.finished = true, .steps = 1000};
    run.summary = {.t1 = Crossing{t1},
                   .t2 = Crossing{t2},
                   .regions = RegionLines{.error = 1.0, .complexity = complexityLine}};
    for (std::int64_t step = 0; step <= 1000; step += 50) {
        Sampled& sample = run.samples.emplace_back();
        sample.step = step;
        sample.error = step < t1 ? 9.0 : 0.1;
        sample.complexity = 100.0 - static_cast<double>(step) / 10.0;
    }
    return run;
}

// The lines of group a are at 75, those of b at 50, the median of all three at 55.
GroupTable twoGroups()
{
    GroupTable table;
    table.rows.push_back({.group = {.preset = "a"},
                          .spec = defaultSpec(catalogs()),
                          .runs = {runOf(100, 300, 75.0)}});
    table.rows.push_back({.group = {.preset = "b"},
                          .spec = defaultSpec(catalogs()),
                          .runs = {runOf(50, 600, 55.0), runOf(200, 400, 45.0)}});
    for (GroupRow& row : table.rows)
        row.summary = summarize(row.runs, {});
    return table;
}

std::vector<double> sharesBy(const std::string& lines)
{
    const auto read = lehcLinesFrom(lines);
    const GroupTable table = twoGroups();
    const auto series = lehcGaps(table, *read);
    std::vector<double> shares;
    for (const LehcSeries& each : *series)
        for (const auto& [share, gap] : each.runs)
            shares.push_back(share);
    return shares;
}

bool areNear(const std::vector<double>& values, const std::vector<double>& expected)
{
    return std::ranges::equal(values, expected,
                              [](double a, double b) { return std::abs(a - b) < 1e-12; });
}

} // namespace

class TestLehcGaps : public QObject
{
    Q_OBJECT

private slots:
    // A point counts until the next, 50 steps later. In the order of shares within a group.
    void sharesFollowTheLines()
    {
        QVERIFY(areNear(sharesBy("group"), {0.2, 0.35, 0.5}));
        QVERIFY(areNear(sharesBy("all"), {0.4, 0.3, 0.45}));
        QVERIFY(areNear(sharesBy("0.5,90"), {0.05, 0.0, 0.1}));
    }

    void gapsAreThoseOfTheirRuns()
    {
        const GroupTable table = twoGroups();
        const auto series = lehcGaps(table, LehcLines{});
        QCOMPARE(series->size(), std::size_t{2});
        QVERIFY((*series)[1].runs[0] == (SettingOutcome{0.35, StepCount{200}}));
        QVERIFY((*series)[1].runs[1] == (SettingOutcome{0.5, StepCount{550}}));
        QVERIFY((*series)[1].row == &table.rows[1]);
    }

    // Ranks of the shares .2 .35 .5 and of the gaps 200 200 550: 1 2 3 and 1.5 1.5 3.
    void allRunsAreFittedTogether()
    {
        const auto fits = lehcGapFits(twoGroups(), LehcLines{});
        QCOMPARE(fits->back().name, std::string("all"));
        QCOMPARE(fits->back().fit->runs, std::size_t{3});
        QVERIFY(std::abs(fits->back().fit->rankCorrelation - 1.5 / std::sqrt(3.0)) < 1e-12);
    }

    void runsWithoutT1OrThatGoOnAreLeftOut()
    {
        GroupTable table = twoGroups();
        table.rows[0].runs[0].finished = false;
        table.rows[1].runs[0].summary.t1.reset();
        const auto series = lehcGaps(table, {.whose = LehcLines::Whose::Given, .given = {1, 50}});
        QCOMPARE(series->size(), std::size_t{1});
        QCOMPARE(series->front().runs.size(), std::size_t{1});
        table.rows[1].runs[1].finished = false;
        QVERIFY(!lehcGaps(table, LehcLines{}));
    }

    void linesAreReadOrRefused()
    {
        const auto given = lehcLinesFrom("0.2,-25.5");
        QVERIFY(*given
                == (LehcLines{.whose = LehcLines::Whose::Given,
                              .given = {.error = 0.2, .complexity = -25.5}}));
        for (const char* text : {"", "both", "0.2", "0.2,", "0.2,x", "0.2,3,4", "nan,1", "1,inf"})
            QVERIFY2(!lehcLinesFrom(text), text);
    }
};

QTEST_APPLESS_MAIN(TestLehcGaps)
#include "tst_lehc_gaps.moc"
