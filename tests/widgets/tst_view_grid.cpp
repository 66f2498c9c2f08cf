// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/canned_run.h"
#include "widgets/accuracy_view.h"
#include "widgets/error_complexity_view.h"
#include "widgets/loss_view.h"
#include "widgets/norm_view.h"
#include "widgets/view_grid.h"
#include "widgets/views_menu.h"

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
        QSignalSpy moves(m_grid.get(), &ViewGrid::cursorStepChanged);
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

    void savingIsAskedFor()
    {
        QSignalSpy asked(m_grid.get(), &ViewGrid::saveRequested);
        emit m_loss->saveRequested();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().value<RunView*>(), m_loss);
    }

private:
    std::unique_ptr<ViewGrid> m_grid;
    AccuracyView* m_accuracy = nullptr;
    ErrorComplexityView* m_plane = nullptr;
    LossView* m_loss = nullptr;
};

QTEST_MAIN(TestViewGrid)
#include "tst_view_grid.moc"
