// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Calls validate() on a thread of its own for specs whose check takes seconds, so that it is quick
// from then on. Owned by the spec editor; GUI thread only.
#pragma once

#include "core/spec/experiment_spec.h"

#include <QObject>
#include <QThreadPool>

namespace grokking {

class SlowCheck : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SlowCheck)

public:
    explicit SlowCheck(QObject* parent = nullptr);
    // Waits for a check that goes on, for up to some seconds.
    ~SlowCheck() override;

    // Begins to check unless a check goes on; finished() follows in either case.
    void start(const ExperimentSpec& spec);

signals:
    // The spec given when nothing went on has been checked.
    void finished();

private:
    QThreadPool m_pool;
    bool m_busy = false;
};

} // namespace grokking
