// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/canned_run.h"
#include "widgets/accuracy_view.h"
#include "widgets/error_complexity_view.h"
#include "widgets/loss_view.h"
#include "widgets/norm_view.h"
#include "widgets/outcome_view.h"
#include "widgets/view_cell.h"
#include "widgets/view_grid.h"
#include "widgets/views_menu.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <qcustomplot.h>

using namespace grokking;

class TestViewGrid : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_grid = std::make_unique<ViewGrid>();
        m_accuracy = new AccuracyView;
        m_plane = new ErrorComplexityView;
        m_loss = new LossView;
        for (RunView* view : {static_cast<RunView*>(m_accuracy), static_cast<RunView*>(m_plane),
                              static_cast<RunView*>(m_loss)})
            m_grid->addView(view);
        m_grid->resize(800, 600);
        m_grid->show();
    }

    void allViewsGetTheRun()
    {
        m_grid->startRun(test::started());
        m_grid->showSamples(test::samplesUntil(1'000));
        for (const RunView* view : m_grid->views())
            QVERIFY(!view->isEmpty());
        m_grid->setStepScale(StepScale::Linear);
        QCOMPARE(m_loss->stepScale(), StepScale::Linear);
    }

    void cursorIsShared()
    {
        QSignalSpy moves(m_grid->cursor(), &StepCursor::moved);
        emit m_accuracy->cursorStepChanged(300);
        QCOMPARE(moves.count(), 1);
        QCOMPARE(m_plane->cursorStep(), std::optional<std::int64_t>(300));
        QCOMPARE(m_loss->cursorStep(), std::optional<std::int64_t>(300));
    }

    void oddViewTakesTheWholeRow()
    {
        QTest::qWait(0);
        QVERIFY(m_loss->width() > m_accuracy->width() * 3 / 2);
        m_grid->setViewVisible(m_plane, false);
        QTest::qWait(0);
        QVERIFY(!m_plane->isVisible());
        QVERIFY(std::abs(m_loss->width() - m_accuracy->width()) < 4);
    }

    void narrowReadoutKeepsItsMainPart_data()
    {
        QTest::addColumn<bool>("isAccuracy");
        QTest::addColumn<QString>("main");
        QTest::newRow("the test score") << true << "test 0.";
        QTest::newRow("the norm of all weights") << false << "whole ";
    }
    void narrowReadoutKeepsItsMainPart()
    {
        QFETCH(bool, isAccuracy);
        QFETCH(QString, main);
        RunView* const view = isAccuracy ? static_cast<RunView*>(new AccuracyView) : new NormView;
        ViewCell cell(view);
        auto* const readout = cell.findChild<QLabel*>("quiet", Qt::FindDirectChildrenOnly);
        cell.show();
        view->startRun(test::started());
        view->showSamples(test::samplesUntil(900));
        for (const Observed& norms : test::layerNormsUntil(900))
            view->showObservations({&norms, 1});
        cell.resize(900, 200);
        view->redraw();
        QCOMPARE(readout->text(), view->readout());
        bool wasShorter = false;
        for (int width = 900; width > 250; width -= 10) {
            cell.resize(width, 200);
            QApplication::sendPostedEvents();
            view->redraw();
            QVERIFY2(readout->text().contains(main), qPrintable(readout->text()));
            QVERIFY(readout->fontMetrics().horizontalAdvance(readout->text()) <= readout->width());
            wasShorter = wasShorter || !readout->text().contains("step");
        }
        QVERIFY(wasShorter);
        QCOMPARE(readout->toolTip(), view->readout());
    }

    void hiddenViewsWaitInTheMenu()
    {
        auto* const norm = new NormView;
        m_grid->addView(norm, ViewGrid::Initially::Hidden);
        QVERIFY(!norm->isVisible());
        ViewsMenu menu(*m_grid);
        emit menu.aboutToShow();
        QCOMPARE(menu.actions().at(3)->text(), norm->title());
        QVERIFY(menu.actions().at(0)->isChecked());
        QVERIFY(!menu.actions().at(3)->isChecked());
        menu.actions().at(3)->trigger();
        QVERIFY(norm->isVisible());
        menu.actions().at(0)->trigger();
        QVERIFY(!m_accuracy->isVisible());
    }

    void viewThatNeedsMoreHasAHighRowOfItsOwn()
    {
        auto* const tall = new NormView;
        tall->setMinimumHeight(300);
        m_grid->addView(tall, ViewGrid::Initially::WholeRow);
        m_grid->resize(900, 500); // less than all rows need
        QApplication::sendPostedEvents();
        QVERIFY(tall->height() >= 300);
        QVERIFY(tall->width() > 1.5 * m_accuracy->width());
        QVERIFY(m_accuracy->height() < 200);
    }

    void groupsOfViewsHaveMenusOfTheirOwn()
    {
        auto* const norm = new NormView;
        m_grid->addView(norm, ViewGrid::Initially::Hidden, "Inside");
        ViewsMenu menu(*m_grid);
        const auto open = [&menu]() -> QMenu* {
            emit menu.aboutToShow();
            for (const QAction* action : menu.actions())
                if (action->text() == "Inside")
                    return action->menu();
            return nullptr;
        };
        QCOMPARE(open()->actions().size(), 1);
        QCOMPARE(open()->actions().front()->text(), norm->title());
        open()->actions().front()->trigger();
        QVERIFY(norm->isVisible());
        QCOMPARE(open()->actions().front()->text(), norm->title() + "\t4");
        m_grid->setViewOffered(norm, false);
        QCOMPARE(open(), nullptr);
    }

    void withdrawnViewsAreNotOffered()
    {
        ViewsMenu menu(*m_grid);
        m_grid->maximize(m_plane);
        m_grid->setViewOffered(m_plane, false);
        QCOMPARE(m_grid->maximizedView(), nullptr);
        QVERIFY(!m_plane->isVisible());
        QVERIFY(!m_grid->isViewVisible(m_plane));
        emit menu.aboutToShow();
        for (const QAction* action : menu.actions())
            QVERIFY(!action->text().startsWith(m_plane->title()));
        m_grid->setViewOffered(m_plane, true);
        QVERIFY(m_plane->isVisible()); // the user had not hidden it
        m_grid->setViewVisible(m_plane, false);
        m_grid->setViewOffered(m_plane, false);
        m_grid->setViewOffered(m_plane, true);
        QVERIFY(!m_plane->isVisible());
    }

    void doubleClickMaximizesAndBack()
    {
        QTest::mouseDClick(m_plane->plot(), Qt::LeftButton);
        QCOMPARE(m_grid->maximizedView(), m_plane);
        QVERIFY(!m_accuracy->isVisible());
        QTest::mouseDClick(m_plane->plot(), Qt::LeftButton);
        QCOMPARE(m_grid->maximizedView(), nullptr);
        QVERIFY(m_accuracy->isVisible());
    }

    void keysMaximize()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_grid.get()));
        QTest::keyClick(m_grid.get(), Qt::Key_3);
        QCOMPARE(m_grid->maximizedView(), m_loss);
        QTest::keyClick(m_grid.get(), Qt::Key_1);
        QCOMPARE(m_grid->maximizedView(), m_accuracy);
        QTest::keyClick(m_grid.get(), Qt::Key_Escape);
        QCOMPARE(m_grid->maximizedView(), nullptr);
        QTest::keyClick(m_grid.get(), Qt::Key_9); // no such view
        QCOMPARE(m_grid->maximizedView(), nullptr);
    }

    // Return chooses in the list of a box; it would show all views again.
    void keyInAnOpenListIsNotForTheView()
    {
        auto* const view = new OutcomeView;
        m_grid->addView(view);
        view->showOffer("2 runs", {.outcomes = {{"t1", "t1"}, {"t2", "t2"}},
                                   .against = {{"data.n", "Samples"}}});
        m_grid->maximize(view);
        auto* const box = view->findChild<QComboBox*>();
        box->showPopup();
        QVERIFY(QTest::qWaitForWindowExposed(box->view()->window()));
        QTest::keyClick(box->view(), Qt::Key_Down);
        QTest::keyClick(box->view(), Qt::Key_Return);
        QCOMPARE(m_grid->maximizedView(), view);
        QCOMPARE(box->currentIndex(), 1);
    }

    // What a preset wants shown; the rest stays as the user has it.
    void viewsAreShownByTheirNames()
    {
        RunView* const hidden = m_grid->views().back();
        m_grid->setViewVisible(hidden, false);
        m_grid->setViewVisible(m_grid->views().front(), false);
        const ViewArrangement before = m_grid->arrangement();
        m_grid->showViews({hidden->id(), "gone"});
        QVERIFY(m_grid->isViewVisible(hidden));
        ViewArrangement expected = before;
        expected.views.back().visible = true;
        QCOMPARE(m_grid->arrangement(), expected);
        QTRY_VERIFY(!hidden->plot()->visibleRegion().isEmpty());
        m_grid->setViewVisible(hidden, false);
        m_grid->showViews({});
        QVERIFY(!m_grid->isViewVisible(hidden));
    }

    void hiddenViewsTakeNoRoom()
    {
        for (RunView* const view : {static_cast<RunView*>(m_plane), static_cast<RunView*>(m_loss)})
            m_grid->setViewVisible(view, false);
        QTest::qWait(0);
        QVERIFY(m_accuracy->width() > 750);
        QVERIFY(m_accuracy->height() > 520);
    }

    // Narrow windows have one column, and what does not fit scrolls.
    void columnsFollowTheWidth()
    {
        m_grid->resize(400, 300);
        QTest::qWait(0);
        QVERIFY(top(m_plane) > top(m_accuracy) + 150);
        QVERIFY(m_accuracy->parentWidget()->height() >= 170);
        m_grid->resize(1400, 300);
        QTest::qWait(0);
        QCOMPARE(top(m_loss), top(m_accuracy));
    }

    void titleRowDraggedOntoAnotherViewSwapsThem()
    {
        QTest::qWait(0);
        QSignalSpy changes(m_grid.get(), &ViewGrid::arrangementChanged);
        QWidget* const cell = m_accuracy->parentWidget();
        QWidget* const target = m_loss->parentWidget();
        const QPoint end = cell->mapFromGlobal(target->mapToGlobal(target->rect().center()));
        QTest::mousePress(cell, Qt::LeftButton, {}, {30, 10});
        moveMouse(cell, {60, 40});
        moveMouse(cell, end);
        QVERIFY(target->property("target").toBool());
        QTest::mouseRelease(cell, Qt::LeftButton, {}, end);
        QVERIFY(!target->property("target").toBool());
        QCOMPARE(m_grid->views(), (std::vector<RunView*>{m_loss, m_plane, m_accuracy}));
        QCOMPARE(changes.count(), 1);
    }

    void keysMoveTheFocusedView()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_grid.get()));
        m_accuracy->setFocus();
        constexpr auto modifiers = Qt::ControlModifier | Qt::ShiftModifier;
        QTest::keyClick(m_accuracy, Qt::Key_Right, modifiers);
        QCOMPARE(m_grid->views(), (std::vector<RunView*>{m_plane, m_accuracy, m_loss}));
        QTest::keyClick(m_accuracy, Qt::Key_Down, modifiers);
        QCOMPARE(m_grid->views(), (std::vector<RunView*>{m_plane, m_loss, m_accuracy}));
        QTest::keyClick(m_accuracy, Qt::Key_H, modifiers);
        QVERIFY(!m_grid->isViewVisible(m_accuracy));
    }

    // The gap between the two views of the first row, then that between the rows.
    void gapsAreDragged()
    {
        QTest::qWait(0);
        QWidget* const canvas = m_accuracy->parentWidget()->parentWidget();
        const auto drag = [canvas](const QPoint& from, const QPoint& to) {
            QTest::mousePress(canvas, Qt::LeftButton, {}, from);
            moveMouse(canvas, to);
            QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
        };
        const QRect first = m_accuracy->parentWidget()->geometry();
        drag(QPoint(first.right() + 4, first.center().y()), {280, first.center().y()});
        QVERIFY(std::abs(m_accuracy->parentWidget()->geometry().right() - 276) < 3);
        drag(QPoint(first.center().x(), first.bottom() + 4), {100, 250});
        QVERIFY(std::abs(m_accuracy->parentWidget()->geometry().bottom() - 246) < 3);
        QVERIFY(m_plane->parentWidget()->height() == m_accuracy->parentWidget()->height());
        m_grid->resetArrangement();
        QCOMPARE(m_accuracy->parentWidget()->geometry(), first);
    }

    void arrangementComesBack()
    {
        m_grid->swapViews(m_accuracy, m_loss);
        m_grid->setViewVisible(m_plane, false);
        const ViewArrangement arranged = m_grid->arrangement();
        m_grid->resetArrangement();
        QCOMPARE(m_grid->views(), (std::vector<RunView*>{m_accuracy, m_plane, m_loss}));
        QVERIFY(m_grid->isViewVisible(m_plane));
        m_grid->setArrangement(arranged);
        QCOMPARE(m_grid->views(), (std::vector<RunView*>{m_loss, m_plane, m_accuracy}));
        QVERIFY(!m_grid->isViewVisible(m_plane));
    }

    // Of another version of the program, with other views.
    void unknownIdsAreIgnoredAndMissingOnesComeLast()
    {
        m_grid->setArrangement(
            {.views = {{.id = "future"}, {.id = "loss", .visible = false}}, .maximized = "future"});
        QCOMPARE(m_grid->views(), (std::vector<RunView*>{m_loss, m_accuracy, m_plane}));
        QVERIFY(!m_grid->isViewVisible(m_loss));
        QVERIFY(m_grid->isViewVisible(m_plane));
        QCOMPARE(m_grid->maximizedView(), nullptr);
        m_grid->setArrangement({.views = {}, .maximized = "error-complexity"});
        QCOMPARE(m_grid->maximizedView(), m_plane);
        QVERIFY(!m_accuracy->isVisible());
    }

    void clickPinsAndEscapeFrees()
    {
        feed();
        QVERIFY(QTest::qWaitForWindowActive(m_grid.get()));
        const QPoint place = m_accuracy->plot()->axisRect()->center();
        QTest::mouseClick(m_accuracy->plot(), Qt::LeftButton, {}, place);
        QVERIFY(m_loss->cursor().pinned);
        const auto step = m_loss->cursorStep();
        moveMouse(m_accuracy->plot(), place + QPoint(40, 0));
        QCOMPARE(m_loss->cursorStep(), step);
        QVERIFY(m_loss->readout().startsWith("step"));
        QTest::keyClick(m_grid.get(), Qt::Key_Escape);
        QVERIFY(!m_loss->cursor().pinned);
        QVERIFY(!m_loss->cursorStep());
        QTest::mouseClick(m_accuracy->plot(), Qt::LeftButton, {}, place);
        QTest::mouseClick(m_accuracy->plot(), Qt::LeftButton, {}, place + QPoint(2, 0));
        QVERIFY(!m_plane->cursor().pinned);
    }

    void arrowKeysGoFromEvaluationToEvaluation()
    {
        feed();
        m_loss->setFocus();
        QTest::keyClick(m_loss, Qt::Key_Left);
        QCOMPARE(m_plane->cursorStep(), std::optional<std::int64_t>(900));
        QTest::keyClick(m_loss, Qt::Key_Left);
        QCOMPARE(m_plane->cursorStep(), std::optional<std::int64_t>(800));
        QTest::keyClick(m_loss, Qt::Key_Right);
        QTest::keyClick(m_loss, Qt::Key_Right);
        QCOMPARE(m_plane->cursorStep(), std::optional<std::int64_t>(1'000));
        QTest::keyClick(m_loss, Qt::Key_Right); // past the end: follows the run
        QVERIFY(!m_plane->cursorStep());
    }

    void secondCursorShowsDifferences()
    {
        feed();
        m_grid->cursor()->toggleReference(100);
        m_grid->cursor()->pin(600);
        QVERIFY2(m_accuracy->readout().startsWith("step 600 (Δ +500)"),
                 qPrintable(m_accuracy->readout()));
        QVERIFY(m_accuracy->readout().contains("test 0.6"));
    }

    void zoomingOneStepAxisZoomsAllUntilReset()
    {
        feed();
        const QCPRange all = m_loss->plot()->xAxis->range();
        zoom(m_accuracy);
        const QCPRange zoomed = m_accuracy->plot()->xAxis->range();
        QVERIFY(zoomed != all);
        QCOMPARE(m_loss->plot()->xAxis->range(), zoomed);
        m_grid->showSamples(std::array{test::sampleAt(1'100)});
        QCOMPARE(m_loss->plot()->xAxis->range(), zoomed);
        m_loss->resetZoom();
        QCOMPARE(m_accuracy->plot()->xAxis->range(), m_loss->plot()->xAxis->range());
        QVERIFY(m_accuracy->plot()->xAxis->range() != zoomed);
        m_grid->setLinkedSteps(false);
        zoom(m_accuracy);
        QVERIFY(m_accuracy->plot()->xAxis->range() != m_loss->plot()->xAxis->range());
    }

    void shiftDragZoomsIntoABox()
    {
        feed();
        QCustomPlot* const plot = m_accuracy->plot();
        const QRect rect = plot->axisRect()->rect();
        const QPoint from = rect.topLeft() + QPoint(rect.width() / 4, rect.height() / 4);
        const QPoint to = rect.center();
        const QCPRange wanted(plot->xAxis->pixelToCoord(from.x()),
                              plot->xAxis->pixelToCoord(to.x()));
        QTest::mousePress(plot, Qt::LeftButton, Qt::ShiftModifier, from);
        moveMouse(plot, to);
        QTest::mouseRelease(plot, Qt::LeftButton, Qt::ShiftModifier, to);
        // A pixel is 2 % on this axis.
        QVERIFY(std::abs(plot->xAxis->range().lower / wanted.lower - 1.0) < 0.05);
        QVERIFY(std::abs(plot->xAxis->range().upper / wanted.upper - 1.0) < 0.05);
        QVERIFY(!m_accuracy->cursor().pinned);
    }

    void rightClickOpensTheMenu()
    {
        QStringList texts;
        QTimer::singleShot(0, this, [&texts] {
            auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (!menu)
                return;
            for (const QAction* action : menu->actions())
                texts << action->text();
            menu->close();
        });
        const QPoint place(100, 100);
        QContextMenuEvent click(QContextMenuEvent::Mouse, place,
                                m_loss->plot()->mapToGlobal(place));
        QApplication::sendEvent(m_loss->plot(), &click);
        QVERIFY(texts.contains("Copy picture"));
        QVERIFY(texts.contains("Hide"));
    }

    void savingIsAskedFor()
    {
        QSignalSpy asked(m_grid.get(), &ViewGrid::saveRequested);
        emit m_loss->saveRequested();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().value<RunView*>(), m_loss);
    }

private:
    void feed()
    {
        m_grid->startRun(test::started());
        m_grid->showSamples(test::samplesUntil(1'000));
        QTest::qWait(50); // the views take turns to be laid out
    }

    static int top(const QWidget* view) { return view->mapTo(view->window(), QPoint()).y(); }

    // QTest::mouseMove() sends no pressed buttons.
    static void moveMouse(QWidget* widget, const QPoint& to)
    {
        const bool pressed = QGuiApplication::mouseButtons() != Qt::NoButton;
        QMouseEvent event(QEvent::MouseMove, to, widget->mapToGlobal(to), Qt::NoButton,
                          pressed ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(widget, &event);
    }

    static void zoom(RunView* view)
    {
        const QPointF place = view->plot()->axisRect()->center();
        QWheelEvent wheel(place, view->plot()->mapToGlobal(place), {}, QPoint(0, 120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view->plot(), &wheel);
    }

    std::unique_ptr<ViewGrid> m_grid;
    AccuracyView* m_accuracy = nullptr;
    ErrorComplexityView* m_plane = nullptr;
    LossView* m_loss = nullptr;
};

QTEST_MAIN(TestViewGrid)
#include "tst_view_grid.moc"
