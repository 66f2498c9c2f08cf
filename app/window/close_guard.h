// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The key that quits, and a question before a window is closed while runs go on. Not with a dialog,
// which would stand before a class: the first attempt is refused with a question, a second one soon
// after closes. A session that ends (logging out) is never held up. GUI thread only.
#pragma once

#include "app/window/run_controller.h"

#include <QTimer>

namespace grokking {

class CloseGuard : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CloseGuard)

public:
    // Guards a window; the runs are borrowed.
    CloseGuard(const RunController& runs, QWidget& window);

public slots:
    // Closes the window without asking.
    void closeNow();

signals:
    // Closing was refused; the window is to show this question.
    void asked(const QString& question);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    const RunController& m_runs;
    QWidget& m_window;
    QTimer m_asking; // the question is on the window
};

} // namespace grokking
