// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Going on with stored runs in the window.
#include "core/store/run_reader.h"
#include "widgets/runs_model.h"

#include "tests/app/window_fixture.h"
#include "tests/core/store/store_fixture.h"

#include <algorithm>

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int timeoutMs = 60'000;

} // namespace

class TestResumeDesk : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    // Stopped, the window closed, opened again: the same samples and observations as in one go.
    void aStoppedRunGoesOnInItsFile()
    {
        setSteps(4'000);
        const QString file = runAndStop(1).front();
        m_fixture->reopen();
        experiment().show(file);
        QTRY_VERIFY_WITH_TIMEOUT(canDo("Go on"), timeoutMs);
        action("Go on")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), timeoutMs);
        QCOMPARE(experiment().shownFile(), file);
        const QString curve = accuracy()->csv();
        QTRY_VERIFY(canDo("Run"));

        action("Rewind")->trigger();
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(experiment().shownFile() != file && !canDo("Pause")
                                     && status().startsWith("Finished"),
                                 timeoutMs);
        QCOMPARE(accuracy()->csv(), curve);
        const std::string whole = experiment().shownFile().toStdString();
        QTRY_VERIFY_WITH_TIMEOUT(readListing(whole)->finished, timeoutMs); // it is complete now
        const auto inParts = readRun(file.toStdString(), catalogs());
        const auto inOneGo = readRun(whole, catalogs());
        QVERIFY(inParts && inOneGo);
        QVERIFY(inParts->spec == inOneGo->spec);
        QVERIFY(*inParts->checkpoint->state == *inOneGo->checkpoint->state);
        QCOMPARE(m_fixture->window()->findChild<RunLibrary*>()->model()->runCount(), 2);
    }

    void allStoppedSeedsGoOn()
    {
        setSteps(4'000);
        const QStringList files = runAndStop(2);
        QTRY_VERIFY_WITH_TIMEOUT(canDo("Go on"), timeoutMs);
        action("Go on")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().contains("2 of 2 runs done"), timeoutMs);
        for (const QString& file : files) {
            QTRY_VERIFY_WITH_TIMEOUT(readListing(file.toStdString())->finished, timeoutMs);
            QCOMPARE(readSamples(file.toStdString())->back().step, std::int64_t{4'000});
        }
    }

    void aFinishedRunIsTrainedLonger()
    {
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), timeoutMs);
        const QString file = experiment().shownFile();
        m_fixture->reopen();
        experiment().show(file);
        QTRY_COMPARE_WITH_TIMEOUT(experiment().shownFile(), file, timeoutMs);
        QVERIFY(canDo("Run"));
        setSteps(200);
        QTRY_VERIFY_WITH_TIMEOUT(canDo("Train longer"), timeoutMs);
        action("Train longer")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), timeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(readSamples(file.toStdString())->back().step, std::int64_t{200},
                                  timeoutMs);
        QCOMPARE(readSpec(file.toStdString(), catalogs())->training.steps, std::int64_t{200});
    }

    // Its file keeps an end, whenever Stop is pressed.
    void stoppedBeforeItGoesOnItHasStillEnded()
    {
        action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Finished"), timeoutMs);
        const std::string file = experiment().shownFile().toStdString();
        setSteps(100'000);
        QTRY_VERIFY_WITH_TIMEOUT(canDo("Train longer"), timeoutMs);
        connect(&runs(), &RunController::stateChanged, this, [this](RunState state) {
            if (state == RunState::Preparing)
                runs().stop();
        });
        action("Train longer")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(readSpec(file, catalogs())->training.steps == 100'000
                                     && readListing(file)->end.has_value(),
                                 timeoutMs);
        QCOMPARE(*readListing(file)->end, RunEnd::Interrupted);
        QVERIFY(readListing(file)->lastSample->step >= 60);
    }

    void aRunThatCannotGoOnIsStillShown()
    {
        setSteps(4'000);
        const QString file = runAndStop(1).front();
        m_fixture->reopen();
        executeSql(file.toStdString(), "UPDATE checkpoint SET state = zeroblob(length(state))");
        experiment().show(file);
        QTRY_VERIFY_WITH_TIMEOUT(canDo("Go on"), timeoutMs);
        const QString curve = accuracy()->csv();
        QSignalSpy failed(&runs(), &RunController::failed);
        for (int attempt = 1; attempt <= 2; ++attempt) {
            action("Go on")->trigger();
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), attempt, timeoutMs);
            QTRY_VERIFY_WITH_TIMEOUT(canDo("Go on"), timeoutMs);
            QVERIFY(runs().runs().empty());
            experiment().show(file);
            QTRY_COMPARE_WITH_TIMEOUT(accuracy()->csv(), curve, timeoutMs);
        }
    }

    void anotherSettingIsAnotherRun()
    {
        setSteps(4'000);
        runAndStop(1);
        QTRY_VERIFY_WITH_TIMEOUT(canDo("Go on"), timeoutMs);
        ExperimentSpec other = experiment().spec();
        other.seed += 1;
        experiment().edit(other);
        QTRY_VERIFY(canDo("Run"));
        other.seed -= 1;
        experiment().edit(other);
        QTRY_VERIFY(canDo("Go on"));
    }

private:
    [[nodiscard]] ExperimentController& experiment() const { return m_fixture->experiment(); }
    [[nodiscard]] RunController& runs() const { return m_fixture->window()->runs(); }
    [[nodiscard]] QAction* action(const QString& text) const { return m_fixture->action(text); }
    [[nodiscard]] RunView* accuracy() const { return m_fixture->accuracy(); }
    [[nodiscard]] QString status() const { return m_fixture->status(); }

    [[nodiscard]] bool canDo(const QString& text) const
    {
        for (QAction* const action : m_fixture->part<QToolBar>()->actions())
            if (action->text() == text && action->isEnabled())
                return true;
        return false;
    }

    void setSteps(std::int64_t steps) const
    {
        ExperimentSpec spec = experiment().spec();
        spec.training.steps = steps;
        experiment().edit(spec);
    }

    // Runs so many seeds, and stops them after 500 steps.
    QStringList runAndStop(int seeds)
    {
        m_fixture->window()->chooseSeeds(seeds);
        experiment().step(500);
        const auto areOnTheWay = [this, count = static_cast<std::size_t>(seeds)] {
            return runs().runs().size() == count
                   && std::ranges::all_of(runs().runs(), [](const auto& run) {
                          return run->state() == RunState::Paused;
                      });
        };
        [&] { QTRY_VERIFY_WITH_TIMEOUT(areOnTheWay(), timeoutMs); }();
        runs().stop();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(status().startsWith("Stopped"), timeoutMs); }();
        QStringList files;
        for (const auto& run : runs().runs())
            files << run->file();
        return files;
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestResumeDesk)
#include "tst_resume_desk.moc"
