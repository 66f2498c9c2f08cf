// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Looks after runs that take long: keeps the machine awake while they train, and says when they
// have ended to a user who is doing something else. GUI thread only.
#pragma once

#include "app/window/run_controller.h"
#include "app/window/sleep_inhibitor.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

namespace grokking {

class LongRunWatch : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LongRunWatch)

public:
    // Watches runs, which are borrowed; `window` is the one to look at when they have ended. Runs
    // are long when they have trained for `patience`.
    LongRunWatch(const RunController& runs, QWidget& window,
                 std::chrono::milliseconds patience = std::chrono::seconds(30));

    // Returns what the runs came to: "10 runs: 8 grokked, 2 memorized".
    [[nodiscard]] static QString outcome(const std::vector<Verdict>& verdicts);

private:
    void follow(RunState state);
    void tellEnd();

    const RunController& m_runs;
    QWidget& m_window;
    QTimer m_patience;
    SleepInhibitor m_inhibitor;
    bool m_long = false; // the present group has become a long one
};

} // namespace grokking
