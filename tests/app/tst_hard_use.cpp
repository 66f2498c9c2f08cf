// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window under hard use: buttons pressed without end, a hundred runs at once, the folder of
// runs gone or changed by another window. It stays usable, and its files complete.
#include "core/store/run_folder.h"
#include "core/store/run_library.h"
#include "widgets/message_bar.h"
#include "widgets/runs_filter.h"
#include "widgets/runs_model.h"
#include "widgets/runs_table.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QSpinBox>

#include "tests/app/window_fixture.h"

#include <algorithm>

using namespace grokking;
using namespace grokking::test;
namespace fs = std::filesystem;

namespace {

constexpr int timeoutMs = 120'000;

} // namespace

class TestHardUse : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup()
    {
        QVERIFY(!QApplication::activeModalWidget());
        m_fixture.reset();
    }

    void runAndStopPressedFiveHundredTimes()
    {
        QRandomGenerator random(500);
        const QStringList buttons{"Run", "Stop", "Run", "Stop", "Run", "Pause", "Go on", "Rewind"};
        for (int i = 0; i < 500; ++i) {
            if (i % 25 == 0)
                experiment().choosePreset(i % 50 == 0 ? "endless" : "quick");
            press(buttons[random.bounded(static_cast<int>(buttons.size()))]);
            const QDeadlineTimer rest(random.bounded(30));
            (void)QTest::qWaitFor([&] { return rest.hasExpired(); });
        }
        press("Stop");
        QTRY_VERIFY_WITH_TIMEOUT(window()->runs().state() == RunState::Idle, timeoutMs);
        verifyFilesAreComplete();
    }

    void hundredRunsStartedAtOnceAllEnd()
    {
        seedsBox()->setValue(100);
        press("Run");
        QTRY_VERIFY2_WITH_TIMEOUT(status().contains("100 of 100 runs done"), qPrintable(status()),
                                  timeoutMs);
        QTRY_VERIFY(window()->runs().state() == RunState::Idle);
        verifyFilesAreComplete();
        QCOMPARE(runFiles().size(), 100);
    }

    void folderRemovedDuringARunIsExplained()
    {
        experiment().choosePreset("endless");
        press("Run");
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Running"), timeoutMs);
        QVERIFY(QDir(runFolder()).removeRecursively());
        auto* const bar = m_fixture->part<MessageBar>();
        QTRY_VERIFY_WITH_TIMEOUT(!bar->message().isEmpty(), timeoutMs);
        const QString told = bar->message(); // by who lists the folder or who writes into it
        QVERIFY2(told.contains("choose a folder") || told.contains("try again")
                     || told.contains("check"),
                 qPrintable(told));
        press("Stop");
        QTRY_VERIFY_WITH_TIMEOUT(window()->runs().state() == RunState::Idle, timeoutMs);
        experiment().choosePreset("quick"); // the folder is made again
        press("Run");
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), timeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(runFiles().size(), 1, timeoutMs);
    }

    void twoWindowsOnOneLibraryFollowEachOther()
    {
        press("Run");
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), timeoutMs);
        MainWindow other(windowPresets());
        other.show();
        QTRY_COMPARE_WITH_TIMEOUT(namesIn(other), QStringList{"quick-seed0"}, timeoutMs);
        const fs::path file = fs::path(runFolder().toStdString()) / "quick-seed0.grok";
        const auto renamed = renameRun(file, "mine");
        QVERIFY2(renamed, renamed ? "" : renamed.error().text().c_str());
        for (const MainWindow* each : {window(), &other})
            QTRY_COMPARE_WITH_TIMEOUT(namesIn(*each), QStringList{"mine"}, timeoutMs);
        QVERIFY(bool(trashRun(*renamed)));
        for (const MainWindow* each : {window(), &other})
            QTRY_COMPARE_WITH_TIMEOUT(namesIn(*each), QStringList(), timeoutMs);
        for (const MainWindow* each : {window(), &other})
            QVERIFY2(each->findChild<MessageBar*>()->message().isEmpty(),
                     qPrintable(each->findChild<MessageBar*>()->message()));
    }

    void twoWindowsRunTheSameExperimentAtOnce()
    {
        MainWindow other(windowPresets());
        other.show();
        other.experiment().choosePreset("quick");
        press("Run");
        other.experiment().runOrResume();
        QTRY_VERIFY_WITH_TIMEOUT(window()->runs().state() == RunState::Idle, timeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(other.runs().state() == RunState::Idle, timeoutMs);
        verifyFilesAreComplete();
        QTRY_VERIFY_WITH_TIMEOUT(namesIn(*window()).size() == runFiles().size(), timeoutMs);
    }

private:
    [[nodiscard]] MainWindow* window() const { return m_fixture->window(); }
    [[nodiscard]] ExperimentController& experiment() const { return m_fixture->experiment(); }
    [[nodiscard]] QString status() const { return m_fixture->status(); }
    [[nodiscard]] QString runFolder() const
    {
        return m_fixture->folder() + "/grokking-explorer/runs";
    }
    [[nodiscard]] QStringList runFiles() const
    {
        return QDir(runFolder()).entryList({"*.grok"}, QDir::Files);
    }
    [[nodiscard]] QSpinBox* seedsBox() const
    {
        return m_fixture->part<QToolBar>()->findChild<QSpinBox*>();
    }

    // Presses a button as far as it is there and enabled.
    void press(const QString& text) const
    {
        for (QAction* const candidate : m_fixture->part<QToolBar>()->actions())
            if (candidate->text() == text && candidate->isEnabled())
                return candidate->trigger();
    }

    [[nodiscard]] static QStringList namesIn(const MainWindow& shown)
    {
        auto* const proxy = shown.findChild<RunsTable*>()->proxy();
        QStringList names;
        for (const RunRow& row : qobject_cast<RunsModel*>(proxy->sourceModel())->rows())
            names << row.name;
        names.sort();
        return names;
    }

    // Every file is a run with an end, and nothing else is left in the folder.
    void verifyFilesAreComplete()
    {
        m_fixture->close(); // writes what is left
        const auto listed = listRuns(runFolder().toStdString());
        QVERIFY2(listed, listed ? "" : listed.error().text().c_str());
        QVERIFY(listed->unreadable.empty());
        for (const RunListing& run : listed->runs) {
            QVERIFY2(run.end.has_value(), run.file.c_str());
            const bool begun = run.lastSample.has_value(); // else stopped while preparing
            QVERIFY2(run.checkpointStep.has_value() || !begun, run.file.c_str());
        }
        QDirIterator files(runFolder(), QDir::Files | QDir::Hidden);
        while (files.hasNext()) {
            const QString file = files.next();
            QVERIFY2(file.endsWith(".grok") || file.endsWith("/.index.sqlite"), qPrintable(file));
        }
        m_fixture->reopen();
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestHardUse)
#include "tst_hard_use.moc"
