// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window, driven by keys and clicks, with a run of a second or less.

#include "app/window/preferences_panel.h"
#include "app/window/session.h"
#include "core/metrics/metric_catalog.h"
#include "core/train/catalogs.h"
#include "resources/embedded_presets.h"
#include "widgets/confusion_view.h"
#include "widgets/distance_matrix_view.h"
#include "widgets/message_bar.h"
#include "widgets/runs_filter.h"
#include "widgets/runs_model.h"
#include "widgets/runs_table.h"
#include "widgets/spec_form.h"
#include "widgets/subclass_accuracy_view.h"
#include "widgets/view_grid.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTreeView>

#include "tests/app/window_fixture.h"

using namespace grokking;
using namespace grokking::test;

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void spaceRunsTheExperimentToItsEnd()
    {
        QTest::keyClick(window(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), 30'000);
        QVERIFY2(status().contains("60 / 60"), qPrintable(status()));
        for (RunView* const view : part<ViewGrid>()->views())
            QVERIFY2(!view->isEmpty() || !view->isVisible(), qPrintable(view->title()));
        QCOMPARE(part<RunsTable>()->view()->model()->rowCount(), 1);
        QVERIFY(QFile::exists(experiment().shownFile()));
    }

    void viewsOfSubclassesAreOfferedWhereThereAreSome()
    {
        auto* const grid = part<ViewGrid>();
        auto* const strips = part<SubclassAccuracyView>();
        QTRY_VERIFY(grid->isViewOffered(strips));
        experiment().edit(smallExperiment({"data=hidden-parity"}));
        QTRY_VERIFY(!grid->isViewOffered(strips));
        QTest::keyClick(window(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), 30'000);
        QVERIFY(!grid->isViewOffered(strips));
        for (RunView* const view : grid->views())
            QVERIFY2(!view->isEmpty() || !view->isVisible(), qPrintable(view->title()));
        experiment().choosePreset("quick");
        action("Rewind")->trigger();
        experiment().choosePreset("quick");
        QTRY_VERIFY(grid->isViewOffered(strips));
    }

    void viewsOfMetricsAreOfferedWhereTheyApply()
    {
        for (const char* const data : {"data=modular-arithmetic", "data=equidistant"}) {
            const ExperimentSpec spec = smallExperiment({data});
            experiment().edit(spec);
            for (const Metric& metric : metrics()) {
                const QString id = QString::fromStdString(metric.entry.id);
                const auto views = part<ViewGrid>()->views();
                const auto view = std::ranges::find(views, id, &RunView::id);
                if (isDrawn(metric) && metric.entry.id != "layer-norms") // which has its own
                    QTRY_COMPARE(part<ViewGrid>()->isViewOffered(*view),
                                 !metric.applies || metric.applies(spec));
            }
        }
    }

    // It is the user's again from then on: to be hidden until the preset is chosen once more.
    void presetShowsItsViews()
    {
        auto presets = windowPresets();
        presets[1].views = {"confusion"};
        m_fixture->reopen(presets);
        auto* const grid = part<ViewGrid>();
        const auto isShown = [grid, this] { return grid->isViewVisible(part<ConfusionView>()); };
        experiment().choosePreset("quick");
        QTRY_VERIFY(grid->isViewOffered(part<ConfusionView>()));
        QVERIFY(!isShown());
        experiment().choosePreset("endless");
        QTRY_VERIFY(isShown());
        QVERIFY(!grid->isViewVisible(part<DistanceMatrixView>()));
        grid->setViewVisible(part<ConfusionView>(), false);
        experiment().reseed();
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), 30'000);
        action("Stop")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Stopped"), 30'000);
        QVERIFY(!isShown());
        experiment().choosePreset("endless");
        QVERIFY(isShown());
    }

    void viewsOfBuiltInPresetsAreThere()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        QStringList known;
        for (const RunView* const view : part<ViewGrid>()->views())
            known << view->id();
        int wanted = 0;
        for (const Preset& preset : *presets)
            for (const std::string& view : preset.views) {
                QVERIFY2(known.contains(QString::fromStdString(view)),
                         (preset.id + ": " + view).c_str());
                ++wanted;
            }
        QVERIFY(wanted > 0);
    }

    void hintOfAnEmptyViewSaysThatARunHasBegun()
    {
        const auto hint = [this] {
            return m_fixture->accuracy()->findChild<QLabel*>("quiet")->text();
        };
        QVERIFY(hint().startsWith("Press Run"));
        QStringList hints;
        connect(&window()->runs(), &RunController::stateChanged, this, [&] { hints << hint(); });
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), 30'000);
        QCOMPARE(hints.front(), QString("Waiting for the first evaluation."));
        action("Rewind")->trigger();
        QTRY_VERIFY(hint().startsWith("Press Run"));
    }

    void closingAsksWhileARunGoesOn()
    {
        experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), 30'000);
        QVERIFY(!window()->close());
        QVERIFY2(part<MessageBar>()->message().contains("Close again"),
                 qPrintable(part<MessageBar>()->message()));
        QVERIFY(status().startsWith("Running"));
        QVERIFY(window()->close());
    }

    void closingAsksNothingWhenNoRunGoesOn() { QVERIFY(window()->close()); }

    void sessionComesBack()
    {
        runToTheEnd();
        experiment().choosePreset("endless");
        ExperimentSpec edited = experiment().spec();
        edited.seed = 42;
        experiment().edit(edited);
        window()->chooseSeeds(3);
        window()->resize(1111, 777);
        const Session session = window()->session();

        m_fixture->reopen();
        window()->restore(session);
        QVERIFY(experiment().spec() == edited);
        QCOMPARE(experiment().seeds(), 3);
        QCOMPARE(window()->size(), QSize(1111, 777));
        QCOMPARE(window()->session().shownFile, session.shownFile); // as it is read
        QTRY_COMPARE(experiment().shownFile(), session.shownFile);
        QTRY_VERIFY(!accuracy()->isEmpty());
        QVERIFY(experiment().spec() == edited); // and not that of the run
        QVERIFY(!undoAction()->isEnabled());
        QCOMPARE(window()->session().panes, session.panes);
    }

    void smallWindowFoldsPanesUntilItHasRoomAgain()
    {
        runToTheEnd(); // the panes are wide then
        auto* const runs = part<RunsTable>()->parentWidget();
        window()->resize(1280, 800);
        QTRY_VERIFY(runs->visibleRegion().boundingRect().width() > 0);
        window()->resize(600, 400);
        QTRY_VERIFY(runs->visibleRegion().isEmpty());
        QCOMPARE(window()->size(), QSize(600, 400));
        QTest::keyClick(window(), Qt::Key_F8); // the settings make room
        QVERIFY(!runs->visibleRegion().isEmpty());
        QVERIFY(part<SpecForm>()->visibleRegion().isEmpty());

        QTest::keyClick(window(), Qt::Key_F7); // and the runs

        QVERIFY(runs->visibleRegion().isEmpty());
        const Session session = window()->session();
        window()->resize(1280, 800);
        QTRY_VERIFY(!runs->visibleRegion().isEmpty());
        QVERIFY(!part<SpecForm>()->visibleRegion().isEmpty());

        m_fixture->reopen();
        window()->restore(session);
        window()->resize(1280, 800);
        QTRY_VERIFY(!part<RunsTable>()->visibleRegion().isEmpty());
    }

    void panesThatGetWiderInASmallWindowFold()
    {
        window()->resize(640, 400);
        auto* const runs = part<RunsTable>()->parentWidget();
        QTRY_VERIFY(!runs->visibleRegion().isEmpty()); // there is no summary yet
        runToTheEnd();
        QTRY_VERIFY(runs->visibleRegion().isEmpty());
    }

    void runsBehindTheShownOneComeBack()
    {
        runToTheEnd();
        const QString behind = experiment().shownFile();
        action("Reseed")->trigger();
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(experiment().shownFile() != behind, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), 30'000);
        auto* const model = qobject_cast<RunsModel*>(part<RunsTable>()->proxy()->sourceModel());
        model->setData(model->indexOf(behind), Qt::Checked, Qt::CheckStateRole);
        const Session session = window()->session();
        QCOMPARE(session.overlays, QStringList{behind});
        QTRY_VERIFY(accuracy()->labels().contains("quick-seed0"));

        m_fixture->reopen();
        window()->restore(session);
        QCOMPARE(window()->session().overlays, session.overlays); // before they are listed
        QTRY_VERIFY(accuracy()->labels().contains("quick-seed0"));
        QCOMPARE(window()->session().overlays, session.overlays);
    }

    void formThatCannotRunComesBack()
    {
        ExperimentSpec wrong = experiment().spec();
        wrong.data.parameters["n"] = std::int64_t{2};
        experiment().edit(wrong);
        QSettings settings(m_fixture->folder() + "/session.ini", QSettings::IniFormat);
        writeSession(settings, window()->session());

        m_fixture->reopen();
        window()->restore(readSession(settings));
        QVERIFY(experiment().spec() == wrong);
        QVERIFY(!action("Run")->isEnabled());
        QVERIFY(!undoAction()->isEnabled());
    }

    // Its file has another name than the live run it was.
    void runRenamedAtItsEndKeepsItsSettings()
    {
        QSignalSpy complete(&experiment(), &ExperimentController::runFinished);
        action("Reseed")->trigger();
        runToTheEnd();
        QTRY_COMPARE(complete.count(), 1);
        const QString file = experiment().shownFile();
        const auto spec = experiment().shownSpec();
        emit part<RunsTable>()->renameRequested(file, "mine");
        QTRY_VERIFY(experiment().shownFile().endsWith("/mine.grok"));
        QVERIFY(experiment().shownSpec() == spec);
        QVERIFY(!experiment().shownDetails().definitions.empty());
        action("Rewind")->trigger();
        QCOMPARE(experiment().spec().seed, 1);
    }

    void droppedFileIsOpened()
    {
        runToTheEnd();
        const QString file = experiment().shownFile();
        m_fixture->reopen();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QCoreApplication::sendEvent(window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window(), &drop);
        QTRY_COMPARE(experiment().shownFile(), file);
    }

    void chosenFolderGetsTheNextRun()
    {
        const QString folder = m_fixture->folder() + "/elsewhere";
        auto* const panel = window()->findChild<PreferencesPanel*>();
        auto* const edit = panel->findChild<QLineEdit*>();
        edit->setText(folder);
        emit edit->editingFinished();
        runToTheEnd();
        QVERIFY2(experiment().shownFile().startsWith(folder), qPrintable(experiment().shownFile()));

        m_fixture->reopen(); // the choice is kept
        QTRY_COMPARE(part<RunsTable>()->view()->model()->rowCount(), 1);
    }

    void sessionOfADeletedRunShowsNothing()
    {
        Session session = window()->session();
        session.shownFile = m_fixture->folder() + "/gone.grok";
        session.overlays = {session.shownFile};
        window()->restore(session);
        QVERIFY(accuracy()->isEmpty());
        QVERIFY(part<MessageBar>()->message().isEmpty());
    }

    void pauseStepAndGoOn()
    {
        experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), 30'000);
        QTest::keyClick(window(), Qt::Key_Space);
        QTRY_VERIFY(status().startsWith("Paused"));
        const QString before = status();
        QTest::keyClick(window(), Qt::Key_Right);
        QTRY_VERIFY(status() != before && status().startsWith("Paused"));
        action("Go on")->trigger();
        QTRY_VERIFY(status().startsWith("Running"));
        action("Stop")->trigger();
        QTRY_VERIFY(status().startsWith("Stopped"));
        QVERIFY(!action("Stop")->isEnabled());
    }

    void stepFromNothingStartsAPausedRun()
    {
        QTest::keyClick(window(), Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), 30'000);
        QVERIFY2(status().contains("1 / 60"), qPrintable(status()));
    }

    void rewindClearsTheViewsAndKeepsTheSeed()
    {
        runToTheEnd();
        action("Rewind")->trigger();
        QTRY_VERIFY(accuracy()->isEmpty());
        QCOMPARE(experiment().spec().seed, 0);
        runToTheEnd();
        const QAbstractItemModel* const runs = part<RunsTable>()->view()->model();
        QCOMPARE(runs->rowCount(), 1); // both are of one spec
        QCOMPARE(runs->rowCount(runs->index(0, 0)), 2);
    }

    void reseedTakesTheNextSeed()
    {
        action("Reseed")->trigger();
        QCOMPARE(experiment().spec().seed, 1);
        QCOMPARE(part<SpecForm>()->spec().seed, 1);
    }

    // A live change marks the views and is replayed after Rewind.
    void liveChangeIsMarkedAndReplayed()
    {
        experiment().choosePreset("endless");
        QTest::keyClick(window(), Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), 30'000);
        emit part<SpecForm>()->liveValueChanged("training.optimizer.learningRate", 0.125);
        QTRY_VERIFY(accuracy()->labels().join('|').contains("0.125"));
        action("Rewind")->trigger();
        QTRY_VERIFY(part<MessageBar>()->message().contains("replays 1 live change"));
        QCOMPARE(experiment().spec().training.schedule.size(), std::size_t{1});
    }

    void invalidSettingDisablesRun()
    {
        ExperimentSpec wrong = smallExperiment();
        wrong.data.parameters["n"] = std::int64_t{1};
        experiment().edit(wrong);
        QVERIFY(!action("Run")->isEnabled());
        experiment().edit(smallExperiment());
        QVERIFY(action("Run")->isEnabled());
    }

    // Opened again from its file, a run looks as it did when it ran.
    // Opening a run with live changes does not smuggle them into the next one.
    void openedRunDoesNotReplayItsChanges()
    {
        QTest::keyClick(window(), Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), 30'000);
        emit part<SpecForm>()->liveValueChanged("training.optimizer.learningRate", 0.125);
        QTRY_VERIFY(accuracy()->labels().join('|').contains("0.125"));
        action("Go on")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), 30'000);
        const QString file = experiment().shownFile();
        m_fixture->reopen();
        experiment().show(QDir::current().relativeFilePath(file)); // however it is called
        QTRY_VERIFY(accuracy()->labels().join('|').contains("0.125"));
        QCOMPARE(experiment().shownFile(), file);
        QVERIFY(experiment().spec().training.schedule.empty());
        action("Rewind")->trigger();
        QCOMPARE(experiment().spec().training.schedule.size(), std::size_t{1});
    }

    void illegalTextDisablesRun()
    {
        auto* const field = part<SpecForm>()->findChild<QWidget*>("data.n");
        QVERIFY(field);
        QTest::keyClicks(field, "abc");
        QVERIFY(!action("Run")->isEnabled());
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(action("Run")->isEnabled());
    }

    void runButtonShowsWhatItDoes()
    {
        const auto picture = [this](const QString& text) {
            return action(text)->icon().pixmap(24).toImage();
        };
        const QImage play = picture("Run");
        experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), 30'000);
        QVERIFY(picture("Pause") != play);
    }

    void storedRunOpensAsItRan()
    {
        runToTheEnd();
        const QString file = experiment().shownFile();
        const QString csv = accuracy()->csv();
        const QStringList labels = accuracy()->labels();
        m_fixture->reopen();
        QTRY_COMPARE(part<RunsTable>()->view()->model()->rowCount(), 1);
        experiment().show(file);
        QTRY_VERIFY(!accuracy()->isEmpty());
        QCOMPARE(accuracy()->csv(), csv);
        QCOMPARE(accuracy()->labels(), labels);
        QCOMPARE(experiment().spec().preset, std::string("quick"));
    }

    void brokenFileIsExplained()
    {
        const QString file = m_fixture->folder() + "/broken.grok";
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no run");
        broken.close();
        experiment().show(file);
        QTRY_VERIFY(part<MessageBar>()->message().contains("broken.grok"));
    }

    void closingTheWindowEndsTheRun()
    {
        experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), 30'000);
        m_fixture->close();
    }

private:
    template <class Widget>
    [[nodiscard]] Widget* part() const
    {
        return m_fixture->part<Widget>();
    }

    [[nodiscard]] MainWindow* window() const { return m_fixture->window(); }
    [[nodiscard]] ExperimentController& experiment() const { return m_fixture->experiment(); }
    [[nodiscard]] RunView* accuracy() const { return m_fixture->accuracy(); }
    [[nodiscard]] QString status() const { return m_fixture->status(); }
    [[nodiscard]] QAction* action(const QString& text) const { return m_fixture->action(text); }

    // Its text says what it would undo.
    [[nodiscard]] QAction* undoAction() const
    {
        for (QAction* const each : part<QToolBar>()->actions())
            if (each->text().startsWith("Undo"))
                return each;
        qFatal("no Undo");
    }

    void runToTheEnd()
    {
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!experiment().shownFile().isEmpty(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), 30'000);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
