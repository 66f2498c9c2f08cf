// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run_phases.h"

#include <QTest>

#include <map>

using namespace grokking;

namespace {

// Evaluations every 100 steps: train is 0 up to `learns`, then 1; test is .3 up to `rises`, then
// grows by .1 per evaluation up to 1.
std::vector<ScorePoint> scores(std::int64_t learns, std::int64_t rises, std::int64_t last)
{
    std::vector<ScorePoint> points;
    for (std::int64_t step = 0; step <= last; step += 100)
        points.push_back({step, step < learns ? 0.0 : 1.0,
                          std::clamp(0.3 + 0.001 * static_cast<double>(step - rises), 0.3, 1.0)});
    return points;
}

// Writes phases like "S0-200 M200-500".
QString text(const std::vector<RunPhase>& phases)
{
    const std::map<PhaseKind, QString> letters{
        {PhaseKind::Start, "S"},        {PhaseKind::Memorizing, "M"},  {PhaseKind::Plateau, "P"},
        {PhaseKind::Transition, "T"},   {PhaseKind::Generalized, "G"}, {PhaseKind::Lost, "L"},
        {PhaseKind::NotMemorized, "N"}, {PhaseKind::Diverged, "D"}};
    QStringList texts;
    for (const RunPhase& phase : phases)
        texts << QStringLiteral("%1%2-%3")
                     .arg(letters.at(phase.kind))
                     .arg(phase.begin)
                     .arg(phase.end);
    return texts.join(' ');
}

} // namespace

class TestRunPhases : public QObject
{
    Q_OBJECT

private slots:
    // Test .3 up to step 2000 and 1 from 2700 on; t2 = 2700 at threshold 1. A tenth of the way,
    // .37, is last not exceeded at step 2000.
    void phasesOfEveryVerdict_data()
    {
        QTest::addColumn<RunSummary>("summary");
        QTest::addColumn<QString>("phases");
        const Crossing t1{500};
        const Crossing t2{2'700};
        QTest::newRow("running, nothing reached")
            << RunSummary{.verdict = Verdict::Running} << "S0-200 M200-5000";
        QTest::newRow("running, memorized")
            << RunSummary{.verdict = Verdict::Running, .t1 = t1} << "S0-200 M200-500 P500-5000";
        QTest::newRow("failed") << RunSummary{.verdict = Verdict::Failed} << "S0-200 N200-5000";
        QTest::newRow("memorized: a censored plateau")
            << RunSummary{.verdict = Verdict::Memorized, .t1 = t1} << "S0-200 M200-500 P500-5000";
        QTest::newRow("grokked") << RunSummary{.verdict = Verdict::Grokked, .t1 = t1, .t2 = t2}
                                 << "S0-200 M200-500 P500-2000 T2000-2700 G2700-5000";
        QTest::newRow("together") << RunSummary{.verdict = Verdict::Together,
                                                .t1 = Crossing{2'600},
                                                .t2 = t2}
                                  << "S0-200 M200-2600 T2600-2700 G2700-5000";
        QTest::newRow("test before train")
            << RunSummary{.verdict = Verdict::Together, .t1 = Crossing{3'000}, .t2 = t2}
            << "S0-200 M200-3000 G3000-5000";
        QTest::newRow("ungrokked")
            << RunSummary{.verdict = Verdict::Ungrokked, .t1 = t1, .t2 = t2, .stability = 1'000}
            << "S0-200 M200-500 P500-2000 T2000-2700 G2700-3700 L3700-5000";
        QTest::newRow("diverged before anything")
            << RunSummary{.verdict = Verdict::Diverged} << "S0-200 M200-5000 D5000-5000";
        QTest::newRow("diverged after all")
            << RunSummary{.verdict = Verdict::Diverged, .t1 = t1, .t2 = t2}
            << "S0-200 M200-500 P500-2000 T2000-2700 G2700-5000 D5000-5000";
    }
    void phasesOfEveryVerdict()
    {
        QFETCH(RunSummary, summary);
        QFETCH(QString, phases);
        QCOMPARE(text(phasesOf(scores(200, 2'000, 5'000), summary)), phases);
    }

    void noEvaluationHasNoPhase() { QVERIFY(phasesOf({}, {}).empty()); }

    // Memorized at step 0 (t1 = 0): neither a start nor a memorizing phase.
    void emptyPhasesAreLeftOut()
    {
        const RunSummary summary{.verdict = Verdict::Memorized, .t1 = Crossing{0}};
        QCOMPARE(text(phasesOf(scores(0, 2'000, 5'000), summary)), "P0-5000");
    }
};

QTEST_APPLESS_MAIN(TestRunPhases)
#include "tst_run_phases.moc"
