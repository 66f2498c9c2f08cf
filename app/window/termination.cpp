// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/termination.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace grokking {

namespace {

constexpr std::array handledSignals{SIGTERM, SIGINT, SIGHUP};

// A signal handler may do little more than write: the event loop reads at the other end.
std::array<int, 2> ends{-1, -1};

void tell(int /*signal*/)
{
    const int before = errno;
    const char byte = 1;
    (void)!::write(ends[1], &byte, 1);
    errno = before;
}

int openPipe()
{
    return ::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0 ? ends[0] : -1;
}

} // namespace

Termination::Termination(QObject* parent)
    : QObject(parent), m_notifier(openPipe(), QSocketNotifier::Read)
{
    if (ends[0] < 0)
        return;
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes{};
        while (::read(ends[0], bytes.data(), bytes.size()) > 0) {
        }
        emit requested();
    });
    for (const int signal : handledSignals)
        std::signal(signal, tell);
}

Termination::~Termination()
{
    if (ends[0] < 0)
        return;
    for (const int signal : handledSignals)
        std::signal(signal, SIG_DFL);
    m_notifier.setEnabled(false);
    for (int& end : ends)
        ::close(std::exchange(end, -1));
}

} // namespace grokking
