// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The toolbar and the keys of the window: steps, goals, undo, help.
#include "app/window/help_panel.h"
#include "app/window/preset_story.h"
#include "app/window/transport_bar.h"
#include "widgets/message_bar.h"
#include "widgets/number_box.h"
#include "widgets/spec_form.h"
#include "widgets/timeline.h"

#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSlider>
#include <QToolButton>

#include <functional>

#include "tests/app/window_fixture.h"

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int timeoutMs = 30'000;

} // namespace

class TestTransport : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void keysStepSoManyTimes_data()
    {
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<QString>("step");
        QTest::newRow("Right") << int(Qt::NoModifier) << "step 1 /";
        QTest::newRow("Shift+Right") << int(Qt::ShiftModifier) << "step 10 /";
        QTest::newRow("Ctrl+Right") << int(Qt::ControlModifier) << "step 100 /";
    }
    void keysStepSoManyTimes()
    {
        QFETCH(int, modifiers);
        QFETCH(QString, step);
        experiment().choosePreset("endless");
        QTest::keyClick(window(), Qt::Key_Right, Qt::KeyboardModifiers(modifiers));
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), timeoutMs);
        QTRY_VERIFY2(status().contains(step), qPrintable(status()));
    }

    // Wherever Stop found it: nothing is known of the steps since the last evaluation.
    void stoppedRunHasOneLastStep()
    {
        experiment().choosePreset("endless");
        action("Run")->trigger();
        auto* const timeline = m_fixture->part<Timeline>();
        QTRY_VERIFY_WITH_TIMEOUT(timeline->steps().size() > 20, timeoutMs);
        action("Stop")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Stopped"), timeoutMs);
        const QString step = timeline->readout().section("  ·  ", 0, 0) + " /";
        QTRY_VERIFY2(status().contains(step), qPrintable(status() + ", but " + step));
    }

    // Nothing is trained for long that cannot be written, whatever was pressed.
    void goingOnWithoutAFilePausesAgain()
    {
        QSignalSpy failures(&window()->runs(), &RunController::writingFailed);
        experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->part<Timeline>()->steps().size() > 20, timeoutMs);
        const QString file = window()->runs().runs().front()->file();
        QVERIFY(QFile::rename(file, file + ".away"));
        QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 1, timeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), timeoutMs);
        for (const auto& goOn : std::initializer_list<std::function<void()>>{
                 [this] { window()->runs().resume(); }, [this] { window()->runs().step(100'000); },
                 [this] { window()->runs().runUntil(Milestone::Generalized); }}) {
            const auto before = failures.size();
            goOn();
            QTRY_COMPARE_WITH_TIMEOUT(failures.size(), before + 1, timeoutMs);
            QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), timeoutMs);
        }
        QVERIFY(QFile::rename(file + ".away", file));
        window()->runs().step(1);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), timeoutMs);
        action("Stop")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Stopped"), timeoutMs);
        QCOMPARE(failures.size(), 4);
    }

    // The pause is where the table of runs has t1, which counts samples.
    void untilT1PausesThereAndSaysSoTheSecondTime()
    {
        experiment().choosePreset("endless");
        QTest::keyClick(window(), Qt::Key_T);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), timeoutMs);
        const LiveRun& run = *window()->runs().runs().front();
        QTRY_VERIFY(run.summary().t1.has_value());
        QCOMPARE(run.history()->samples().back().step, run.summary().t1->step);
        QVERIFY(!run.summary().t1->confirmed);
        QTest::keyClick(window(), Qt::Key_T);
        QTRY_VERIFY(m_fixture->part<MessageBar>()->message().contains("t1 is reached already"));
    }

    void eachSeedPausesAtItsOwn()
    {
        experiment().choosePreset("endless");
        window()->chooseSeeds(2);
        QTest::keyClick(window(), Qt::Key_T);
        QTRY_COMPARE_WITH_TIMEOUT(window()->runs().runs().size(), std::size_t{2}, timeoutMs);
        for (const auto& run : window()->runs().runs()) {
            QTRY_VERIFY_WITH_TIMEOUT(run->state() == RunState::Paused, timeoutMs);
            QTRY_VERIFY(run->summary().t1.has_value());
            QCOMPARE(run->history()->samples().back().step, run->summary().t1->step);
        }
    }

    // A seed that has got there makes room for the next one.
    void seedsThatWaitedGetThereToo()
    {
        experiment().choosePreset("endless");
        window()->runs().setRunsAtOnce(1);
        window()->chooseSeeds(3);
        QTest::keyClick(window(), Qt::Key_T);
        QTRY_COMPARE_WITH_TIMEOUT(window()->runs().runs().size(), std::size_t{3}, timeoutMs);
        for (const auto& run : window()->runs().runs()) {
            QTRY_VERIFY_WITH_TIMEOUT(run->state() == RunState::Paused, timeoutMs);
            QTRY_VERIFY(run->summary().t1.has_value());
        }
        QVERIFY(m_fixture->part<MessageBar>()->message().isEmpty());
    }

    // Paused by hand behind t1, the first seed is no reason to keep the second from it.
    void untilT1LetsWaitingSeedsBegin()
    {
        experiment().choosePreset("endless");
        window()->runs().setRunsAtOnce(1);
        window()->chooseSeeds(2);
        action("Run")->trigger();
        const auto& runs = window()->runs().runs();
        QTRY_VERIFY_WITH_TIMEOUT(!runs.empty() && runs.front()->summary().t1, timeoutMs);
        action("Pause")->trigger();
        QTRY_VERIFY(status().startsWith("Paused"));
        QTest::keyClick(window(), Qt::Key_T);
        QVERIFY(m_fixture->part<MessageBar>()->message().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(runs.size() == 2 && runs.back()->summary().t1, timeoutMs);
        QTRY_VERIFY(runs.back()->state() == RunState::Paused);
        QTest::keyClick(window(), Qt::Key_T);
        QTRY_VERIFY(m_fixture->part<MessageBar>()->message().contains("t1 is reached already"));
    }

    void editOfAValidSpecLeavesTheButtonsAlone()
    {
        QSignalSpy changed(action("Stop"), &QAction::changed);
        ExperimentSpec spec = experiment().spec();
        spec.seed += 7;
        experiment().edit(spec);
        QCOMPARE(changed.count(), 0);
        spec.data.parameters["n"] = std::int64_t{1};
        experiment().edit(spec);
        QVERIFY(changed.count() > 0);
    }

    void whatCanBeDone()
    {
        // Idle, nothing shown.
        QCOMPARE(enabled(), (QStringList{"Run", "Step", "Reseed"}));
        experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), timeoutMs);
        QCOMPARE(enabled(), (QStringList{"Pause", "Step", "Stop", "Rewind", "Reseed"}));
        action("Pause")->trigger();
        QTRY_VERIFY(status().startsWith("Paused"));
        QCOMPARE(enabled(), (QStringList{"Go on", "Step", "Stop", "Rewind", "Reseed"}));
        action("Stop")->trigger();
        QCOMPARE(enabled(), (QStringList{"Reseed"})); // stopping
        QTRY_VERIFY(status().startsWith("Stopped"));
        QTRY_COMPARE(enabled(), (QStringList{"Go on", "Step", "Rewind", "Reseed"}));
        action("Rewind")->trigger();
        QCOMPARE(enabled(), (QStringList{"Run", "Step", "Reseed"}));
    }

    void nothingIsCutOff_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {500, 640, 853, 1024, 1280, 1920})
            QTest::addRow("%d", width) << width;
    }
    void nothingIsCutOff()
    {
        QFETCH(int, width);
        window()->resize(width, 600);
        auto* const bar = m_fixture->part<QToolBar>();
        QTRY_VERIFY(bar->width() <= width);
        QTRY_VERIFY(bar->layout()->sizeHint().width() <= bar->width());
        auto* const extension = bar->findChild<QToolButton*>("qt_toolbar_ext_button");
        QTRY_VERIFY(!extension || !extension->isVisible());
    }

    // A click that comes too late must not hit another button.
    void buttonsKeepTheirPlaces_data() { nothingIsCutOff_data(); }
    void buttonsKeepTheirPlaces()
    {
        QFETCH(int, width);
        experiment().choosePreset("endless");
        window()->resize(width, 600);
        auto* const bar = m_fixture->part<TransportBar>();
        QTRY_VERIFY(bar->width() <= width);
        const auto places = [bar] {
            qApp->processEvents();
            bar->layout()->activate();
            QList<QRect> all;
            for (QAction* const each : bar->actions())
                all << bar->widgetForAction(each)->geometry();
            return all;
        };
        const QList<QRect> idle = places();
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), timeoutMs);
        QCOMPARE(places(), idle);
        action("Pause")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), timeoutMs);
        QCOMPARE(places(), idle);
        action("Stop")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Stopped"), timeoutMs);
        QTRY_VERIFY(enabled().contains("Go on"));
        QCOMPARE(places(), idle);
        bar->setTarget(RunTarget::LongerRun);
        QCOMPARE(m_fixture->action("Train longer")->isEnabled(), true);
        QCOMPARE(places(), idle);
        bar->setStudy(StudyStatus::Ready);
        QCOMPARE(m_fixture->action("Run study")->isEnabled(), true);
        QCOMPARE(places(), idle);
    }

    void toolsThatHaveNoRoomAreInAMenuAndKeepTheirKeys()
    {
        window()->resize(1280, 600);
        auto* const bar = m_fixture->part<QToolBar>();
        const QList<QAction*> before = bar->actions();
        QAction* const logSteps = action("Log steps");
        window()->resize(500, 600);
        QTRY_COMPARE(bar->actions().back()->text(), QString("More"));
        const QList<QAction*> more = bar->actions().back()->menu()->actions();
        QVERIFY(more.contains(logSteps) && !bar->actions().contains(logSteps));
        QVERIFY(!more.contains(action("Stop")));
        QTest::keySequence(window(), QKeySequence("Ctrl+L"));
        QVERIFY(!logSteps->isChecked());
        window()->resize(1280, 600);
        QTRY_COMPARE(bar->actions(), before);
    }

    void editsAreUndoneByKey()
    {
        auto* const field = m_fixture->part<SpecForm>()->findChild<NumberBox*>("data.n");
        auto* const line = field->findChild<QLineEdit*>();
        field->setFocus(); // the keys of its text are its own
        line->selectAll();
        QTest::keyClicks(field, "48");
        QTest::keySequence(field, QKeySequence::Undo); // of the text
        QVERIFY(!line->text().contains("48"));
        line->selectAll();
        QTest::keyClicks(field, "48");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(samples(), 48);
        QTest::keySequence(field, QKeySequence::Undo); // of the edit
        QCOMPARE(samples(), 36);
        QCOMPARE(line->text(), QString("36"));
        QTest::keySequence(field, QKeySequence("Ctrl+Shift+Z"));
        QCOMPARE(samples(), 48);
    }

    void undoWhileRunningTakesALiveChangeBack()
    {
        experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), timeoutMs);
        const QString path = "training.optimizer.learningRate";
        auto* const field = m_fixture->part<SpecForm>()->findChild<NumberBox*>(path);
        const double before =
            realValue(experiment().spec().training.optimizer.parameters, "learningRate");
        field->selectAll();
        QTest::keyClicks(field, "0.125");
        QTest::keyClick(field, Qt::Key_Return);
        const auto changes = [this] {
            return window()->runs().runs().front()->history()->changes();
        };
        QTRY_COMPARE(changes().size(), std::size_t{1});
        QTest::keySequence(field, QKeySequence::Undo);
        QTRY_COMPARE(changes().size(), std::size_t{2});
        QCOMPARE(changes()[1].value, before);
    }

    void sliderKeepsItsArrows()
    {
        auto* const slider = m_fixture->part<SpecForm>()->findChild<QSlider*>();
        slider->setFocus();
        const int before = slider->value();
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(slider->value(), before + 1);
        QVERIFY(window()->runs().state() == RunState::Idle);
    }

    void resetAllIsOffered()
    {
        auto* const reset = m_fixture->part<PresetStory>()->findChild<QToolButton*>();
        QVERIFY(!reset->isVisible());
        action("Reseed")->trigger();
        QVERIFY(reset->isVisible());
        reset->click();
        QCOMPARE(experiment().spec().seed, 0);
        QVERIFY(!reset->isVisible());
    }

    void estimateIsShown()
    {
        const auto* const label = window()->findChild<QLabel*>("estimate");
        QTRY_VERIFY_WITH_TIMEOUT(label->text().startsWith("about "), timeoutMs);
        window()->chooseSeeds(3);
        QVERIFY2(label->text().startsWith("3 runs, "), qPrintable(label->text()));
        ExperimentSpec wrong = experiment().spec();
        wrong.data.parameters["n"] = std::int64_t{1};
        experiment().edit(wrong);
        QVERIFY(label->text().startsWith("No estimate"));
    }

    void estimateOfWhatDoesNotFitSaysSo()
    {
        ExperimentSpec huge = experiment().spec();
        huge.learner.parameters["width"] = std::int64_t{16384};
        huge.learner.parameters["depth"] = std::int64_t{16};
        experiment().edit(huge);
        const QString text = window()->findChild<QLabel*>("estimate")->text();
        QVERIFY2(text.contains("are available; choose"), qPrintable(text));
    }

    void helpListsEveryKeyAndTheField()
    {
        auto* const field = m_fixture->part<SpecForm>()->findChild<NumberBox*>("data.n");
        field->setFocus();
        QTest::keyClick(window(), Qt::Key_F1);
        auto* const help = m_fixture->part<HelpPanel>();
        QVERIFY(help->isVisible());
        QVERIFY2(help->text().contains("Training samples over"), qPrintable(help->text()));
        const QString keys = help->keys().join('\n');
        for (const char* key : {"Space: ", "Shift+Right: ", "Home: Rewind", "F1: Help", "Ctrl+Z: "})
            QVERIFY2(keys.contains(key), qPrintable(keys));
    }

private:
    [[nodiscard]] MainWindow* window() const { return m_fixture->window(); }
    [[nodiscard]] ExperimentController& experiment() const { return m_fixture->experiment(); }
    [[nodiscard]] QString status() const { return m_fixture->status(); }
    [[nodiscard]] QAction* action(const QString& text) const { return m_fixture->action(text); }

    [[nodiscard]] std::int64_t samples() const
    {
        return integerValue(experiment().spec().data.parameters, "n");
    }

    // The transport's actions that can be used, in their order.
    [[nodiscard]] QStringList enabled() const
    {
        const QStringList transport{"Run", "Pause", "Go on", "Step", "Stop", "Rewind", "Reseed"};
        QStringList texts;
        for (const QAction* const each : m_fixture->part<QToolBar>()->actions())
            if (each->isEnabled() && transport.contains(each->text()))
                texts << each->text();
        return texts;
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestTransport)
#include "tst_transport.moc"
