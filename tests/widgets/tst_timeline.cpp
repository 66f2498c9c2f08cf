// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/canned_run.h"
#include "widgets/timeline.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <qcustomplot.h>

using namespace grokking;

class TestTimeline : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_timeline = std::make_unique<Timeline>();
        m_timeline->resize(900, 80);
        m_timeline->show();
        m_timeline->startRun(test::started());
        m_timeline->showSamples(test::samplesUntil(50'000));
        m_timeline->showSummary(test::grokkedSummary(50'000));
        m_timeline->plot()->replot();
    }

    void phasesAreNamed()
    {
        QVERIFY(m_timeline->labels().contains("plateau: the gap"));
        QVERIFY(m_timeline->labels().contains("t2 12,300"));
        m_timeline->setCursorStep(4'000);
        QCOMPARE(m_timeline->readout(), QStringLiteral("step 4,000  ·  plateau: the gap"));
    }

    void dragScrubsThroughEvaluatedSteps()
    {
        QSignalSpy scrubs(m_timeline.get(), &Timeline::scrubbed);
        press(20'000); // a pixel is 1.3 %, and so are some evaluations
        QVERIFY(std::abs(scrubs.takeLast().first().toDouble() / 20'000 - 1.0) < 0.02);
        move(1'000);
        QCOMPARE(scrubs.takeLast().first().toLongLong(), 1'000);
        move(2);
        QCOMPARE(scrubs.takeLast().first().toLongLong(), 2);
        QTest::mouseRelease(m_timeline->plot(), Qt::LeftButton, {}, placeOf(2));
    }

    void planGivesRoomForStepsToCome()
    {
        const double before = m_timeline->placeOf(50'000).x();
        m_timeline->setPlannedSteps(500'000);
        m_timeline->plot()->replot();
        const double after = m_timeline->placeOf(50'000).x();
        QVERIFY(after < before - 50);
        QSignalSpy follows(m_timeline.get(), &Timeline::followRequested);
        QTest::mouseClick(m_timeline->plot(), Qt::LeftButton, {}, placeOf(300'000));
        QCOMPARE(follows.count(), 1);
        m_timeline->setPlannedSteps(std::nullopt);
        m_timeline->plot()->replot();
        QCOMPARE(m_timeline->placeOf(50'000).x(), before);
    }

    void scaleIsThatOfTheViews()
    {
        const double logarithmic = m_timeline->placeOf(1'000).x();
        m_timeline->setStepScale(StepScale::Linear);
        m_timeline->plot()->replot();
        QVERIFY(m_timeline->placeOf(1'000).x() < logarithmic - 200);
    }

    void keysScrub()
    {
        QSignalSpy moves(m_timeline.get(), &RunView::cursorMoved);
        QSignalSpy starts(m_timeline.get(), &Timeline::startRequested);
        QSignalSpy follows(m_timeline.get(), &Timeline::followRequested);
        QTest::keyClick(m_timeline.get(), Qt::Key_Left);
        QCOMPARE(moves.takeFirst().first().toInt(), -1);
        QTest::keyClick(m_timeline.get(), Qt::Key_Home);
        QTest::keyClick(m_timeline.get(), Qt::Key_End);
        QCOMPARE(starts.count(), 1);
        QCOMPARE(follows.count(), 1);
    }

    void wheelDoesNotZoom()
    {
        const QCPRange before = m_timeline->plot()->xAxis->range();
        const QPointF place = m_timeline->placeOf(1'000);
        QWheelEvent wheel(place, m_timeline->plot()->mapToGlobal(place), {}, QPoint(0, 120),
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_timeline->plot(), &wheel);
        QCOMPARE(m_timeline->plot()->xAxis->range(), before);
    }

    void pictureIsALine()
    {
        m_timeline->copyPicture();
        const QSize size = QGuiApplication::clipboard()->image().size();
        QCOMPARE(size, QSize(1600, 2 * m_timeline->minimumHeight()));
    }

    void phasesAreATable()
    {
        QVERIFY2(m_timeline->csv().startsWith("phase,begin,end\n"), qPrintable(m_timeline->csv()));
        QVERIFY(m_timeline->csv().contains("plateau: the gap,300,"));
    }

    void nothingToScrubBeforeTheFirstRun()
    {
        Timeline timeline;
        timeline.resize(900, 80);
        QSignalSpy scrubs(&timeline, &Timeline::scrubbed);
        QTest::mouseClick(timeline.plot(), Qt::LeftButton, {}, {400, 30});
        QCOMPARE(scrubs.count(), 0);
        QVERIFY(timeline.isEmpty());
    }

private:
    [[nodiscard]] QPoint placeOf(std::int64_t step) const
    {
        return m_timeline->placeOf(step).toPoint();
    }

    void press(std::int64_t step)
    {
        QTest::mousePress(m_timeline->plot(), Qt::LeftButton, {}, placeOf(step));
    }

    void move(std::int64_t step)
    {
        QMouseEvent event(QEvent::MouseMove, placeOf(step),
                          m_timeline->plot()->mapToGlobal(placeOf(step)), Qt::NoButton,
                          Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_timeline->plot(), &event);
    }

    std::unique_ptr<Timeline> m_timeline;
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
