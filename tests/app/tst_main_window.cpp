// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window, driven by keys and clicks, with a run of a second or less.

#include "app/window/main_window.h"
#include "widgets/accuracy_view.h"
#include "widgets/message_bar.h"
#include "widgets/runs_table.h"
#include "widgets/spec_form.h"
#include "widgets/status_line.h"
#include "widgets/view_grid.h"

#include <QAction>
#include <QComboBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolBar>
#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

std::vector<Preset> presets()
{
    ExperimentSpec quick = smallExperiment();
    quick.preset = "quick";
    ExperimentSpec endless = smallExperiment({"training.steps=1e9", "training.evaluateEvery=50"});
    endless.preset = "endless";
    return {{"quick", "A quick run", "Ends at once.", "", quick},
            {"endless", "An endless run", "Has to be stopped.", "", endless}};
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_folder->path().toUtf8());
        m_window = std::make_unique<MainWindow>(presets());
        m_window->experiment().choosePreset("quick");
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup() { m_window.reset(); }

    void spaceRunsTheExperimentToItsEnd()
    {
        QTest::keyClick(m_window.get(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), 30'000);
        QVERIFY2(status().contains("60 / 60"), qPrintable(status()));
        for (RunView* const view : part<ViewGrid>()->views())
            QVERIFY2(!view->isEmpty(), qPrintable(view->title()));
        QCOMPARE(part<RunsTable>()->view()->model()->rowCount(), 1);
        QVERIFY(QFile::exists(m_window->experiment().shownFile()));
    }

    void pauseStepAndGoOn()
    {
        m_window->experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), 30'000);
        QTest::keyClick(m_window.get(), Qt::Key_Space);
        QTRY_VERIFY(status().startsWith("Paused"));
        const QString before = status();
        QTest::keyClick(m_window.get(), Qt::Key_Right);
        QTRY_VERIFY(status() != before && status().startsWith("Paused"));
        action("Go on")->trigger();
        QTRY_VERIFY(status().startsWith("Running"));
        action("Stop")->trigger();
        QTRY_VERIFY(status().startsWith("Stopped"));
        QVERIFY(!action("Stop")->isEnabled());
    }

    void stepFromNothingStartsAPausedRun()
    {
        QTest::keyClick(m_window.get(), Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), 30'000);
        QVERIFY2(status().contains("1 / 60"), qPrintable(status()));
    }

    void rewindClearsTheViewsAndKeepsTheSeed()
    {
        runToTheEnd();
        action("Rewind")->trigger();
        QTRY_VERIFY(accuracy()->isEmpty());
        QCOMPARE(m_window->experiment().spec().seed, 0);
        const QString first = m_window->experiment().shownFile();
        runToTheEnd();
        QCOMPARE(part<RunsTable>()->view()->model()->rowCount(), 2);
    }

    void reseedTakesTheNextSeed()
    {
        action("Reseed")->trigger();
        QCOMPARE(m_window->experiment().spec().seed, 1);
        QCOMPARE(part<SpecForm>()->spec().seed, 1);
    }

    // A live change marks the views and is replayed after Rewind.
    void liveChangeIsMarkedAndReplayed()
    {
        m_window->experiment().choosePreset("endless");
        QTest::keyClick(m_window.get(), Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), 30'000);
        emit part<SpecForm>()->liveValueChanged("training.optimizer.learningRate", 0.125);
        QTRY_VERIFY(accuracy()->labels().join('|').contains("0.125"));
        action("Rewind")->trigger();
        QTRY_VERIFY(part<MessageBar>()->message().contains("replays 1 live change"));
        QCOMPARE(m_window->experiment().spec().training.schedule.size(), std::size_t{1});
    }

    void invalidSettingDisablesRun()
    {
        ExperimentSpec wrong = smallExperiment();
        wrong.data.parameters["n"] = std::int64_t{1};
        m_window->experiment().edit(wrong);
        QVERIFY(!action("Run")->isEnabled());
        m_window->experiment().edit(smallExperiment());
        QVERIFY(action("Run")->isEnabled());
    }

    // Opened again from its file, a run looks as it did when it ran.
    // Opening a run with live changes does not smuggle them into the next one.
    void openedRunDoesNotReplayItsChanges()
    {
        QTest::keyClick(m_window.get(), Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Paused"), 30'000);
        emit part<SpecForm>()->liveValueChanged("training.optimizer.learningRate", 0.125);
        QTRY_VERIFY(accuracy()->labels().join('|').contains("0.125"));
        action("Go on")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), 30'000);
        const QString file = m_window->experiment().shownFile();
        cleanup();
        m_window = std::make_unique<MainWindow>(presets());
        m_window->experiment().show(file);
        QTRY_VERIFY(accuracy()->labels().join('|').contains("0.125"));
        QVERIFY(m_window->experiment().spec().training.schedule.empty());
        action("Rewind")->trigger();
        QCOMPARE(m_window->experiment().spec().training.schedule.size(), std::size_t{1});
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
        m_window->experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), 30'000);
        QVERIFY(picture("Pause") != play);
    }

    void storedRunOpensAsItRan()
    {
        runToTheEnd();
        const QString file = m_window->experiment().shownFile();
        const QString csv = accuracy()->csv();
        const QStringList labels = accuracy()->labels();
        cleanup();
        m_window = std::make_unique<MainWindow>(presets());
        m_window->show();
        QTRY_COMPARE(part<RunsTable>()->view()->model()->rowCount(), 1);
        m_window->experiment().show(file);
        QTRY_VERIFY(!accuracy()->isEmpty());
        QCOMPARE(accuracy()->csv(), csv);
        QCOMPARE(accuracy()->labels(), labels);
        QCOMPARE(m_window->experiment().spec().preset, std::string("quick"));
    }

    void brokenFileIsExplained()
    {
        const QString file = m_folder->filePath("broken.grok");
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no run");
        broken.close();
        m_window->experiment().show(file);
        QTRY_VERIFY(part<MessageBar>()->message().contains("broken.grok"));
    }

    void closingTheWindowEndsTheRun()
    {
        m_window->experiment().choosePreset("endless");
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), 30'000);
        m_window.reset();
    }

private:
    template <class Widget>
    [[nodiscard]] Widget* part() const
    {
        return m_window->findChild<Widget*>();
    }

    [[nodiscard]] RunView* accuracy() const { return part<AccuracyView>(); }
    [[nodiscard]] QString status() const { return part<StatusLine>()->text(); }

    [[nodiscard]] QAction* action(const QString& text) const
    {
        for (QAction* const candidate : m_window->findChild<QToolBar*>()->actions()) {
            if (candidate->text() == text)
                return candidate;
        }
        qFatal("no action %s", qPrintable(text));
    }

    void runToTheEnd()
    {
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->experiment().shownFile().isEmpty(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), 30'000);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
