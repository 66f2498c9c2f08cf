// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Work for the window that takes a while: done by a worker thread, answered on the GUI thread.
#pragma once

#include "core/util/processor.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace grokking {

// Runs `work` on a worker thread, which gives way to the calling one, and `then` with its result
// on the thread of `context`, unless that is gone by then. Who borrows something in `work` waits
// for QThreadPool::globalInstance() before it goes.
template <class Work, class Then>
void inBackground(QObject* context, Work work, Then then)
{
    QThreadPool::globalInstance()->start([=, guard = QPointer(context)] {
        lowerThreadPriority(); // for good: the pool's threads all serve in the background
        auto result = work();
        if (guard)
            QMetaObject::invokeMethod(
                guard, [=, result = std::move(result)] { then(result); }, Qt::QueuedConnection);
    });
}

} // namespace grokking
