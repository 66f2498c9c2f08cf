// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_control.h"

#include <algorithm>
#include <utility>

namespace grokking {

void RunControl::notify()
{
    ++m_orders;
    m_hasOrders.store(true, std::memory_order_release);
    m_changed.notify_all();
}

void RunControl::allow(std::int64_t steps, std::optional<Milestone> goal)
{
    m_allowedSteps = steps;
    m_goal = goal;
    notify();
}

void RunControl::pause()
{
    const std::scoped_lock lock(m_mutex);
    allow(0);
}

void RunControl::resume()
{
    const std::scoped_lock lock(m_mutex);
    allow(unlimited);
}

void RunControl::step(std::int64_t count)
{
    const std::scoped_lock lock(m_mutex);
    allow(std::max<std::int64_t>(m_allowedSteps, 0) + count);
}

void RunControl::runUntil(Milestone milestone)
{
    const std::scoped_lock lock(m_mutex);
    allow(unlimited, milestone);
}

void RunControl::change(SettingChange change)
{
    const std::scoped_lock lock(m_mutex);
    m_changes.push_back(std::move(change));
    notify();
}

std::vector<SettingChange> RunControl::takeChanges()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_changes, {});
}

std::optional<Milestone> RunControl::goal()
{
    const std::scoped_lock lock(m_mutex);
    return m_goal;
}

void RunControl::reached(Milestone milestone)
{
    const std::scoped_lock lock(m_mutex);
    if (m_goal == milestone)
        allow(0);
}

bool RunControl::mustWait()
{
    const std::scoped_lock lock(m_mutex);
    if (m_allowedSteps == 0)
        return true;
    if (m_allowedSteps == unlimited)
        m_hasOrders.store(!m_changes.empty() || m_goal, std::memory_order_release);
    else
        --m_allowedSteps;
    return false;
}

void RunControl::waitForOrders(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [this, seen = m_orders] {
        return m_orders != seen || m_allowedSteps != 0 || !m_changes.empty();
    });
}

} // namespace grokking
