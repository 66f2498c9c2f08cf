// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/interrupt.h"

#include <csignal>

namespace grokking {

namespace {

volatile std::sig_atomic_t interrupted = 0;

void remember(int /*signal*/)
{
    interrupted = 1;
}

} // namespace

InterruptGuard::InterruptGuard()
{
    interrupted = 0;
    std::signal(SIGINT, remember);
    std::signal(SIGTERM, remember);
}

InterruptGuard::~InterruptGuard()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool InterruptGuard::requested()
{
    return interrupted != 0;
}

} // namespace grokking
