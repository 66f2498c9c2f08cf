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

void RunControl::pause()
{
    const std::scoped_lock lock(m_mutex);
    m_allowedSteps = 0;
    notify();
}

void RunControl::resume()
{
    const std::scoped_lock lock(m_mutex);
    m_allowedSteps = unlimited;
    notify();
}

void RunControl::step(std::int64_t count)
{
    const std::scoped_lock lock(m_mutex);
    m_allowedSteps = std::max<std::int64_t>(m_allowedSteps, 0) + count;
    notify();
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

bool RunControl::mustWait()
{
    const std::scoped_lock lock(m_mutex);
    if (m_allowedSteps == 0)
        return true;
    if (m_allowedSteps == unlimited)
        m_hasOrders.store(!m_changes.empty(), std::memory_order_release);
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
