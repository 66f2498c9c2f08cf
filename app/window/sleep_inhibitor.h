// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the machine from suspending for as long as it is asked to, where the desktop offers that
// (systemd-logind over D-Bus). Elsewhere it does nothing. Never waits. GUI thread only.
#pragma once

#include <QDBusUnixFileDescriptor>
#include <QObject>

namespace grokking {

class SleepInhibitor : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SleepInhibitor)

public:
    explicit SleepInhibitor(QObject* parent = nullptr) : QObject(parent) {}

public slots:
    // Asks the desktop to stay awake for this reason, which it may show to the user.
    void hold(const QString& reason);
    // Lets the machine sleep again.
    void release();

private:
    bool m_wanted = false;
    QDBusUnixFileDescriptor m_lock; // awake for as long as it is open
};

} // namespace grokking
