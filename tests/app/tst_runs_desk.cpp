// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the table of runs asks for, done to real files: renaming, deleting and bringing back, two
// windows on one folder, and a folder that goes.
#include "app/window/run_difference.h"
#include "app/window/run_editing.h"
#include "app/window/runs_desk.h"
#include "core/store/run_library.h"
#include "core/store/run_reader.h"
#include "core/store/run_recorder.h"
#include "core/train/catalogs.h"
#include "tests/support/small_experiment.h"
#include "widgets/runs_table.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <algorithm>
#include <optional>

using namespace grokking;
using namespace grokking::test;
namespace fs = std::filesystem;

namespace {

constexpr int timeoutMs = 30'000;

} // namespace

class TestRunsDesk : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        m_folder.emplace();
        record("a", 1);
        record("b", 2);
        record("c", 3, {"training.steps=50"});
        m_library = std::make_unique<RunLibrary>(folder());
        m_library->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(m_library->model()->runCount(), 3, timeoutMs);
    }
    void cleanup() { m_library.reset(); }

    void seedsOfOneSpecAreAGroup()
    {
        QCOMPARE(m_library->model()->rowCount(), 2);
        const QString group = m_library->model()->findRow(file("a"))->group;
        QCOMPARE(m_library->model()->findRow(file("b"))->group, group);
        ExperimentSpec spec = smallExperiment();
        spec.seed = 77; // a live run knows its group before it is stored
        QCOMPARE(groupOf(spec), group);
    }

    void deletedRunsComeBack()
    {
        RunEditing editing(*m_library);
        QSignalSpy removed(&editing, &RunEditing::removed);
        QSignalSpy restored(&editing, &RunEditing::restored);
        const auto before = readListing(file("a").toStdString());
        editing.remove({file("a"), file("b")});
        editing.remove({file("c")});
        QCOMPARE(m_library->model()->runCount(), 0);
        QVERIFY(!QFile::exists(file("a")));
        QCOMPARE(removed.first().first().toInt(), 2);
        editing.undoRemove();
        QTRY_COMPARE_WITH_TIMEOUT(m_library->model()->runCount(), 1, timeoutMs);
        editing.undoRemove();
        QTRY_COMPARE_WITH_TIMEOUT(m_library->model()->runCount(), 3, timeoutMs);
        QCOMPARE(restored.count(), 2);
        QVERIFY(readListing(file("a").toStdString()).value() == before.value());
        editing.undoRemove(); // nothing left
        QCOMPARE(restored.count(), 2);
    }

    void undoNeverReplacesAnotherRun()
    {
        RunEditing editing(*m_library);
        QSignalSpy failed(&editing, &RunEditing::failed);
        editing.remove({file("a")});
        record("a", 9);
        editing.undoRemove();
        QCOMPARE(failed.count(), 1);
        QCOMPARE(readListing(file("a").toStdString())->seed, 9);
        QFile::remove(file("a"));
        editing.undoRemove(); // it was kept
        QCOMPARE(readListing(file("a").toStdString())->seed, 1);
    }

    void runThatGoesOnStays()
    {
        RunEditing editing(*m_library);
        QSignalSpy failed(&editing, &RunEditing::failed);
        RunRow row = *m_library->model()->findRow(file("a"));
        row.live = true;
        m_library->showLive(row, smallExperiment(), std::make_shared<RunHistory>());
        editing.remove({file("a"), file("b")});
        editing.rename(file("a"), "other");
        QCOMPARE(failed.count(), 2);
        QVERIFY(QFile::exists(file("a")));
        QVERIFY(!QFile::exists(file("b")));
    }

    void renamedRunKeepsItsPlaceBehindOthers()
    {
        RunEditing editing(*m_library);
        QSignalSpy renamed(&editing, &RunEditing::renamed);
        connect(m_library->model(), &RunsModel::overlayToggled, m_library->overlays(),
                &RunOverlays::setOverlaid);
        m_library->overlays()->drawBehind(file("a"));
        QTRY_COMPARE_WITH_TIMEOUT(m_library->overlays()->all().size(), std::size_t{1}, timeoutMs);
        QCOMPARE(m_library->overlays()->all().front().group,
                 m_library->model()->findRow(file("a"))->group);
        editing.rename(file("a"), "best");
        QCOMPARE(renamed.count(), 1);
        QVERIFY(m_library->overlays()->contains(file("best")));
        QCOMPARE(m_library->overlays()->all().front().title, QString("best"));
        QVERIFY(m_library->model()->findRow(file("best"))->overlaid);
        QVERIFY(!m_library->model()->findRow(file("a")));
        m_library->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(m_library->model()->findRow(file("best"))->overlaid, timeoutMs);
    }

    void takenNameIsRefused()
    {
        RunEditing editing(*m_library);
        QSignalSpy failed(&editing, &RunEditing::failed);
        editing.rename(file("a"), "b");
        QCOMPARE(failed.count(), 1);
        QVERIFY(m_library->model()->findRow(file("a")));
        QCOMPARE(readListing(file("b").toStdString())->seed, 2);
    }

    void windowsOnOneFolderFollowEachOther()
    {
        RunLibrary other(folder());
        other.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(other.model()->runCount(), 3, timeoutMs);
        RunEditing editing(*m_library);
        editing.remove({file("b")});
        editing.rename(file("a"), "best");
        record("d", 4);
        QTRY_VERIFY_WITH_TIMEOUT(other.model()->findRow(file("best"))
                                     && other.model()->findRow(file("d"))
                                     && !other.model()->findRow(file("b")),
                                 timeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_library->model()->findRow(file("d")), timeoutMs);
    }

    void aFolderIsListedOnceItIsRead()
    {
        QTemporaryDir other;
        QSignalSpy used(m_library.get(), &RunLibrary::useShown);
        QSignalSpy listed(m_library.get(), &RunLibrary::listed);
        m_library->setFolder(other.path().toStdString());
        QCOMPARE(used.count(), 1); // nothing is known of it yet
        QCOMPARE(listed.count(), 0);
        QVERIFY(listed.wait(timeoutMs));
        QCOMPARE(m_library->model()->runCount(), 0);
    }

    void runThatVanishedIsDrawnNoMore()
    {
        connect(m_library->model(), &RunsModel::overlayToggled, m_library->overlays(),
                &RunOverlays::setOverlaid);
        m_library->overlays()->drawBehind(file("a"));
        QTRY_COMPARE_WITH_TIMEOUT(m_library->overlays()->all().size(), std::size_t{1}, timeoutMs);
        QVERIFY(QFile::remove(file("a")));
        m_library->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(m_library->model()->runCount(), 2, timeoutMs);
        QVERIFY(m_library->overlays()->all().empty());
        QCOMPARE(m_library->overlays()->checked(), QStringList());
    }

    // Once a run of this window is over, its file is what counts.
    void ownRunFollowsWhatOthersDoToItsFile()
    {
        RunRow row = *m_library->model()->findRow(file("a"));
        for (const bool live : {true, false}) {
            row.live = live;
            m_library->showLive(row, smallExperiment(), std::make_shared<RunHistory>());
        }
        QVERIFY(setNote(file("a").toStdString(), "good"));
        m_library->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(m_library->model()->findRow(file("a"))->note, QString("good"),
                                  timeoutMs);
        m_library->showLive(row, smallExperiment(), std::make_shared<RunHistory>());
        QVERIFY(renameRun(file("a").toStdString(), "mine"));
        m_library->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(m_library->model()->findRow(file("mine")), timeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(!m_library->model()->findRow(file("a")), timeoutMs);
    }

    void onlyTheRunAskedForLastIsOpened()
    {
        QSignalSpy opened(m_library.get(), &RunLibrary::opened);
        m_library->open(file("a"));
        m_library->open(file("b"));
        answer();
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.front().front().value<OpenedRun>().file, file("b"));
        m_library->open(file("a"));
        m_library->stopOpening(); // another one is on the views by now
        answer();
        QCOMPARE(opened.count(), 1);
    }

    void folderThatCannotBeMadeIsToBeChosenAnew()
    {
        RunLibrary library("/proc/nowhere");
        const auto made = library.newFile(smallExperiment());
        QVERIFY(!made);
        QVERIFY2(QString::fromStdString(made.error().text()).contains("in the preferences"),
                 made.error().text().c_str());
    }

    void folderMayGoAndComeBack()
    {
        QSignalSpy failed(m_library.get(), &RunLibrary::failed);
        fs::rename(folder(), folder().string() + "-away");
        QTRY_COMPARE_WITH_TIMEOUT(m_library->model()->runCount(), 0, timeoutMs);
        QCOMPARE(failed.count(), 1);
        fs::rename(folder().string() + "-away", folder());
        m_library->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(m_library->model()->runCount(), 3, timeoutMs);
    }

    void differencesNameBothValues()
    {
        const ExperimentSpec left = smallExperiment({"training.optimizer=adam"});
        ExperimentSpec right = smallExperiment({"training.optimizer=sgd", "data.f=0.25"});
        right.seed = left.seed + 1;
        const auto differences = differencesOf(left, right);
        const auto at = [&](const char* path) {
            return std::ranges::find(differences, QString(path), &SettingDifference::path);
        };
        QVERIFY(at("data.f") != differences.end());
        QCOMPARE(at("data.f")->right, QString("0.25"));
        QCOMPARE(at("training.optimizer.id")->left, QString("Adam")); // as the form says
        QCOMPARE(at("training.optimizer.id")->right, QString("SGD"));
        QCOMPARE(at("training.optimizer.beta1")->right, QString()); // sgd has none
        QVERIFY(at("seed") != differences.end());
        QVERIFY(differencesOf(left, left).empty());
    }

    void deskTellsWhatItDidAndTakesItBack()
    {
        RunsTable table(m_library->model());
        RunsDesk desk(*m_library, table);
        QSignalSpy told(&desk, &RunsDesk::told);
        emit table.deleteRequested({file("a"), file("b")});
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.first(), QVariantList({"2 runs deleted.", true}));
        emit table.undoRequested();
        QCOMPARE(told.last(), QVariantList({"2 runs brought back.", false}));
        QTRY_COMPARE_WITH_TIMEOUT(m_library->model()->runCount(), 3, timeoutMs);
    }

private:
    [[nodiscard]] fs::path folder() const
    {
        return fs::path(m_folder->path().toStdString()) / "runs";
    }
    [[nodiscard]] QString file(const char* name) const
    {
        return QString::fromStdString((folder() / name).string()) + ".grok";
    }
    // Waits for the worker threads and takes what they found.
    static void answer()
    {
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
    }
    // Records a run that has ended.
    void record(const char* name, std::int64_t seed,
                std::initializer_list<std::string> assignments = {}) const
    {
        fs::create_directories(folder());
        ExperimentSpec spec = smallExperiment(assignments);
        spec.seed = seed;
        auto recorder = RunRecorder::create(file(name).toStdString(), spec, catalogs());
        QVERIFY(recorder);
        (*recorder)->publish(RunStarted{});
        (*recorder)->publish(Sampled{.step = 10});
        (*recorder)->publish(Finished{.step = 10});
        QVERIFY((*recorder)->close());
    }

    std::optional<QTemporaryDir> m_folder;
    std::unique_ptr<RunLibrary> m_library;
};

QTEST_MAIN(TestRunsDesk)
#include "tst_runs_desk.moc"
