// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The policy of writing: batches, retries, and who is told, with a disk that does as it is told.
#include "core/store/writer_thread.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

using namespace grokking;

namespace {

// A disk whose next outcome the test decides. Any thread.
class FakeDisk
{
public:
    WriteResult write(std::span<const Arrival> arrivals)
    {
        ++attempts;
        const std::scoped_lock held(gate); // a test holding the gate makes the disk slow
        const WriteOutcome now = outcome;
        if (now == WriteOutcome::Written) {
            for (const Arrival& arrival : arrivals) {
                if (const auto* const notice = std::get_if<Notice>(&arrival.event))
                    steps.push_back(notice->step);
                else
                    checkpoints.push_back(std::get<CheckpointTaken>(arrival.event).step);
            }
        }
        written = static_cast<int>(steps.size());
        return {now, {ErrorCode::DiskFull, "full"}};
    }

    std::mutex gate;
    std::atomic<WriteOutcome> outcome = WriteOutcome::Written;
    std::atomic<int> attempts = 0;
    std::atomic<int> written = 0;
    std::vector<std::int64_t> steps;       // writer thread only, until it has ended
    std::vector<std::int64_t> checkpoints; // likewise
};

} // namespace

class TestWriterThread : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_writer.reset(); }
    void closeWritesEverythingInOrder();
    void publishingNeverWaitsForTheDisk();
    void eventsAreWrittenInBatches();
    void busyIsTriedAgainWithoutComplaint();
    void lockThatStaysIsTold();
    void onlyTheLastCheckpointIsKept();
    void failureIsToldOnceAndNothingIsLost();
    void retryThatFailsIsToldAgain();
    void moreEventsRetryByThemselves();
    void closeReturnsWhatCouldNotBeWritten();

private:
    void push(std::int64_t step) { m_writer->push(Notice{step, ""}); }
    [[nodiscard]] bool isComplete(std::int64_t count) const
    {
        return std::ssize(m_disk->steps) == count && std::ranges::is_sorted(m_disk->steps);
    }

    std::unique_ptr<FakeDisk> m_disk;
    std::unique_ptr<WriterThread> m_writer;
    std::atomic<int> m_failures = 0;
};

void TestWriterThread::init()
{
    m_disk = std::make_unique<FakeDisk>();
    m_failures = 0;
    m_writer = std::make_unique<WriterThread>(
        [disk = m_disk.get()](std::span<const Arrival> arrivals) { return disk->write(arrivals); });
    m_writer->setFailureHandler([this](const Error&) { ++m_failures; });
    m_writer->start();
}

void TestWriterThread::closeWritesEverythingInOrder()
{
    for (std::int64_t step = 0; step < 10'000; ++step)
        push(step);
    QVERIFY(m_writer->close());
    QVERIFY(isComplete(10'000));
}

void TestWriterThread::publishingNeverWaitsForTheDisk()
{
    std::unique_lock held(m_disk->gate); // the disk does not answer at all
    push(0);
    QTRY_COMPARE(m_disk->attempts.load(), 1); // the writer is in the middle of a write
    std::atomic<bool> isPublished = false;
    std::jthread publisher([&] {
        for (std::int64_t step = 1; step < 1'000; ++step)
            push(step);
        isPublished = true;
    });
    const bool didNotWait = QTest::qWaitFor([&] { return isPublished.load(); });
    held.unlock(); // before anything can fail, so that all threads come to their end
    publisher.join();
    QVERIFY(didNotWait);
    QVERIFY(m_writer->close());
    QVERIFY(isComplete(1'000));
}

void TestWriterThread::eventsAreWrittenInBatches()
{
    for (std::int64_t step = 0; step < 1'000; ++step)
        push(step);
    QTRY_COMPARE(m_disk->written.load(), 1'000);
    QVERIFY(m_disk->attempts <= 3);
}

void TestWriterThread::busyIsTriedAgainWithoutComplaint()
{
    m_disk->outcome = WriteOutcome::Busy;
    push(1);
    QTRY_VERIFY(m_disk->attempts > 5);
    m_disk->outcome = WriteOutcome::Written;
    QTRY_COMPARE(m_disk->written.load(), 1);
    QCOMPARE(m_failures.load(), 0);
    QVERIFY(m_writer->close());
}

void TestWriterThread::lockThatStaysIsTold()
{
    WriterThread impatient(
        [this](std::span<const Arrival> arrivals) { return m_disk->write(arrivals); },
        std::chrono::milliseconds(20));
    impatient.setFailureHandler([this](const Error&) { ++m_failures; });
    m_disk->outcome = WriteOutcome::Busy;
    impatient.start();
    impatient.push(Notice{1, ""});
    QTRY_COMPARE(m_failures.load(), 1);
    const int attempts = m_disk->attempts;
    QTRY_VERIFY(m_disk->attempts > attempts + 5);
    QCOMPARE(m_failures.load(), 1); // not again and again
    m_disk->outcome = WriteOutcome::Written;
    QTRY_COMPARE(m_disk->written.load(), 1);
    QVERIFY(impatient.close());
}

void TestWriterThread::onlyTheLastCheckpointIsKept()
{
    const auto state = std::make_shared<const std::vector<std::byte>>();
    m_disk->outcome = WriteOutcome::Busy;
    for (std::int64_t step = 1; step <= 3; ++step) {
        m_writer->push(CheckpointTaken{step, state});
        push(step);
        const int attempts = m_disk->attempts;
        QTRY_VERIFY(m_disk->attempts > attempts + 1); // it is in the batch
    }
    m_disk->outcome = WriteOutcome::Written;
    QVERIFY(m_writer->close());
    QVERIFY(isComplete(3));
    QCOMPARE(m_disk->checkpoints, std::vector<std::int64_t>{3});
}

void TestWriterThread::failureIsToldOnceAndNothingIsLost()
{
    m_disk->outcome = WriteOutcome::Failed;
    push(1);
    QTRY_COMPARE(m_failures.load(), 1);
    push(2);
    QTRY_COMPARE(m_disk->attempts.load(), 2);
    QCOMPARE(m_failures.load(), 1);
    m_disk->outcome = WriteOutcome::Written;
    m_writer->retry();
    QTRY_COMPARE(m_disk->written.load(), 2);
    QVERIFY(m_writer->close());
    QVERIFY(isComplete(2));
}

void TestWriterThread::retryThatFailsIsToldAgain()
{
    m_disk->outcome = WriteOutcome::Failed;
    push(1);
    QTRY_COMPARE(m_failures.load(), 1);
    m_writer->retry();
    QTRY_COMPARE(m_failures.load(), 2);
}

void TestWriterThread::moreEventsRetryByThemselves()
{
    m_disk->outcome = WriteOutcome::Failed;
    push(1);
    QTRY_COMPARE(m_failures.load(), 1);
    m_disk->outcome = WriteOutcome::Written;
    push(2);
    QTRY_COMPARE(m_disk->written.load(), 2);
}

void TestWriterThread::closeReturnsWhatCouldNotBeWritten()
{
    m_disk->outcome = WriteOutcome::Failed;
    push(1);
    const Status status = m_writer->close();
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::DiskFull);
    QCOMPARE(m_failures.load(), 1);
    QVERIFY(!m_writer->close()); // and says so again
}

QTEST_GUILESS_MAIN(TestWriterThread)
#include "tst_writer_thread.moc"
