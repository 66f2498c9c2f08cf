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

std::size_t RunQueue::running() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_sessions, [](const auto& session) {
        return session->isStarted() && !session->isFinished();
    }));
}

std::size_t RunQueue::freePlaces() const
{
    return m_stopping ? 0 : m_jobs - std::min(m_jobs, running());
}

bool RunQueue::advance()
{
    for (const auto& session : m_sessions) {
        if (freePlaces() == 0)
            break;
        if (!session->isStarted())
            session->start();
    }
    return running() > 0;
}

void RunQueue::stop()
{
    m_stopping = true;
    for (const auto& session : m_sessions)
        session->stop();
}

} // namespace grokking
