// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The arrangement of the views outlives the window.
#include "app/window/arrangement_keeper.h"
#include "widgets/accuracy_view.h"
#include "widgets/curve_look.h"
#include "widgets/error_complexity_view.h"
#include "widgets/loss_view.h"
#include "widgets/view_grid.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace grokking;

class TestArrangementKeeper : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder->path());
        QCoreApplication::setOrganizationName("grokking-explorer-test");
        open();
    }

    void firstStartShowsTheUsualArrangement()
    {
        QVERIFY(m_status);
        QCOMPARE(m_grid->views(), (std::vector<RunView*>{m_accuracy, m_loss}));
    }

    void changesComeBackAtTheNextStart()
    {
        m_grid->swapViews(m_accuracy, m_loss);
        m_grid->setViewVisible(m_accuracy, false);
        m_grid->setLinkedSteps(false);
        open();
        QVERIFY(m_status);
        QCOMPARE(m_grid->views(), (std::vector<RunView*>{m_loss, m_accuracy}));
        QVERIFY(!m_grid->isViewVisible(m_accuracy));
        QVERIFY(!m_grid->hasLinkedSteps());
        m_grid->resetArrangement();
        open();
        QVERIFY(m_grid->isViewVisible(m_accuracy));
    }

    void maximizedViewComesBack()
    {
        m_grid->maximize(m_loss);
        open();
        QCOMPARE(m_grid->maximizedView(), m_loss);
    }

    void lookOfCurvesComesBack()
    {
        QCOMPARE(m_look->look(), CurveLook{});
        m_look->setLook({Smoothing::Strong, SeedsLook::Traces});
        open();
        QCOMPARE(m_look->look(), (CurveLook{Smoothing::Strong, SeedsLook::Traces}));
        QSettings().setValue("window/smoothing", "unknown");
        open();
        QCOMPARE(m_look->look().smoothing, Smoothing::Off);
    }

    void axesOfThePlaneComeBackAtTheNextStart()
    {
        QCOMPARE(m_plane->axes(), PlaneAxes{});
        const PlaneAxes common{"bits", PlaneAxes::Error::TrainScore};
        m_plane->setAxes(common);
        open();
        QCOMPARE(m_plane->axes(), common);
        m_plane->setAxes({});
        open();
        QCOMPARE(m_plane->axes(), PlaneAxes{});
        QSettings().setValue("window/planeComplexity", "gone");
        open();
        QCOMPARE(m_plane->axes(), PlaneAxes{});
    }

    void damagedSettingIsReportedAndReplaced()
    {
        QSettings().setValue("window/arrangement", "[]");
        open();
        QVERIFY(!m_status);
        QCOMPARE(m_grid->views(), (std::vector<RunView*>{m_accuracy, m_loss}));
        m_grid->maximize(m_loss);
        open();
        QVERIFY(m_status);
        QCOMPARE(m_grid->maximizedView(), m_loss);
    }

private:
    // Starts the program again, as far as the views go.
    void open()
    {
        m_keeper.reset();
        m_grid = std::make_unique<ViewGrid>();
        m_grid->addView(m_accuracy = new AccuracyView);
        m_grid->addView(m_loss = new LossView);
        m_keeper = std::make_unique<ArrangementKeeper>(*m_grid);
        m_status = m_keeper->restore();
        m_look = new CurveLookActions(m_grid.get());
        m_keeper->keepLook(*m_look);
        m_plane = std::make_unique<ErrorComplexityView>();
        m_plane->setMeasures({{"bits", "Bits", "Bits (bits)"}});
        m_keeper->keepAxes(*m_plane);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ViewGrid> m_grid;
    std::unique_ptr<ArrangementKeeper> m_keeper;
    std::unique_ptr<ErrorComplexityView> m_plane;
    AccuracyView* m_accuracy = nullptr;
    LossView* m_loss = nullptr;
    CurveLookActions* m_look = nullptr;
    Status m_status = Success{};
};

QTEST_MAIN(TestArrangementKeeper)
#include "tst_arrangement_keeper.moc"
