// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, wheel and mouse choose the part of a plot that is shown, and a plot that was left alone
// follows its run.
#include "tests/widgets/canned_run.h"
#include "widgets/accuracy_view.h"
#include "widgets/error_complexity_view.h"
#include "widgets/subclass_accuracy_view.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <qcustomplot.h>

using namespace grokking;

namespace {

// Of an axis, in its own pixels: a view with the axis of `now` showed this part of `before`.
struct Part {
    double begin;
    double end;
};

Part partOf(const QCPAxis& axis, const QCPRange& now)
{
    const QRectF inside = axis.axisRect()->rect();
    const bool isAcross = axis.orientation() == Qt::Horizontal;
    const double origin = isAcross ? inside.left() : inside.bottom();
    const double extent = isAcross ? inside.width() : -inside.height();
    return {(axis.coordToPixel(now.lower) - origin) / extent,
            (axis.coordToPixel(now.upper) - origin) / extent};
}

bool isNear(const Part& part, double begin, double end)
{
    constexpr double pixel = 0.01; // of the plot
    return std::abs(part.begin - begin) < pixel && std::abs(part.end - end) < pixel;
}

} // namespace

class TestZoom : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_view = std::make_unique<AccuracyView>();
        show(*m_view);
    }
    void cleanup() { m_view.reset(); }

    void keysChooseThePart_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QPointF>("across");
        QTest::addColumn<QPointF>("up");
        const auto none = Qt::KeyboardModifiers();
        // 1 / 1.25 of it about the middle, or a tenth of it further on
        QTest::newRow("plus") << int(Qt::Key_Plus) << none << QPointF(0.1, 0.9)
                              << QPointF(0.1, 0.9);
        QTest::newRow("equal, plus without Shift")
            << int(Qt::Key_Equal) << none << QPointF(0.1, 0.9) << QPointF(0.1, 0.9);
        QTest::newRow("minus") << int(Qt::Key_Minus) << none << QPointF(-0.125, 1.125)
                               << QPointF(-0.125, 1.125);
        const Qt::KeyboardModifiers alt = Qt::AltModifier;
        QTest::newRow("left") << int(Qt::Key_Left) << alt << QPointF(-0.1, 0.9) << QPointF(0, 1);
        QTest::newRow("right") << int(Qt::Key_Right) << alt << QPointF(0.1, 1.1) << QPointF(0, 1);
        QTest::newRow("up") << int(Qt::Key_Up) << alt << QPointF(0, 1) << QPointF(0.1, 1.1);
        QTest::newRow("down") << int(Qt::Key_Down) << alt << QPointF(0, 1) << QPointF(-0.1, 0.9);
    }
    void keysChooseThePart()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QPointF, across);
        QFETCH(QPointF, up);
        QCPAxis& x = *m_view->plot()->xAxis;
        QCPAxis& y = *m_view->plot()->yAxis;
        const QCPRange steps = x.range();
        const QCPRange values = y.range();
        QTest::keyClick(m_view.get(), Qt::Key(key), modifiers);
        const QCPRange newSteps = x.range();
        const QCPRange newValues = y.range();
        x.setRange(steps); // to measure by
        y.setRange(values);
        QVERIFY(isNear(partOf(x, newSteps), across.x(), across.y()));
        QVERIFY(isNear(partOf(y, newValues), up.x(), up.y()));
    }

    void keysZoomAboutTheCursor()
    {
        m_view->setCursorStep(100);
        const double before = m_view->plot()->xAxis->coordToPixel(100.0);
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QVERIFY(std::abs(m_view->plot()->xAxis->coordToPixel(100.0) - before) < 1.0);
    }

    void linkedViewsAreTold()
    {
        QSignalSpy chosen(m_view.get(), &StepView::stepRangeChosen);
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QCOMPARE(chosen.count(), 1);
    }

    void keysKeepOneDirectionOfStrips()
    {
        SubclassAccuracyView strips;
        show(strips);
        strips.showObservations(test::observationsUntil(1'000));
        strips.grab();
        const QCPRange across = strips.plot()->xAxis->range();
        const QCPRange up = strips.plot()->yAxis->range();
        QTest::keyClick(&strips, Qt::Key_Plus);
        QVERIFY(strips.plot()->xAxis->range() != across);
        QCOMPARE(strips.plot()->yAxis->range(), up);
    }

    void keysZoomThePlane()
    {
        ErrorComplexityView plane;
        show(plane);
        const QCPRange before = plane.plot()->xAxis->range();
        QTest::keyClick(&plane, Qt::Key_Plus);
        QVERIFY(plane.plot()->xAxis->range() != before);
        plane.resetZoom();
        QCOMPARE(plane.plot()->xAxis->range(), before);
    }

    void arrowsWithoutAltAreStillForSteps()
    {
        const QCPRange before = m_view->plot()->xAxis->range();
        QSignalSpy moves(m_view.get(), &RunView::cursorMoved);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(moves.count(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(moves.count(), 1);
        QVERIFY(m_view->plot()->xAxis->range() != before);
    }

    void menuNamesTheKeys()
    {
        QMenu menu;
        m_view->fillMenu(menu);
        QStringList titles;
        for (const QAction* action : menu.actions())
            titles << action->text();
        QCOMPARE(titles.count("Zoom and pan"), 1);
        QVERIFY(!titles.contains("Zoom in"));
        QMenu* const zoom = menu.actions().at(titles.indexOf("Zoom and pan"))->menu();
        QCOMPARE(zoom->actions().front()->text(), "Zoom in");
    }

    void besideTheAxesNothingIsChosen_data()
    {
        QTest::addColumn<bool>("isWheel");
        QTest::addColumn<bool>("isRight");
        QTest::addColumn<bool>("isChosen");
        QTest::newRow("wheel in the plot") << true << false << true;
        QTest::newRow("wheel right of the plot") << true << true << false;
        QTest::newRow("drag in the plot") << false << false << true;
        QTest::newRow("drag right of the plot") << false << true << false;
    }
    void besideTheAxesNothingIsChosen()
    {
        QFETCH(bool, isWheel);
        QFETCH(bool, isRight);
        QFETCH(bool, isChosen);
        const QRect inside = m_view->plot()->axisRect()->rect();
        const QPoint place =
            isRight ? QPoint((inside.right() + m_view->width()) / 2, inside.center().y())
                    : inside.center();
        const QCPRange before = m_view->plot()->xAxis->range();
        if (isWheel)
            wheel(place, {0, 120});
        else
            drag(place, place - QPoint(0, 60));
        QCOMPARE(m_view->plot()->yAxis->range() != m_values, isChosen);
        m_view->showSamples(std::vector{test::sampleAt(2'000)});
        QCOMPARE(m_view->plot()->xAxis->range().upper > before.upper, !isChosen);
    }

    void sidewaysWheelIsNoZoom()
    {
        const QCPRange before = m_view->plot()->xAxis->range();
        wheel(m_view->plot()->axisRect()->rect().center(), {120, 0});
        m_view->showSamples(std::vector{test::sampleAt(2'000)});
        QVERIFY(m_view->plot()->xAxis->range().upper > before.upper);
    }

    void wheelOnAnAxisZoomsThatAxis()
    {
        const QRect inside = m_view->plot()->axisRect()->rect();
        const QCPRange steps = m_view->plot()->xAxis->range();
        wheel({inside.left() - 8, inside.center().y()}, {0, 120});
        QVERIFY(m_view->plot()->yAxis->range() != m_values);
        QCOMPARE(m_view->plot()->xAxis->range(), steps);
    }

private:
    void show(RunView& view)
    {
        view.resize(600, 400);
        view.show();
        view.activateWindow();
        view.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        view.startRun(test::started());
        view.showSamples(test::samplesUntil(1'000));
        view.grab();
        QTRY_VERIFY(view.plot()->axisRect()->width() > 300);
        m_values = view.plot()->yAxis->range();
    }

    void wheel(const QPoint& place, const QPoint& angle)
    {
        QWheelEvent event(place, m_view->plot()->mapToGlobal(place), {}, angle, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view->plot(), &event);
    }

    void drag(const QPoint& from, const QPoint& to)
    {
        QCustomPlot* const plot = m_view->plot();
        QTest::mousePress(plot, Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, to, plot->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                         Qt::NoModifier); // QTest::mouseMove() presses nothing
        QApplication::sendEvent(plot, &move);
        QTest::mouseRelease(plot, Qt::LeftButton, {}, to);
    }

    std::unique_ptr<AccuracyView> m_view;
    QCPRange m_values; // of the vertical axis at first
};

QTEST_MAIN(TestZoom)
#include "tst_zoom.moc"
