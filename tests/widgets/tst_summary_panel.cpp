// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/summary_panel.h"

#include <QLabel>
#include <QTest>

#include "tests/widgets/canned_run.h"

using namespace grokking;

namespace {

SummaryDetails details()
{
    return {.definitions = {{"threshold", Crossing{300}, Crossing{12'300}, {}, {}},
                            {"first-crossing", Crossing{300}, Crossing{12'100}, {}, {}},
                            {"erf-fit", Crossing{31}, Crossing{8'000, false}, 4.5, 18.25}},
            .definition = "threshold",
            .phase = "grokking",
            .slingshots = {400, 900}};
}

QLabel* labelOf(const SummaryPanel& panel, const QString& text)
{
    for (QLabel* const label : panel.findChildren<QLabel*>())
        if (label->text() == text)
            return label;
    return nullptr;
}

} // namespace

class TestSummaryPanel : public QObject
{
    Q_OBJECT

private slots:
    void showsEveryDefinitionAndQuantity()
    {
        RunSummary summary = test::grokkedSummary(50'000);
        summary.intensity = 0.345;
        summary.room = ScoreRange{0.95, 1.0};
        summary.stability = 37'700;
        SummaryPanel panel;
        panel.showSummary(summary, details());
        const QStringList lines = panel.text().split('\n');
        QCOMPARE(lines, QStringList({"grokked", "Stays above: t1 300, t2 12,300, gap 12,000",
                                     "First above: t1 300, t2 12,100, gap 11,800",
                                     "Erf fit: t1 31, t2 8,000?, gap 7,969", "t2 / t1 41",
                                     "Intensity Δ_S 0.345", "Room left Δ_T 0.950 to 1.000",
                                     "Stability S 37,700", "LEHC share 20 %", "Sharpness 4.5, 18.3",
                                     "Phase grokking", "Slingshots 2"}));
        QCOMPARE(panel.accessibleDescription(), panel.text());
    }

    void whatIsMissingIsADash()
    {
        SummaryPanel panel;
        panel.showSummary(test::memorizedSummary(50'000),
                          {.definitions = {{"threshold", Crossing{300}, {}, {}, {}}, {}, {}}});
        QVERIFY(panel.text().contains("Stays above: t1 300, t2 –, gap –"));
        QVERIFY(panel.text().contains("Room left Δ_T –"));
        QVERIFY(panel.text().contains("Phase –\nSlingshots 0"));
    }

    void liveRunIsTraining()
    {
        SummaryPanel panel;
        SummaryDetails live = details();
        live.live = true;
        panel.showSummary({}, live);
        QVERIFY(panel.text().startsWith("training"));
    }

    // The definition the verdict is made by stands out.
    void ownDefinitionIsBold()
    {
        SummaryPanel panel;
        panel.showSummary(test::grokkedSummary(50'000), details());
        QVERIFY(labelOf(panel, "12,300")->font().bold());
        QVERIFY(!labelOf(panel, "12,100")->font().bold());
    }

    void everyNameExplainsItself()
    {
        SummaryPanel panel;
        panel.showSummary(test::grokkedSummary(50'000), details());
        for (const char* name :
             {"t1", "t2", "Gap", "Stays above", "First above", "Erf fit", "t2 / t1",
              "Intensity Δ_S", "Room left Δ_T", "Stability S", "LEHC share", "Sharpness"})
            QVERIFY2(labelOf(panel, name) && !labelOf(panel, name)->toolTip().isEmpty(), name);
        QVERIFY(labelOf(panel, "Intensity Δ_S")->toolTip().contains("Def. 3.1"));
        QVERIFY(labelOf(panel, "Erf fit")->toolTip().contains("erf("));
    }

    void emptyPanelSaysWhatToDo()
    {
        SummaryPanel panel;
        panel.show();
        QVERIFY(panel.accessibleDescription().contains("Press Run"));
        panel.showSummary(test::grokkedSummary(50'000), details());
        panel.clear();
        QVERIFY(panel.accessibleDescription().contains("Press Run"));
        QVERIFY(!labelOf(panel, "12,300")->isVisible());
    }
};

QTEST_MAIN(TestSummaryPanel)
#include "tst_summary_panel.moc"
