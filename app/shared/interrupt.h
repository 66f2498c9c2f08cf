// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Turns SIGINT and SIGTERM into a request that the main loop asks for. The handler only sets a
// flag. At most one guard at a time.
#pragma once

namespace grokking {

class InterruptGuard
{
public:
    InterruptGuard();
    // Gives the signals back their default action.
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    [[nodiscard]] static bool requested();
};

} // namespace grokking
