// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/canned_run.h"
#include "widgets/message_bar.h"
#include "widgets/status_line.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace grokking;

class TestStatusLine : public QObject
{
    Q_OBJECT

private slots:
    void saysHowTheRunGoes()
    {
        StatusLine line;
        Sampled last = test::sampleAt(12'300);
        last.weightNorm = 17.23;
        last.train.score = 1.0;
        last.test.score = 0.939;
        line.showProgress({"Running", 12'300, 50'000, 6'400.0, 5.9, last});
        QCOMPARE(line.text(), QString("Running · step 12,300 / 50,000 · 6,400 steps/s · 6 s left · "
                                      "norm 17.2 · train 100 % · test 93.9 %"));
    }

    // No examples are counted, and a learner without weights has no norm of them.
    void regressionHasAScore()
    {
        StatusLine line;
        Sampled last = test::sampleAt(12'300);
        last.train = {.loss = 0.1, .score = 0.9537};
        last.test = {.loss = 0.1, .score = -1.5};
        RunProgress progress{.state = "Running", .step = 1, .last = last};
        progress.hasWeights = false;
        line.showProgress(progress);
        QCOMPARE(line.text(), QString("Running · step 1 · train score 0.953 · test score -1.500"));
    }

    void leavesOutWhatIsUnknown()
    {
        StatusLine line;
        line.showProgress({"Paused", 10, 0, 0.0, {}, {}});
        QCOMPARE(line.text(), QString("Paused · step 10"));
        line.showText("Ready");
        QCOMPARE(line.text(), QString("Ready"));
    }

    void preparationHasABar()
    {
        StatusLine line;
        auto* const bar = line.findChild<QProgressBar*>();
        QVERIFY(bar && bar->isHidden());
        RunProgress progress{.state = "Preparing", .steps = 1000};
        progress.prepared = 0.43;
        line.showProgress(progress);
        QVERIFY(!bar->isHidden());
        QCOMPARE(bar->value(), 43);
        QCOMPARE(line.text(), QString("Preparing · training the network that the data need: 43 %"));
        line.showProgress({"Running", 10, 1000, 0.0, {}, {}});
        QVERIFY(bar->isHidden());
        QCOMPARE(line.text(), QString("Running · step 10 / 1,000"));
    }

    void partsDoNotShrinkWhileTicking()
    {
        StatusLine line;
        line.show();
        line.showProgress({"Running", 999'999, 1'000'000, 6'400.0, {}, {}});
        const int width = line.sizeHint().width();
        line.showProgress({"Running", 1, 1'000'000, 6'400.0, {}, {}});
        QCOMPARE(line.sizeHint().width(), width);
    }

    void partsThatHaveNoRoomAreInTheToolTip()
    {
        StatusLine line;
        line.resize(2'000, 24);
        line.show();
        line.showText("Ready");
        line.showProgress({"Running", 12'300, 50'000, 6'400.0, 5.9, test::sampleAt(12'300)});
        const auto shown = [&line] {
            QStringList texts;
            for (const QLabel* const part : line.findChildren<QLabel*>())
                if (!part->isHidden())
                    texts << part->text();
            return texts.join(" · ");
        };
        QCOMPARE(shown(), line.text());
        QCOMPARE(line.toolTip(), QString());
        line.resize(300, 24);
        QVERIFY2(shown().startsWith("Running · step 12,300 / 50,000"), qPrintable(shown()));
        QVERIFY2(!shown().contains("norm"), qPrintable(shown()));
        QCOMPARE(line.toolTip(), line.text());
        QVERIFY(line.minimumSizeHint().width() < 300);
    }

    void messageStaysUntilDismissed()
    {
        MessageBar bar;
        QVERIFY(bar.isHidden());
        QSignalSpy actions(&bar, &MessageBar::actionTriggered);
        QSignalSpy dismissals(&bar, &MessageBar::dismissed);
        bar.showMessage(Severity::Error, "The disk is full.", "Resume");
        QVERIFY(!bar.isHidden());
        QCOMPARE(bar.accessibleName(), QString("The disk is full."));
        bar.findChild<QPushButton*>()->click();
        QCOMPARE(actions.count(), 1);
        QVERIFY(!bar.isHidden());
        bar.findChild<QToolButton*>()->click();
        QCOMPARE(dismissals.count(), 1);
        QVERIFY(bar.isHidden());
    }
};

QTEST_MAIN(TestStatusLine)
#include "tst_status_line.moc"
