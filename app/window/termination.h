// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Turns SIGTERM, SIGINT and SIGHUP into a Qt signal, so that the program ends as when its window is
// closed: runs stop at their next step, with a checkpoint, and their files are complete. One per
// process; GUI thread only.
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace grokking {

class Termination : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Termination)

public:
    // Listens from now on; where that is not possible, the signals keep ending the process.
    explicit Termination(QObject* parent = nullptr);
    // The signals end the process again.
    ~Termination() override;

signals:
    void requested();

private:
    QSocketNotifier m_notifier;
};

} // namespace grokking
