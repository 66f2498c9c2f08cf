// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Collects events from a run's thread and hands them in batches to a function that writes them,
// on a thread of its own. A batch that could not be written is kept and tried again. Internal to
// core/store; knows nothing of files.
#pragma once

#include "core/store/arrival.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

namespace grokking {

enum class WriteOutcome {
    Written,
    Busy,  // somebody else has locked the file; the same batch comes again at once
    Failed // the same batch comes again when more events arrive or somebody asks for it
};

struct WriteResult {
    WriteOutcome outcome = WriteOutcome::Written;
    Error error = {}; // unless written
};

class WriterThread
{
public:
    // Writes all of a batch or nothing of it; called on the writer thread only.
    using Write = std::function<WriteResult(std::span<const Arrival>)>;
    using FailureHandler = std::function<void(const Error&)>;

    // Events are handed over at most this long after they arrived.
    static constexpr std::chrono::milliseconds commitInterval{200};
    // How long close() goes on trying while others read the file.
    static constexpr std::chrono::seconds closingPatience{10};
    // After so long a file that others have locked counts as one that cannot be written.
    static constexpr std::chrono::seconds lockPatience{30};

    explicit WriterThread(Write write, std::chrono::milliseconds patience = lockPatience);
    ~WriterThread();
    WriterThread(const WriterThread&) = delete;
    WriterThread& operator=(const WriterThread&) = delete;

    void start();
    // Takes an event; never waits for a write. Ignored after close(). Any thread.
    void push(const TrainingEvent& event);
    // Sets who is told, on the writer thread, when writing starts to fail, and when it fails again
    // after retry(). Any thread.
    void setFailureHandler(FailureHandler handler);
    // Tries at once to write what could not be written. Any thread.
    void retry();
    // Writes what is left, ends the thread, and returns what could not be written. Owner's thread.
    Status close();

private:
    // Why a batch is written.
    struct Attempt {
        bool wasAsked = false; // by retry()
        bool isLast = false;   // the thread is closing
    };

    void run();
    // Takes what arrived into the batch. Of checkpoints only the last one matters.
    void takeArrived();
    void waitForWork(std::unique_lock<std::mutex>& lock);
    // Deals with the result of a write; returns whether the thread goes on.
    bool settle(const WriteResult& result, const Attempt& attempt,
                std::unique_lock<std::mutex>& lock);
    void report(const Error& error, const Attempt& attempt, std::unique_lock<std::mutex>& lock);

    const Write m_write;
    const std::chrono::milliseconds m_patience;
    std::vector<Arrival> m_batch; // not yet written; writer thread only
    std::optional<std::chrono::steady_clock::time_point> m_lockedSince; // likewise

    std::mutex m_mutex; // guards all below
    std::condition_variable m_wake;
    std::vector<Arrival> m_arrived;
    bool m_urgent = false; // write now rather than after the interval
    bool m_asked = false;  // by retry()
    bool m_closing = false;
    std::chrono::steady_clock::time_point m_giveUp; // when closing
    std::optional<Error> m_error;                   // of the last write
    FailureHandler m_failureHandler;

    std::thread m_thread;
};

} // namespace grokking
