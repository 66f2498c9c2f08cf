// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a start is chosen in the landscape: by click, drag and keys.
#include "tests/widgets/landscape_fixture.h"
#include "widgets/theme.h"

#include <QSignalSpy>

using namespace grokking;
using namespace grokking::test;

class TestLandscapeStart : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_view = shownLandscape(); }
    void cleanup() { m_view.reset(); }

    void clickChoosesAStart()
    {
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QSignalSpy settled(m_view.get(), &LandscapeView::startSettled);
        QTest::mouseClick(m_view->plot(), Qt::LeftButton, {},
                          m_view->pixelOf({1.0, -2.0}).toPoint());
        QCOMPARE(starts.count(), 1);
        QVERIFY(settled.count() >= 2); // before and after: a change of its own
        const QPointF place = starts.front().front().toPointF();
        QVERIFY(std::abs(place.x() - 1.0) < 0.03 && std::abs(place.y() + 2.0) < 0.03);
        QCOMPARE(place.x(), std::round(place.x() * 100.0) / 100.0); // as a pixel tells
        QTest::mouseClick(m_view->plot(), Qt::LeftButton, {}, QPoint(2, 2));
        QCOMPARE(starts.count(), 1);
    }

    void clickOnAPinIsExactlyThere()
    {
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        const QPoint beside = m_view->pixelOf({-6.0, -4.0}).toPoint() + QPoint(4, 3);
        QTest::mouseClick(m_view->plot(), Qt::LeftButton, {}, beside);
        QCOMPARE(starts.count(), 1);
        QCOMPARE(starts.front().front().toPointF(), QPointF(-6.0, -4.0));
    }

    void startIsDragged()
    {
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QTest::mousePress(m_view->plot(), Qt::LeftButton, {},
                          m_view->pixelOf({-6.0, 4.0}).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({-2.0, 1.0}).toPoint());
        QTRY_VERIFY2(m_view->readout().startsWith("start"), qPrintable(m_view->readout()));
        QCOMPARE(starts.count(), 0);
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({0.0, 0.0}).toPoint());
        QTest::mouseRelease(m_view->plot(), Qt::LeftButton, {},
                            m_view->pixelOf({0.0, 0.0}).toPoint());
        QCOMPARE(starts.count(), 1);
        const QPointF place = starts.front().front().toPointF();
        QVERIFY(std::abs(place.x()) < 0.05 && std::abs(place.y()) < 0.05);
    }

    // However far the mouse goes; on the last pixel there is room for half a pin.
    void startDraggedOutStaysAtTheEdge_data()
    {
        QTest::addColumn<QPointF>("to");
        QTest::addColumn<QPointF>("place");
        QTest::addColumn<QPoint>("inward");
        QTest::newRow("right, above") << QPointF(9, 12) << QPointF(4, 5) << QPoint(-2, 6);
        QTest::newRow("left, below") << QPointF(-20, -9) << QPointF(-7, -5) << QPoint(6, -2);
    }
    void startDraggedOutStaysAtTheEdge()
    {
        QFETCH(QPointF, to);
        QFETCH(QPointF, place);
        QFETCH(QPoint, inward);
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QTest::mousePress(m_view->plot(), Qt::LeftButton, {},
                          m_view->pixelOf({-6.0, 4.0}).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf(to).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf(to).toPoint() + QPoint(1, 0));
        QTest::mouseRelease(m_view->plot(), Qt::LeftButton, {}, m_view->pixelOf(to).toPoint());
        QCOMPARE(starts.count(), 1);
        const QPointF chosen = starts.front().front().toPointF();
        QVERIFY2(QLineF(chosen, place).length() < 0.05, // a pixel and a half
                 qPrintable(QString("%1 %2").arg(chosen.x()).arg(chosen.y())));
        LandscapeScene moved = scene();
        moved.start = chosen;
        m_view->showScene(moved);
        const QImage picture = m_view->plot()->toPixmap().toImage();
        QCOMPARE(picture.pixelColor(m_view->pixelOf(chosen).toPoint() + inward),
                 lightColors().accent);
    }

    // Of a part of the plane that was zoomed into, too.
    void startStaysInWhatIsShown()
    {
        m_view->plot()->xAxis->setRange(-6.1234, 1.2345);
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_view.get(), Qt::Key_Left);
        QVERIFY(starts.back().front().toPointF().x() >= -6.1234);
        QVERIFY(starts.back().front().toPointF().x() < -6.11);
    }

    // Beside pins the mouse pans, and chooses nothing.
    void dragOfTheGroundPans()
    {
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QTest::mousePress(m_view->plot(), Qt::LeftButton, {},
                          m_view->pixelOf({0.0, 0.0}).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({1.0, 0.0}).toPoint());
        QTest::mouseMove(m_view->plot(), m_view->pixelOf({2.0, 0.0}).toPoint());
        QTest::mouseRelease(m_view->plot(), Qt::LeftButton, {},
                            m_view->pixelOf({2.0, 0.0}).toPoint());
        QCOMPARE(starts.count(), 0);
        QVERIFY(m_view->plot()->xAxis->range().lower < -7.0);
    }

    void doubleClickTakesTheStartBack()
    {
        QSignalSpy back(m_view.get(), &LandscapeView::startTakenBack);
        const QPointF place = m_view->pixelOf({1.0, -2.0});
        QVERIFY(!m_view->doubleClick(place));
        QCOMPARE(back.count(), 0);
        QTest::mouseClick(m_view->plot(), Qt::LeftButton, {}, place.toPoint());
        QVERIFY(!m_view->doubleClick(place));
        QCOMPARE(back.count(), 1);
    }

    // A fiftieth of what is shown, or with Shift a five hundredth.
    void arrowKeysMoveTheStart_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QPointF>("expected");
        QTest::newRow("right") << int(Qt::Key_Right) << Qt::KeyboardModifiers()
                               << QPointF(-5.78, 4);
        QTest::newRow("down") << int(Qt::Key_Down) << Qt::KeyboardModifiers() << QPointF(-6, 3.8);
        QTest::newRow("finely left")
            << int(Qt::Key_Left) << Qt::KeyboardModifiers(Qt::ShiftModifier) << QPointF(-6.02, 4);
        QTest::newRow("finely up")
            << int(Qt::Key_Up) << Qt::KeyboardModifiers(Qt::ShiftModifier) << QPointF(-6, 4.02);
    }

    void arrowKeysMoveTheStart()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QPointF, expected);
        QSignalSpy starts(m_view.get(), &LandscapeView::startChosen);
        QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers);
        QCOMPARE(starts.count(), 1);
        const QPointF place = starts.front().front().toPointF();
        QVERIFY2(QLineF(place, expected).length() < 1e-9,
                 qPrintable(QString("%1 %2").arg(place.x()).arg(place.y())));
    }

private:
    std::unique_ptr<LandscapeView> m_view;
};

QTEST_MAIN(TestLandscapeStart)
#include "tst_landscape_start.moc"
