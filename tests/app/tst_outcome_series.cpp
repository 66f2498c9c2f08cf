// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/outcome_series.h"

#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <QtTest>

#include <algorithm>

using namespace grokking;

namespace {

// Returns the row of a group that differs from the default in these settings.
GroupRow rowOf(const std::string& preset, const std::vector<std::string>& assignments,
               const std::optional<StepCount>& t2, double bestTest = 0.0)
{
    GroupRow row{.group = {.preset = preset}, .spec = defaultSpec(catalogs())};
    row.spec.preset = preset;
    for (const std::string& assignment : assignments) {
        if (const auto status = assign(row.spec, catalogs(), assignment); !status)
            qFatal("%s", status.error().text().c_str());
        const std::string path = assignment.substr(0, assignment.find('='));
        row.group.settings.emplace_back(path, specValue(row.spec, path).value());
    }
    row.summary.t2 = t2;
    row.summary.bestTest = {.runs = bestTest > 0.0 ? std::size_t{1} : 0, .mean = bestTest};
    return row;
}

std::vector<OutcomeSeries> seriesOf(const GroupTable& table, const std::string& path,
                                    const char* outcome)
{
    const auto series = outcomesAgainst(path, *findOutcome(outcome), table);
    if (!series)
        qFatal("%s", series.error().text().c_str());
    return *series;
}

} // namespace

class TestOutcomeSeries : public QObject
{
    Q_OBJECT

private slots:
    // Whole and real settings alike, in their order whatever that of the rows is.
    void sweepIsOneSeriesForEachOtherSetting()
    {
        GroupTable table;
        table.rows = {rowOf("a", {"data.n=400", "data.f=0.2"}, StepCount{700}),
                      rowOf("a", {"data.n=100", "data.f=0.2"}, StepCount{5000, false}),
                      rowOf("a", {"data.n=100", "data.f=0.5"}, StepCount{900})};
        const auto series = seriesOf(table, "data.n", "t2");
        QCOMPARE(series.size(), std::size_t{2});
        QVERIFY(series[0]
                == (OutcomeSeries{"a, f 0.2", {{100, {5000, false}}, {400, StepCount{700}}}}));
        QVERIFY(series[1] == (OutcomeSeries{"a, f 0.5", {{100, StepCount{900}}}}));
    }

    // As of hu-fig2-alpha0.15 and hu-fig2-alpha0.30.
    void presetsThatDifferInTheSettingAloneAreOneSeries()
    {
        GroupTable table;
        table.rows = {rowOf("demo-f0.15", {}, {}, 0.5), rowOf("demo-f0.2", {}, {}, 0.75)};
        QVERIFY(bool(assign(table.rows[0].spec, catalogs(), "data.f=0.15")));
        const auto series = seriesOf(table, "data.f", "best-test");
        QCOMPARE(series.size(), std::size_t{1});
        QVERIFY(series[0]
                == (OutcomeSeries{"demo", {{0.15, StepCount{0.5}}, {0.2, StepCount{0.75}}}}));
    }

    void groupWithoutTheOutcomeIsLeftOut()
    {
        GroupTable table;
        table.rows = {rowOf("a", {"data.n=100"}, StepCount{10}), rowOf("a", {"data.n=200"}, {})};
        QCOMPARE(seriesOf(table, "data.n", "t2").front().points.size(), std::size_t{1});
        const auto none = outcomesAgainst("data.n", *findOutcome("final-test"), table);
        QVERIFY(!none && none.error().code == ErrorCode::Usage);
    }

    // Numbers that differ, and that all have.
    void settingsToDrawAgainstAreThoseThatDiffer()
    {
        GroupTable table;
        QVERIFY(settingsAgainst(table).empty());
        table.rows = {rowOf("a", {"data.n=100", "seed=3"}, {}),
                      rowOf("a", {"data.n=200", "data.f=0.5", "seed=4"}, {})};
        QCOMPARE(settingsAgainst(table), (std::vector<std::string>{"data.f", "data.n"}));
        table.rows.push_back(rowOf("a", {"data.id=modular-arithmetic"}, {}));
        QCOMPARE(std::ranges::count(settingsAgainst(table), "data.f"), 0); // it has none
    }

    void settingMustBeANumber()
    {
        GroupTable table;
        table.rows = {rowOf("a", {}, StepCount{10})};
        for (const char* path : {"data.id", "data.nothing", "learner.activation"}) {
            const auto series = outcomesAgainst(path, *findOutcome("t2"), table);
            QVERIFY(!series);
            QCOMPARE(series.error().code, ErrorCode::Usage);
            QCOMPARE(series.error().context, std::string(path));
        }
        QVERIFY(!findOutcome("t3"));
    }
};

QTEST_APPLESS_MAIN(TestOutcomeSeries)
#include "tst_outcome_series.moc"
