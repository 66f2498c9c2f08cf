// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A process that is killed while it records loses less than a second. The test starts itself again
// as that process.
#include "core/store/run_reader.h"
#include "tests/core/store/store_fixture.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <cstdio>
#include <thread>

using namespace grokking;
namespace fs = std::filesystem;

namespace {

constexpr int timeoutMs = 60'000;
constexpr int kills = 20;
constexpr int together = 5; // processes recording at the same time

// The same clock in all processes.
std::int64_t nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// Publishes as a busy run does, and prints each step and when it was handed over.
int recordUntilKilled(const fs::path& file)
{
    const auto recorder = newRecorder(file);
    recorder->publish(startedAt(0));
    for (std::int64_t step = 1;; ++step) {
        recorder->publish(sampleAt(step));
        recorder->publish(scalarAt(step));
        if (step % 50 == 0)
            recorder->publish(snapshotAt(step, std::vector<double>(5'000, 0.1)));
        if (step == 170) // the only one, because a checkpoint is written at once
            recorder->publish(checkpointAt(step, 200'000));
        std::printf("%lld %lld\n", static_cast<long long>(step), static_cast<long long>(nowMs()));
        std::fflush(stdout);
        std::this_thread::sleep_for(std::chrono::microseconds(500)); // the pace of a fast run
    }
}

// Returns the last step that was handed over a second before `killedAt`.
std::int64_t lastSafeStep(const QByteArray& output, std::int64_t killedAt)
{
    std::int64_t last = 0;
    for (const QByteArray& line : output.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() == 2 && words[1].toLongLong() < killedAt - 1'000)
            last = words[0].toLongLong();
    }
    return last;
}

std::vector<Sampled> samplesOf(const StoredRun& run)
{
    std::vector<Sampled> samples;
    for (const TrainingEvent& event : run.events) {
        if (const auto* sample = std::get_if<Sampled>(&event))
            samples.push_back(*sample);
    }
    return samples;
}

} // namespace

class TestKilledRecorder : public QObject
{
    Q_OBJECT

private slots:
    void fileHoldsWhatWasHandedOverASecondBefore();

private:
    struct Victim {
        std::unique_ptr<QProcess> process;
        fs::path file;
        QDeadlineTimer life;
    };
    [[nodiscard]] Victim startVictim(int number);
    static void verifyFile(const fs::path& file, std::int64_t safeStep);

    QTemporaryDir m_folder;
    QRandomGenerator m_random = QRandomGenerator::securelySeeded();
};

TestKilledRecorder::Victim TestKilledRecorder::startVictim(int number)
{
    Victim victim{std::make_unique<QProcess>(),
                  m_folder.filePath(QString::number(number) + ".grok").toStdString(),
                  {}};
    victim.process->start(QCoreApplication::applicationFilePath(),
                          {"--record", QString::fromStdString(victim.file.string())});
    victim.life.setRemainingTime(m_random.bounded(1'200, 2'200));
    return victim;
}

void TestKilledRecorder::verifyFile(const fs::path& file, std::int64_t safeStep)
{
    const auto run = readRun(file, testCatalogs());
    VERIFY_OK(run);
    const auto samples = samplesOf(*run);
    QVERIFY2(std::ssize(samples) >= safeStep,
             qPrintable(QString("%1 of %2 steps").arg(samples.size()).arg(safeStep)));
    for (std::size_t i = 0; i < samples.size(); ++i)
        QVERIFY(samples[i] == sampleAt(static_cast<std::int64_t>(i) + 1));
    QCOMPARE(readListing(file)->summary.verdict, Verdict::Running);
    if (run->checkpoint)
        VERIFY_OK(RunRecorder::resume(file));
}

void TestKilledRecorder::fileHoldsWhatWasHandedOverASecondBefore()
{
    std::int64_t safeSteps = 0;
    for (int first = 0; first < kills; first += together) {
        std::vector<Victim> victims;
        for (int i = 0; i < together; ++i)
            victims.push_back(startVictim(first + i));
        for (const Victim& victim : victims) {
            // On a busy machine it may take a while to begin.
            QTRY_VERIFY_WITH_TIMEOUT(victim.process->bytesAvailable() > 0, timeoutMs);
            QTRY_VERIFY_WITH_TIMEOUT(victim.life.hasExpired(), timeoutMs);
            const std::int64_t killedAt = nowMs();
            victim.process->kill();
            QVERIFY(victim.process->waitForFinished());
            const auto safe = lastSafeStep(victim.process->readAllStandardOutput(), killedAt);
            verifyFile(victim.file, safe);
            safeSteps += safe;
        }
    }
    QVERIFY(safeSteps > 0); // the test tested something
}

int main(int argc, char* argv[])
{
    if (argc == 3 && std::string(argv[1]) == "--record")
        return recordUntilKilled(argv[2]);
    QCoreApplication application(argc, argv);
    TestKilledRecorder test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_killed_recorder.moc"
