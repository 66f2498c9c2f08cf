// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A long computation of a program without a window: tells on stderr how far it is, and stops it where the user wants
// that (SIGINT, SIGTERM). At most one at a time; owned by whoever computes.
#pragma once

#include "app/shared/interrupt.h"
#include "app/shared/progress.h"

#include <cstddef>
#include <stop_token>
#include <string_view>
#include <thread>

namespace grokking {

class Watch
{
public:
    // `unit` says what is counted, in the plural; it outlives the watch.
    Watch(std::size_t total, std::string_view unit);

    // Takes how many are done. Any thread, one at a time.
    void update(std::size_t done);

    // Returns what says that the user wants to stop.
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    [[nodiscard]] std::size_t total() const { return m_total; }

private:
    void listen(const std::stop_token& end);

    std::size_t m_total;
    std::string_view m_unit;
    InterruptGuard m_guard;
    std::stop_source m_stop;
    Progress m_progress{Progress::defaultStyle()};
    std::jthread m_listener; // last
};

} // namespace grokking
