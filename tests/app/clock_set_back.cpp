// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into a program, sets its clock back by a minute each time somebody looks at it.
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <ctime>

extern "C" __attribute__((visibility("default"))) int clock_gettime(clockid_t clock,
                                                                    timespec* time) noexcept
{
    static std::atomic<std::time_t> looks = 0;
    const long status = syscall(SYS_clock_gettime, clock, time);
    if (clock == CLOCK_REALTIME && status == 0)
        time->tv_sec -= 60 * ++looks;
    return static_cast<int>(status);
}
