// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_queue.h"

#include <algorithm>
#include <utility>

namespace grokking {

void RunQueue::add(std::unique_ptr<TrainingSession> session)
{
    m_sessions.push_back(std::move(session));
}

bool RunQueue::advance()
{
    std::size_t running = static_cast<std::size_t>(
        std::ranges::count_if(m_sessions, [](const auto& session) {
            return session->isStarted() && !session->isFinished();
        }));
    for (const auto& session : m_sessions) {
        if (m_stopping || running >= m_jobs)
            break;
        if (session->isStarted())
            continue;
        session->start();
        ++running;
    }
    return running > 0;
}

void RunQueue::stop()
{
    m_stopping = true;
    for (const auto& session : m_sessions)
        session->stop();
}

} // namespace grokking
