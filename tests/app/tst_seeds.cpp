// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Several seeds started at once in the window: as many runs, side by side, one after the other.
#include "core/store/run_reader.h"
#include "widgets/runs_filter.h"
#include "widgets/runs_model.h"
#include "widgets/runs_table.h"
#include "widgets/spec_form.h"

#include <QSpinBox>
#include <QTreeView>

#include "tests/app/window_fixture.h"

#include <algorithm>

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int timeoutMs = 60'000;

} // namespace

class TestSeeds : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void eachSeedIsARunWithItsFile()
    {
        start("quick", 4);
        QTRY_VERIFY_WITH_TIMEOUT(status().contains("4 of 4 runs done"), timeoutMs);
        QVERIFY2(status().startsWith("Finished"), qPrintable(status()));
        std::vector<std::int64_t> seeds;
        for (const RunRow& row : rows()) {
            QVERIFY(QFile::exists(row.file));
            QVERIFY(!row.live);
            seeds.push_back(row.seed);
        }
        std::ranges::sort(seeds);
        QCOMPARE(seeds, (std::vector<std::int64_t>{0, 1, 2, 3}));
    }

    void oneSeedShowsNoGroup()
    {
        start("quick", 1);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), timeoutMs);
        QVERIFY2(!status().contains("runs done"), qPrintable(status()));
        QCOMPARE(rows().size(), std::size_t{1});
        QVERIFY(!rows().front().overlaid);
    }

    // Its group may be folded, with what was run before.
    void runAgainIsSeenInItsGroup()
    {
        auto* const table = m_fixture->part<RunsTable>();
        for (std::size_t run = 1; run <= 3; ++run) {
            table->view()->collapseAll();
            start("quick", 1);
            QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished") && rows().size() == run,
                                     timeoutMs);
            QCOMPARE(table->selectedFiles(), QStringList{m_fixture->experiment().shownFile()});
            QVERIFY(!table->view()->visualRect(table->view()->currentIndex()).isEmpty());
        }
    }

    // Seed 3 in the window is seed 3 anywhere: the group changes nothing in a run.
    void aSeedOfAGroupIsTheSameRunAlone()
    {
        start("quick", 2);
        QTRY_VERIFY_WITH_TIMEOUT(status().contains("2 of 2 runs done"), timeoutMs);
        show(1);
        const QString inGroup = accuracy()->csv();
        seedsBox()->setValue(1);
        action("Reseed")->trigger();
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished") && rows().size() == 3, timeoutMs);
        QCOMPARE(accuracy()->csv(), inGroup);
    }

    void notMoreRunsAtATimeThanCores()
    {
        const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
        start("endless", static_cast<int>(cores) + 2);
        QTRY_COMPARE_WITH_TIMEOUT(rows().size(), cores, timeoutMs);
        QVERIFY2(status().contains(QString("0 of %1 runs done").arg(cores + 2)),
                 qPrintable(status()));
        action("Stop")->trigger();
        QTRY_VERIFY(!action("Stop")->isEnabled());
        QCOMPARE(rows().size(), cores); // those that waited leave nothing behind
        QCOMPARE(QDir(QFileInfo(rows().front().file).path()).entryList({"*.grok"}).size(),
                 static_cast<qsizetype>(cores));
    }

    void commandsActOnAllRuns()
    {
        startTwoEndless();
        action("Pause")->trigger();
        QTRY_VERIFY(status().startsWith("Paused"));
        const auto before = steps();
        QTest::keyClick(m_fixture->window(), Qt::Key_Right);
        QTRY_VERIFY(steps()[0] == before[0] + 1 && steps()[1] == before[1] + 1);
        emit m_fixture->part<SpecForm>()->liveValueChanged("training.optimizer.learningRate",
                                                           0.125);
        action("Go on")->trigger();
        QTRY_VERIFY(status().startsWith("Running"));
        for (const std::int64_t seed : {0, 1}) {
            show(seed);
            QTRY_VERIFY(accuracy()->labels().join('|').contains("0.125"));
        }
    }

    void activatedRowIsShownAndGoesOn()
    {
        startTwoEndless();
        const QString first = m_fixture->experiment().shownFile();
        show(1);
        QVERIFY(m_fixture->experiment().shownFile() != first);
        const QString before = accuracy()->csv();
        QTRY_VERIFY(accuracy()->csv().size() > before.size());
        QVERIFY(accuracy()->csv().startsWith(before));
    }

    void rowOfTheShownRunIsSelected()
    {
        startTwoEndless();
        const QStringList group = m_fixture->part<RunsTable>()->selectedFiles();
        QCOMPARE(group.size(), 2);
        QVERIFY(group.contains(m_fixture->experiment().shownFile()));
    }

    void enterGivesTheKeysBackToTheWindow()
    {
        seedsBox()->setFocus();
        QTest::keyClicks(seedsBox(), "2");
        QTest::keyClick(seedsBox(), Qt::Key_Return);
        QTest::keyClick(m_fixture->window(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(status().contains("runs done"), timeoutMs);
    }

    void spaceInTheTableChecksTheRun()
    {
        start("quick", 1);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), timeoutMs);
        auto* const table = m_fixture->part<RunsTable>();
        table->selectFile(rows().front().file);
        table->view()->setFocus();
        QTest::keyClick(table->view(), Qt::Key_Space);
        QVERIFY(rows().front().overlaid);
        QCOMPARE(rows().size(), std::size_t{1});
    }

    void siblingsAreDrawnBehindTheShownRun()
    {
        startTwoEndless();
        QTRY_VERIFY(accuracy()->labels().contains("endless-seed1"));
        QVERIFY(!accuracy()->labels().contains("endless-seed0"));
        show(1);
        QTRY_VERIFY(accuracy()->labels().contains("endless-seed0"));
        QVERIFY(!accuracy()->labels().contains("endless-seed1"));
    }

    void nextGroupIsDrawnWithoutTheLastOne()
    {
        start("quick", 2);
        QTRY_VERIFY_WITH_TIMEOUT(status().contains("2 of 2 runs done"), timeoutMs);
        seedsBox()->setValue(1);
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(rows().size() == 3 && status().startsWith("Finished"), timeoutMs);
        QVERIFY(std::ranges::none_of(rows(), &RunRow::overlaid));
        QVERIFY(!accuracy()->labels().join('|').contains("seed1"));
    }

    void runAgainWhileAGroupGoesOn()
    {
        startTwoEndless();
        m_fixture->experiment().choosePreset("quick");
        m_fixture->experiment().runOrResume();
        QTRY_VERIFY_WITH_TIMEOUT(status().contains("2 of 2 runs done"), timeoutMs);
        QCOMPARE(rows().size(), std::size_t{4});
        QVERIFY(std::ranges::none_of(rows(), &RunRow::live));
    }

    // The window goes on while the runs come to their ends.
    void stopIsAnsweredAtOnce()
    {
        startTwoEndless();
        action("Stop")->trigger();
        QCOMPARE(m_fixture->window()->runs().state(), RunState::Stopping);
        QVERIFY(!action("Stop")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Stopped"), 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::none_of(rows(), &RunRow::live), 5'000);
    }

    void runThatDoesNotFitIntoMemoryIsRefused()
    {
        ExperimentSpec spec = m_fixture->experiment().spec();
        spec.learner.parameters["width"] = std::int64_t{16384};
        spec.learner.parameters["depth"] = std::int64_t{16};
        m_fixture->experiment().edit(spec);
        QSignalSpy failures(&m_fixture->experiment(), &ExperimentController::failed);
        m_fixture->experiment().runOrResume();
        QCOMPARE(failures.count(), 1);
        const auto error = failures.front().front().value<Error>();
        QVERIFY2(QString::fromStdString(error.text()).contains("are available"),
                 error.text().c_str());
        QVERIFY(rows().empty());
    }

    void closingTheWindowAtOnceLeavesNoEmptyFile()
    {
        start("endless", 4);
        m_fixture->close();
        const QDir runs(m_fixture->folder() + "/grokking-explorer/runs");
        QCOMPARE(runs.entryList({"*.grok"}), QStringList());
    }

    void closingTheWindowLeavesResumableFiles()
    {
        startTwoEndless();
        const std::vector<RunRow> started = rows();
        m_fixture->close();
        for (const RunRow& row : started) {
            const auto listing = readListing(row.file.toStdString());
            QVERIFY2(listing, qPrintable(row.file));
            QVERIFY(listing->checkpointStep.has_value());
            QVERIFY(listing->end == RunEnd::Interrupted);
        }
    }

private:
    void start(const QString& preset, int seeds)
    {
        m_fixture->experiment().choosePreset(preset);
        seedsBox()->setValue(seeds);
        action("Run")->trigger();
    }

    // Two runs that go on, whatever the number of cores.
    void startTwoEndless()
    {
        if (std::thread::hardware_concurrency() < 2)
            QSKIP("one core runs one seed at a time");
        start("endless", 2);
        QTRY_VERIFY_WITH_TIMEOUT(rows().size() == 2 && status().startsWith("Running"), timeoutMs);
    }

    // Opens the row of a seed with the keyboard, as a user does.
    void show(std::int64_t seed) const
    {
        const std::vector<RunRow> runs = rows();
        const auto row = std::ranges::find(runs, seed, &RunRow::seed);
        auto* const table = m_fixture->part<RunsTable>();
        table->view()->expandAll(); // the seeds are in a group
        table->selectFile(row->file);
        QTest::keyClick(table->view(), Qt::Key_Return);
        QCOMPARE(m_fixture->experiment().shownFile(), row->file);
    }

    [[nodiscard]] std::vector<RunRow> rows() const
    {
        auto* const proxy = m_fixture->part<RunsTable>()->proxy();
        return qobject_cast<RunsModel*>(proxy->sourceModel())->rows();
    }

    [[nodiscard]] std::vector<std::int64_t> steps() const
    {
        std::vector<std::int64_t> all;
        for (const RunRow& row : rows())
            all.push_back(row.last->step);
        return all;
    }

    [[nodiscard]] QSpinBox* seedsBox() const
    {
        return m_fixture->part<QToolBar>()->findChild<QSpinBox*>();
    }
    [[nodiscard]] QAction* action(const QString& text) const { return m_fixture->action(text); }
    [[nodiscard]] RunView* accuracy() const { return m_fixture->accuracy(); }
    [[nodiscard]] QString status() const { return m_fixture->status(); }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestSeeds)
#include "tst_seeds.moc"
