// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/writer_thread.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace grokking {

namespace {

// Events after which nothing may come for long, or that must not be lost.
bool isUrgent(const TrainingEvent& event)
{
    return std::holds_alternative<CheckpointTaken>(event) || std::holds_alternative<Finished>(event)
           || std::holds_alternative<Failed>(event);
}

double secondsSinceEpoch()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
}

} // namespace

WriterThread::WriterThread(Write write, std::chrono::milliseconds patience)
    : m_write(std::move(write)), m_patience(patience)
{
}

WriterThread::~WriterThread()
{
    static_cast<void>(close());
}

void WriterThread::start()
{
    m_thread = std::thread([this] { run(); });
}

void WriterThread::push(const TrainingEvent& event)
{
    Arrival arrival{event, secondsSinceEpoch()};
    const std::scoped_lock lock(m_mutex);
    if (m_closing)
        return;
    m_urgent = m_urgent || isUrgent(event);
    m_arrived.push_back(std::move(arrival));
    m_wake.notify_one();
}

void WriterThread::setFailureHandler(FailureHandler handler)
{
    const std::scoped_lock lock(m_mutex);
    m_failureHandler = std::move(handler);
}

void WriterThread::retry()
{
    const std::scoped_lock lock(m_mutex);
    m_asked = true;
    m_wake.notify_one();
}

Status WriterThread::close()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true;
        m_giveUp = std::chrono::steady_clock::now() + closingPatience;
        m_wake.notify_one();
    }
    if (m_thread.joinable())
        m_thread.join();
    if (m_error)
        return *m_error;
    return Success{};
}

void WriterThread::run()
{
    std::unique_lock lock(m_mutex);
    bool goesOn = true;
    while (goesOn) {
        waitForWork(lock);
        takeArrived();
        m_urgent = false;
        const Attempt attempt{std::exchange(m_asked, false), m_closing};
        lock.unlock();
        const WriteResult result = m_batch.empty() ? WriteResult{} : m_write(m_batch);
        lock.lock();
        goesOn = settle(result, attempt, lock);
    }
}

void WriterThread::takeArrived()
{
    m_batch.insert(m_batch.end(), std::make_move_iterator(m_arrived.begin()),
                   std::make_move_iterator(m_arrived.end()));
    m_arrived.clear();
    const auto isCheckpoint = [](const Arrival& arrival) {
        return std::holds_alternative<CheckpointTaken>(arrival.event);
    };
    if (const auto last = std::find_if(m_batch.rbegin(), m_batch.rend(), isCheckpoint);
        last != m_batch.rend()) {
        const auto newer = last.base(); // behind it
        m_batch.erase(std::remove_if(m_batch.begin(), newer - 1, isCheckpoint), newer - 1);
    }
}

void WriterThread::waitForWork(std::unique_lock<std::mutex>& lock)
{
    const auto now = [this] { return m_urgent || m_asked || m_closing; };
    m_wake.wait(lock, [&] { return now() || !m_arrived.empty(); });
    m_wake.wait_for(lock, commitInterval, now);
}

bool WriterThread::settle(const WriteResult& result, const Attempt& attempt,
                          std::unique_lock<std::mutex>& lock)
{
    switch (result.outcome) {
    case WriteOutcome::Written:
        m_batch.clear();
        m_error.reset();
        m_lockedSince.reset();
        return !attempt.isLast;
    case WriteOutcome::Failed:
        report(result.error, attempt, lock);
        return !attempt.isLast;
    case WriteOutcome::Busy:
        break;
    }
    const auto now = std::chrono::steady_clock::now();
    m_urgent = true;
    if (!m_lockedSince)
        m_lockedSince = now;
    if (now - *m_lockedSince >= m_patience)
        report(result.error, attempt, lock);
    if (!attempt.isLast || now < m_giveUp)
        return true;
    m_error = result.error;
    return false;
}

void WriterThread::report(const Error& error, const Attempt& attempt,
                          std::unique_lock<std::mutex>& lock)
{
    const bool isNews = !m_error || attempt.wasAsked;
    m_error = error;
    if (!isNews || !m_failureHandler)
        return;
    const FailureHandler handler = m_failureHandler;
    lock.unlock();
    handler(error);
    lock.lock();
}

} // namespace grokking
