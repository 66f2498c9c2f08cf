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

#ifdef __SANITIZE_THREAD__
extern "C" {
void AnnotateIgnoreWritesBegin(const char* file, int line);
void AnnotateIgnoreWritesEnd(const char* file, int line);
}
#endif

namespace grokking {

// The thread sanitizer does not look into Qt's libraries, which are built without it, and would
// call a race what they hand from one thread to another. Exists while something is handed over;
// what is to be seen by the other thread is complete before.
class HandOver
{
public:
#ifdef __SANITIZE_THREAD__
    HandOver()
    {
        handedOver();
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    }
    ~HandOver()
    {
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
    }
#else
    HandOver() {}
#endif
    HandOver(const HandOver&) = delete;
    HandOver& operator=(const HandOver&) = delete;

    // Said by the other thread before it looks at what it got.
    static void handedOver()
    {
#ifdef __SANITIZE_THREAD__
        static std::atomic<int> times = 0;
        ++times;
#endif
    }
};

// Runs `work` on a thread of `pool`.
template <class Work>
void startOn(QThreadPool& pool, Work work)
{
    const HandOver handOver;
    pool.start([work = std::move(work)]() mutable {
        HandOver::handedOver();
        work();
    });
}

// Calls `call` on the thread of `context`, which outlives this call, when that comes to it; never
// if `context` is gone by then.
template <class Call>
void callLater(QObject* context, Call call)
{
    const HandOver handOver;
    QMetaObject::invokeMethod(
        context,
        [call = std::move(call)]() mutable {
            HandOver::handedOver();
            call();
        },
        Qt::QueuedConnection);
}

// Runs `work` on a thread of `pool`, which gives way to the GUI thread, and `then` with its result
// on the latter, unless `context` is gone by then. Who borrows something in `work` waits for the
// pool before it goes. GUI thread.
template <class Work, class Then>
void inBackground(QThreadPool& pool, QObject* context, Work work, Then then)
{
    startOn(pool, [=, guard = QPointer(context)]() mutable {
        lowerThreadPriority(); // for good: the pool's threads all serve in the background
        auto result = work();
        callLater(QCoreApplication::instance(), [=, result = std::move(result)] {
            if (guard)
                then(result);
        });
    });
}

// The same on the pool of the program, for what takes seconds at most: closing the window waits for
// it.
template <class Work, class Then>
void inBackground(QObject* context, Work work, Then then)
{
    inBackground(*QThreadPool::globalInstance(), context, std::move(work), std::move(then));
}

} // namespace grokking
