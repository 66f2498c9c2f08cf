// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keys choose the part of a plot that is shown.
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
    }

    std::unique_ptr<AccuracyView> m_view;
};

QTEST_MAIN(TestZoom)
#include "tst_zoom.moc"
