// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Many runs, a limited number of them at a time. Owns the sessions; used by one thread, which
// calls advance() now and then (a timer, a loop).
#pragma once

#include "core/train/training_session.h"

#include <memory>
#include <vector>

namespace grokking {

class RunQueue
{
public:
    // Runs up to `jobs` sessions side by side, jobs >= 1.
    explicit RunQueue(std::size_t jobs) : m_jobs(jobs) {}

    // Adds a session that has not been started.
    void add(std::unique_ptr<TrainingSession> session);

    // Starts waiting sessions, in order, as places become free. Returns whether any is left to run.
    bool advance();

    // Returns how many more sessions could be started now.
    [[nodiscard]] std::size_t freePlaces() const;

    // Stops the running sessions and starts no more.
    void stop();

    [[nodiscard]] const std::vector<std::unique_ptr<TrainingSession>>& sessions() const
    {
        return m_sessions;
    }

private:
    [[nodiscard]] std::size_t running() const;

    std::size_t m_jobs;
    bool m_stopping = false;
    std::vector<std::unique_ptr<TrainingSession>> m_sessions;
};

} // namespace grokking
