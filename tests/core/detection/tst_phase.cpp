// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of table 1 of Liu et al. 2022, and what it has no row for.
#include "core/detection/phase.h"

#include <QTest>

using namespace grokking;

class TestPhase : public QObject
{
    Q_OBJECT

private slots:
    void phaseFollowsTheTable_data()
    {
        QTest::addColumn<int>("t1"); // -1: never
        QTest::addColumn<int>("t2");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("phase");
        const auto row = [](const char* name, int t1, int t2, Verdict verdict, const char* phase) {
            QTest::newRow(name) << t1 << t2 << static_cast<int>(verdict) << phase;
        };
        row("both at once", 200, 200, Verdict::Together, "comprehension");
        row("test a step too early to be late", 200, 1199, Verdict::Together, "comprehension");
        row("test late", 200, 1200, Verdict::Grokked, "grokking");
        row("test before train", 900, 300, Verdict::Together, "comprehension");
        row("train alone", 200, -1, Verdict::Memorized, "memorization");
        row("neither", -1, -1, Verdict::Failed, "confusion");
        row("fallen after generalizing late", 200, 5000, Verdict::Ungrokked, "grokking");
        row("fallen after generalizing at once", 200, 300, Verdict::Ungrokked, "comprehension");
        row("diverged before anything", -1, -1, Verdict::Diverged, "confusion");
        row("still open", 200, -1, Verdict::Running, "");
        row("test alone", -1, 300, Verdict::Failed, "");
    }

    void phaseFollowsTheTable()
    {
        QFETCH(int, t1);
        QFETCH(int, t2);
        QFETCH(int, verdict);
        QFETCH(QString, phase);
        RunSummary summary{.verdict = static_cast<Verdict>(verdict)};
        if (t1 >= 0)
            summary.t1 = Crossing{t1};
        if (t2 >= 0)
            summary.t2 = Crossing{t2};
        const auto found = phaseOf(summary, 1000);
        QCOMPARE(found.has_value(), !phase.isEmpty());
        if (found)
            QCOMPARE(QString::fromStdString(std::string(phaseName(*found))), phase);
    }
};

QTEST_APPLESS_MAIN(TestPhase)
#include "tst_phase.moc"
