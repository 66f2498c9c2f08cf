// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/watch.h"

#include <chrono>

namespace grokking {

Watch::Watch(std::size_t total, std::string_view unit)
    : m_total(total), m_unit(unit), m_listener([this](const std::stop_token& end) { listen(end); })
{
}

void Watch::update(std::size_t done)
{
    m_progress.update({.step = static_cast<std::int64_t>(done),
                       .steps = static_cast<std::int64_t>(m_total),
                       .trained = static_cast<std::int64_t>(done),
                       .left = static_cast<std::int64_t>(m_total - done),
                       .unit = m_unit});
}

void Watch::listen(const std::stop_token& end)
{
    using namespace std::chrono_literals;
    for (; !end.stop_requested(); std::this_thread::sleep_for(20ms))
        if (InterruptGuard::requested())
            m_stop.request_stop();
}

} // namespace grokking
