// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sleep_inhibitor.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace grokking {

void SleepInhibitor::hold(const QString& reason)
{
    if (m_wanted)
        return;
    m_wanted = true;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call << QStringLiteral("idle:sleep") << tr("Grokking Explorer") << reason
         << QStringLiteral("block");
    auto* const answer =
        new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusUnixFileDescriptor> lock = *answer;
        answer->deleteLater();
        if (m_wanted && !lock.isError())
            m_lock = lock.value();
    });
}

void SleepInhibitor::release()
{
    m_wanted = false;
    m_lock = {};
}

} // namespace grokking
