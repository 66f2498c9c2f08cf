// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/table_format.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace grokking;

namespace {

// Two groups: one whose median run grokked, one whose did not.
GroupTable smallTable()
{
    GroupTable table{{100, 50'000}, {}, {}};
    GroupRow grokked{.group = {.preset = "a", .settings = {{"data.f", 0.5}}}};
    grokked.summary.runs = 3;
    grokked.summary.verdicts = {{Verdict::Grokked, 2}, {Verdict::Memorized, 1}};
    grokked.summary.phases = {{Phase::Grokking, 2}, {Phase::Memorization, 1}};
    grokked.summary.t1 = StepCount{150.5};
    grokked.summary.t2 = StepCount{12'300};
    grokked.summary.gap = StepCount{12'150};
    grokked.summary.testScores = {{100, 3, 0.6, 0.5, 0.7}, {.step = 50'000}};
    grokked.summary.bestTest = {20'000, 3, 0.995, 0.98, 1.0};
    grokked.summary.finalTest = {20'000, 3, 0.99, 0.97, 1.0};
    grokked.summary.finalTrain = {20'000, 3, 1.0, 1.0, 1.0};
    grokked.summary.lehcShare = 0.5;
    GroupRow memorized{.group = {.preset = "b"}};
    memorized.summary.runs = 1;
    memorized.summary.unfinished = 2;
    memorized.summary.verdicts = {{Verdict::Memorized, 1}};
    memorized.summary.t1 = StepCount{100};
    memorized.summary.t2 = StepCount{20'000, false};
    memorized.summary.gap = StepCount{19'900, false};
    memorized.summary.testScores = {{100, 1, 0.55, 0.55, 0.55}, {.step = 50'000}};
    table.rows = {grokked, memorized};
    return table;
}

QStringList linesOf(std::string_view format)
{
    return QString::fromStdString(tableAs(format, smallTable())).split('\n', Qt::SkipEmptyParts);
}

} // namespace

class TestTableFormat : public QObject
{
    Q_OBJECT

private slots:
    void textHasAlignedColumns()
    {
        QCOMPARE(
            linesOf("text"),
            (QStringList{"group     runs  grokked  otherwise                     t1        t2  "
                         "     gap  test at 100  best test  final test  final train  LEHC share",
                         "a, f 0.5     3        2  1 memorized                150.5    12,300  "
                         "  12,150        0.600      0.995       0.990        1.000       0.500",
                         "b            1        0  1 memorized, 2 unfinished    100  > 20,000  "
                         "> 19,900        0.550          -           -            -           -"}));
    }

    void markdownHasARuleBelowItsHeadings()
    {
        const QStringList lines = linesOf("markdown");
        QCOMPARE(lines[0],
                 QString("| group | runs | grokked | otherwise | t1 | t2 | gap | "
                         "test at 100 | best test | final test | final train | LEHC share |"));
        QCOMPARE(lines[1], QString("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | "
                                   "---: | ---: | ---: | ---: |"));
        QCOMPARE(lines[3], QString("| b | 1 | 0 | 1 memorized, 2 unfinished | 100 | > 20,000 | "
                                   "> 19,900 | 0.550 | - | - | - | - |"));
    }

    void csvQuotesCommas()
    {
        const QStringList lines = linesOf("csv");
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("group,preset,settings,runs,grokked,together,ungrokked,"
                                    "memorized,failed,diverged,unfinished,t1,t1_more_than,t2,"));
        QVERIFY(lines[0].contains(",test_at_100,test_at_50000,best_test,final_test,"));
        QVERIFY(lines[1].startsWith(R"("a, f 0.5",a,"{""data.f"":0.5}",3,2,0,0,1,0,0,0,150.5,,)"));
        QVERIFY(lines[2].contains(",100.0,,,20000.0,,19900.0,0.55,,"));
        QCOMPARE(lines[2].count(','), lines[0].count(','));
    }

    void jsonHasTheSameKeysInEachRow()
    {
        const QStringList lines = linesOf("json");
        const auto first = QJsonDocument::fromJson(lines[0].toUtf8()).object();
        const auto second = QJsonDocument::fromJson(lines[1].toUtf8()).object();
        QCOMPARE(first.keys(), second.keys());
        QCOMPARE(first["t2"].toDouble(), 12'300.0);
        QVERIFY(first["t2_more_than"].isNull());
        QVERIFY(second["t2"].isNull());
        QCOMPARE(second["t2_more_than"].toDouble(), 20'000.0);
        QVERIFY(second["final_test"].isNull());
        QCOMPARE(first["phase_grokking"].toInt(), 2);
        QCOMPARE(second["phase_grokking"].toInt(), 0);
        QCOMPARE(first["settings"].toObject()["data.f"].toDouble(), 0.5);
    }

    void noRunsGiveHeadingsOnly()
    {
        const GroupTable empty{{100}, {}, {}};
        QCOMPARE(QString::fromStdString(tableAs("csv", empty)).count('\n'), 1);
        QCOMPARE(QString::fromStdString(tableAs("text", empty)).count('\n'), 1);
        QCOMPARE(tableAs("json", empty), std::string());
    }
};

QTEST_APPLESS_MAIN(TestTableFormat)
#include "tst_table_format.moc"
