// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Studies in the window, by the rules and into the files of `grokking study`.
#include "app/shared/lehc_gaps.h"
#include "app/shared/study_plan.h"
#include "app/window/study_desk.h"
#include "core/store/run_reader.h"
#include "widgets/message_bar.h"
#include "widgets/outcome_table.h"
#include "widgets/outcome_view.h"
#include "widgets/runs_model.h"
#include "widgets/runs_table.h"
#include "widgets/study_panel.h"
#include "widgets/view_grid.h"

#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeWidget>

#include "tests/app/window_fixture.h"

#include <filesystem>

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int timeoutMs = 60'000;

// Two settings by two seeds.
StudySpec tinyStudy(std::initializer_list<std::string> assignments = {})
{
    ExperimentSpec base = smallExperiment(assignments);
    base.preset = "quick";
    return {"tiny",
            "",
            "A tiny study",
            "Compares two scales.",
            "",
            {base},
            {{"learner.initScale", {1.0, 8.0}}},
            {0, 2}};
}

StudySpec longStudy()
{
    return tinyStudy({"training.steps=3000", "training.evaluateEvery=500"});
}

} // namespace

class TestStudyDesk : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aStudyStandsInThePlaceOfTheForm()
    {
        choose(tinyStudy());
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(presets()->currentData().toString(), QString("tiny"));
        QTRY_COMPARE_WITH_TIMEOUT(panel()->progressText(), QString("0 of 4 runs done"), timeoutMs);
        QCOMPARE(rows(), (QStringList{"initScale 1: 0 of 2", "initScale 8: 0 of 2"}));
        QVERIFY(!action("Step")->isEnabled());
        window()->studies().choose("quick");
        QVERIFY(!panel()->isVisible());
        QVERIFY(!outcomes()->isVisible());
        QVERIFY(action("Run")->isEnabled());
    }

    void itsRunsAreThoseOfTheCommandLine()
    {
        choose(tinyStudy());
        runToItsEnd();
        QTRY_COMPARE_WITH_TIMEOUT(
            rows(), (QStringList{"initScale 1: 2 of 2", "initScale 8: 2 of 2"}), timeoutMs);
        QVERIFY(!action("Run study")->isEnabled());
        const auto again = prepareStudy(runsOf(tinyStudy()), folder());
        QVERIFY2(again, again ? "" : again.error().text().c_str());
        QCOMPARE(again->plan.text(),
                 std::string("4 runs: 4 finished before, 0 to go on with, 0 new"));
        QCOMPARE(m_fixture->part<RunsTable>()->findChild<QTreeView*>()->model()->rowCount(), 2);
    }

    void moreSeedsRunOnlyThose()
    {
        choose(tinyStudy());
        runToItsEnd();
        panel()->findChild<QSpinBox*>()->setValue(3);
        QTRY_COMPARE_WITH_TIMEOUT(panel()->progressText(), QString("4 of 6 runs done"), timeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(runButton()->text(), QString("Run the other 2"), timeoutMs);
        QTest::mouseClick(runButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(panel()->progressText(), QString("All 6 runs done"), timeoutMs);
        QCOMPARE(window()->runs().runs().size(), std::size_t{2});
    }

    // Stopped, the window closed, and gone on with by the next one: the same bits.
    void aStoppedStudyGoesOn()
    {
        choose(longStudy());
        QTRY_VERIFY_WITH_TIMEOUT(action("Run study")->isEnabled(), timeoutMs);
        RunController& runs = window()->runs();
        // A pause at an evaluation adds no sample.
        connect(&runs, &RunController::began, &runs, [&runs] { runs.step(500); });
        action("Run study")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(runs.state() == RunState::Paused, timeoutMs);
        action("Stop")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window()->runs().state() == RunState::Idle, timeoutMs);
        QTRY_VERIFY2_WITH_TIMEOUT(panel()->progressText().contains("to go on with"),
                                  qPrintable(panel()->progressText()), timeoutMs);
        m_fixture->reopen();
        choose(longStudy());
        QTRY_VERIFY_WITH_TIMEOUT(panel()->progressText().contains("to go on with"), timeoutMs);
        runToItsEnd();
        const std::filesystem::path stopped = folder();

        window()->studies().setStudyFolder(m_fixture->folder() + "/whole");
        runToItsEnd();
        for (const StudyRun& run : runsOf(longStudy())) {
            const auto first = readSamples(stopped / (run.name + ".grok"));
            const auto second = readSamples(folder() / (run.name + ".grok"));
            QVERIFY(first && second && !second->empty());
            QVERIFY(*first == *second);
        }
    }

    void anArmIsShownWithItsSeedsBehind()
    {
        choose(tinyStudy());
        runToItsEnd();
        auto* const table = outcomes()->view();
        table->setCurrentItem(table->topLevelItem(1));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(experiment().shownFile().endsWith("quick-initScale8-seed0.grok"),
                                 timeoutMs);
        const auto overlaid = [this] {
            QStringList names;
            for (const RunRow& row : window()->findChild<RunLibrary*>()->model()->rows())
                if (row.overlaid)
                    names << row.name;
            return names;
        };
        QTRY_COMPARE(overlaid(), (QStringList{"quick-initScale8-seed0", "quick-initScale8-seed1"}));
    }

    // Opened before there is a run, the picture follows the study to its end.
    void outcomesAreDrawnAgainstTheSettingOrTheShareOfLehc()
    {
        choose(studyWithGaps());
        clickLink("Picture");
        QTRY_VERIFY_WITH_TIMEOUT(picture()->isVisible(), timeoutMs);
        QVERIFY(picture()->isEmpty());
        runToItsEnd();
        QTRY_COMPARE_WITH_TIMEOUT(picture()->title(),
                                  QString("Gap t2 - t1 (steps) against Init scale"), timeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(picture()->csv().count('\n'), 3, timeoutMs);
        QCOMPARE(picture()->readout(), QString("the runs of this study"));
        chooseIn("Against", lehcShareTitle);
        QTRY_COMPARE_WITH_TIMEOUT(picture()->title(),
                                  QString("Gap t2 - t1 (steps) against ") + lehcShareTitle,
                                  timeoutMs);
        QCOMPARE(picture()->csv().count('\n'), 5); // every run
        QVERIFY2(picture()->labels().join(' ').contains("4 runs"),
                 qPrintable(picture()->labels().join(' ')));
    }

    void runsChosenInTheTableAreDrawn()
    {
        choose(studyWithGaps());
        runToItsEnd();
        QStringList files;
        for (const StudyRun& run : runsOf(studyWithGaps()))
            files << QString::fromStdString((folder() / (run.name + ".grok")).string());
        files.removeFirst();
        emit m_fixture->part<RunsTable>()->outcomesRequested(files);
        QTRY_COMPARE_WITH_TIMEOUT(picture()->readout(), QString("3 runs chosen in the table"),
                                  timeoutMs);
        chooseIn("Against", lehcShareTitle);
        QTRY_COMPARE_WITH_TIMEOUT(picture()->csv().count('\n'), 4, timeoutMs);
        clickLink("Picture");
        QTRY_COMPARE_WITH_TIMEOUT(picture()->csv().count('\n'), 5, timeoutMs);
    }

    // Without a study: the seeds that are on the views, as they end.
    void drawnRunsHaveAPictureToo()
    {
        m_fixture->part<ViewGrid>()->setViewVisible(picture(), true);
        QVERIFY(picture()->isEmpty());
        experiment().edit(studyWithGaps().bases.front());
        experiment().setSeeds(2);
        experiment().runOrResume();
        QTRY_COMPARE_WITH_TIMEOUT(picture()->title(),
                                  QString("Gap t2 - t1 (steps) against ") + lehcShareTitle,
                                  timeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(picture()->csv().count('\n'), 3, timeoutMs);
        QCOMPARE(picture()->readout(), QString("the runs drawn on the views"));
    }

    // Closed while files are read, the picture reads nothing until it opens again.
    void aClosedPictureIsReadAnewWhenItOpens()
    {
        choose(studyWithGaps());
        runToItsEnd();
        emit m_fixture->part<RunsTable>()->outcomesRequested({"one.grok", "other.grok"});
        m_fixture->part<ViewGrid>()->setViewVisible(picture(), false);
        auto* const library = window()->findChild<RunLibrary*>();
        QSignalSpy listed(library, &RunLibrary::listed);
        while (listed.count() < 3) { // or it could not be seen that nothing is read
            library->refresh();
            QVERIFY(listed.wait(timeoutMs));
        }
        QVERIFY(picture()->isEmpty());
        m_fixture->part<ViewGrid>()->setViewVisible(picture(), true);
        QTRY_COMPARE_WITH_TIMEOUT(picture()->csv().count('\n'), 3, timeoutMs);
        QCOMPARE(picture()->readout(), QString("the runs of this study"));
    }

    void settingsOfAStudyAreNotChangedWhileItRuns()
    {
        choose(tinyStudy({"training.steps=1e9"}));
        QTRY_VERIFY_WITH_TIMEOUT(action("Run study")->isEnabled(), timeoutMs);
        action("Run study")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window()->runs().state() == RunState::Running, timeoutMs);
        QVERIFY(!action("Reseed")->isEnabled());
        QVERIFY(!action("Rewind")->isEnabled());
        window()->runs().change("training.optimizer.learningRate", 0.5);
        window()->runs().stop();
        QTRY_VERIFY_WITH_TIMEOUT(window()->runs().state() == RunState::Idle, timeoutMs);
        for (const auto& run : window()->runs().runs())
            QVERIFY(run->history()->changes().empty());
    }

    void aFolderInUseIsLeftAlone()
    {
        choose(tinyStudy());
        QTRY_VERIFY_WITH_TIMEOUT(action("Run study")->isEnabled(), timeoutMs);
        std::filesystem::create_directories(folder());
        const auto lock = FolderLock::take(folder());
        QVERIFY(lock);
        action("Run study")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(message().contains("another study is recording"), timeoutMs);
        QVERIFY(std::filesystem::is_empty(folder()));
    }

    void aFileOfAnotherExperimentIsNamed()
    {
        choose(tinyStudy());
        runToItsEnd();
        m_fixture->reopen();
        choose(tinyStudy({"data.n=40"}));
        QTRY_VERIFY_WITH_TIMEOUT(message().contains("data.n is 36 there and 40 here"), timeoutMs);
        QVERIFY(!action("Run study")->isEnabled());
    }

private:
    [[nodiscard]] MainWindow* window() const { return m_fixture->window(); }
    [[nodiscard]] ExperimentController& experiment() const { return m_fixture->experiment(); }
    [[nodiscard]] QAction* action(const QString& text) const { return m_fixture->action(text); }
    [[nodiscard]] StudyPanel* panel() const { return m_fixture->part<StudyPanel>(); }
    [[nodiscard]] OutcomeTable* outcomes() const { return m_fixture->part<OutcomeTable>(); }
    [[nodiscard]] QComboBox* presets() const
    {
        return m_fixture->part<QToolBar>()->findChild<QComboBox*>();
    }
    [[nodiscard]] QPushButton* runButton() const { return panel()->findChild<QPushButton*>(); }
    [[nodiscard]] QString message() const { return m_fixture->part<MessageBar>()->message(); }

    [[nodiscard]] OutcomeView* picture() const { return m_fixture->part<OutcomeView>(); }

    // Runs that have a t1, whatever they learn.
    static StudySpec studyWithGaps()
    {
        return tinyStudy({"detection.window=1", "detection.trainThreshold=0.01"});
    }

    void clickLink(const QString& text) const
    {
        for (auto* const link : outcomes()->findChildren<QToolButton*>())
            if (link->text() == text)
                link->click();
    }

    void chooseIn(const QString& box, const QString& text) const
    {
        for (auto* const each : picture()->findChildren<QComboBox*>())
            if (each->accessibleName() == box) {
                QTRY_VERIFY(each->findText(text) >= 0);
                each->setCurrentIndex(each->findText(text));
                emit each->activated(each->currentIndex());
            }
    }

    static std::vector<StudyRun> runsOf(const StudySpec& study)
    {
        return *expand(study, catalogs());
    }

    [[nodiscard]] std::filesystem::path folder() const
    {
        return window()->findChild<RunLibrary*>()->folder();
    }

    void choose(const StudySpec& study)
    {
        window()->studies().offer({study});
        window()->studies().choose(QString::fromStdString(study.id));
    }

    void runToItsEnd()
    {
        QTRY_VERIFY_WITH_TIMEOUT(action("Run study")->isEnabled(), timeoutMs);
        action("Run study")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(panel()->progressText().startsWith("All"), timeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(window()->runs().state() == RunState::Idle, timeoutMs);
    }

    // "group: runs" of each row.
    [[nodiscard]] QStringList rows() const
    {
        QStringList texts;
        for (int row = 0; row < outcomes()->view()->topLevelItemCount(); ++row) {
            const QTreeWidgetItem* const item = outcomes()->view()->topLevelItem(row);
            texts << item->text(0) + ": " + item->text(1);
        }
        return texts;
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestStudyDesk)
#include "tst_study_desk.moc"
