// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Work for the window that takes a while: done by a worker thread, answered on the GUI thread.
#pragma once

#include "core/util/processor.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <atomic>
#include <utility>

namespace grokking {

// Said by who hands something to another thread through Qt, and then by that thread. The thread
// sanitizer does not look into Qt's libraries, which are built without it, and would call what
// follows a race.
inline void handOver()
{
#ifdef __SANITIZE_THREAD__
    static std::atomic<int> handedOver = 0;
    ++handedOver;
#endif
}

// Runs `work` on a thread of `pool`.
template <class Work>
void startOn(QThreadPool& pool, Work work)
{
    handOver();
    pool.start([work = std::move(work)]() mutable {
        handOver();
        work();
    });
}

// Calls `call` on the thread of `context`, which outlives this call, when that comes to it; never
// if `context` is gone by then.
template <class Call>
void callLater(QObject* context, Call call)
{
    handOver();
    QMetaObject::invokeMethod(
        context,
        [call = std::move(call)]() mutable {
            handOver();
            call();
        },
        Qt::QueuedConnection);
}

// Runs `work` on a worker thread, which gives way to the GUI thread, and `then` with its result on
// the latter, unless `context` is gone by then. Who borrows something in `work` waits for
// QThreadPool::globalInstance() before it goes. GUI thread.
template <class Work, class Then>
void inBackground(QObject* context, Work work, Then then)
{
    startOn(*QThreadPool::globalInstance(), [=, guard = QPointer(context)]() mutable {
        lowerThreadPriority(); // for good: the pool's threads all serve in the background
        auto result = work();
        callLater(QCoreApplication::instance(), [=, result = std::move(result)] {
            if (guard)
                then(result);
        });
    });
}

} // namespace grokking
