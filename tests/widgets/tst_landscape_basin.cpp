// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The basin in the landscape: what training came to from each start.
#include "tests/widgets/landscape_fixture.h"

#include <QSignalSpy>

using namespace grokking;
using namespace grokking::test;
using Phase = BasinStatus::Phase;

Q_DECLARE_METATYPE(BasinStatus)

class TestLandscapeBasin : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_view = shownLandscape(); }
    void cleanup() { m_view.reset(); }

    void basinIsToldByVerdict()
    {
        m_view->chooseLayer(LandscapeLayer::Basin);
        m_view->showBasin(basin());
        for (const char* const text : {"2 grokked", "1 together", "1 memorized", "1 failed"})
            QVERIFY2(m_view->labels().contains(QString(text)), text);
        QVERIFY(m_view->colorAt({-6.0, -4.0}) != m_view->colorAt({-1.5, -4.0}));
        QVERIFY(!m_view->colorAt({3.0, 4.0}).isValid()); // not trained yet
        const QString text = m_view->textAt(m_view->pixelOf({-1.5, -3.0}));
        QVERIFY2(text.contains("grokked") && text.contains("gap 600"), qPrintable(text));
        const QStringList lines = m_view->csv().split('\n');
        QCOMPARE(lines[0], QString("Log lengthscale,Log outputscale,verdict,t1,t2,gap"));
        QCOMPARE(lines[1], QString("-6,-4,grokked,0,60,60"));
        QCOMPARE(lines[4], QString("-6,4,memorized,5,,"));
    }

    void basinIsComputedAndStopped()
    {
        m_view->chooseLayer(LandscapeLayer::Basin);
        QSignalSpy wanted(m_view.get(), &LandscapeView::basinRequested);
        QSignalSpy stopped(m_view.get(), &LandscapeView::basinStopRequested);
        boxOf(*m_view, "Starts")->setCurrentIndex(2);
        buttonOf(*m_view, "Compute")->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.front().front().toInt(), 24);
        m_view->showBasinStatus({.phase = Phase::Computing, .done = 144, .count = 576});
        buttonOf(*m_view, "Stop")->click();
        QCOMPARE(stopped.count(), 1);
        m_view->showBasinStatus({.phase = Phase::Stopped, .done = 145, .count = 576});
        QVERIFY(buttonOf(*m_view, "Compute")->isVisible());
    }

    void basinSaysHowFarItIs_data()
    {
        QTest::addColumn<BasinStatus>("status");
        QTest::addColumn<QString>("text");
        QTest::newRow("at first") << BasinStatus{Phase::Computing, 1, 256} << "1 of 256 starts";
        QTest::newRow("later") << BasinStatus{Phase::Computing, 37, 1'600, 130.0}
                               << "37 of 1,600 starts, about 2 min 10 s left";
        QTest::newRow("stopped") << BasinStatus{Phase::Stopped, 37, 256}
                                 << "stopped: 37 of 256 starts drawn";
        QTest::newRow("complete") << BasinStatus{Phase::Complete, 256, 256}
                                  << "all 256 starts drawn";
    }
    void basinSaysHowFarItIs()
    {
        QFETCH(BasinStatus, status);
        QFETCH(QString, text);
        m_view->chooseLayer(LandscapeLayer::Basin);
        m_view->showBasinStatus(status);
        QVERIFY2(writtenIn(*m_view).contains(text), qPrintable(writtenIn(*m_view).join('|')));
        QVERIFY(m_view->labels().contains(text));
        m_view->chooseLayer(LandscapeLayer::Error);
        QVERIFY(!writtenIn(*m_view).contains(text));
    }

    void scaleOfOneValueHasOneNumber()
    {
        Basin one = basin();
        one.cells[1] = {};
        m_view->chooseLayer(LandscapeLayer::Basin);
        m_view->showBasin(one);
        QCOMPARE(writtenIn(*m_view).count("60"), 1);
    }

private:
    std::unique_ptr<LandscapeView> m_view;
};

QTEST_MAIN(TestLandscapeBasin)
#include "tst_landscape_basin.moc"
