// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/long_run_watch.h"

#include "widgets/number_text.h"
#include "widgets/verdict_text.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariantMap>
#include <QWidget>

#include <map>
#include <utility>

namespace grokking {

namespace {

// Shows a message of the desktop; where there is no service for that, nothing happens.
void showNotification(const QString& summary, const QString& body)
{
    constexpr int defaultTimeout = -1;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    call << QApplication::applicationDisplayName() << 0u << QStringLiteral("grokking-explorer")
         << summary << body << QStringList() << QVariantMap() << defaultTimeout;
    QDBusConnection::sessionBus().send(call); // no answer is waited for
}

} // namespace

LongRunWatch::LongRunWatch(const RunController& runs, QWidget& window,
                           std::chrono::milliseconds patience)
    : QObject(&window), m_runs(runs), m_window(window)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_long = true;
        m_inhibitor.hold(tr("Training goes on"));
    });
    connect(&runs, &RunController::stateChanged, this, &LongRunWatch::follow);
    connect(&runs, &RunController::finished, this, &LongRunWatch::tellEnd);
}

void LongRunWatch::follow(RunState state)
{
    if (state == RunState::Running || state == RunState::Preparing) {
        if (m_long)
            m_inhibitor.hold(tr("Training goes on"));
        else if (!m_patience.isActive())
            m_patience.start();
    } else {
        m_patience.stop();
        m_inhibitor.release();
    }
}

void LongRunWatch::tellEnd()
{
    if (!std::exchange(m_long, false) || m_window.isActiveWindow())
        return;
    std::vector<Verdict> verdicts;
    for (const auto& run : m_runs.runs())
        verdicts.push_back(run->summary().verdict);
    QApplication::alert(&m_window);
    showNotification(tr("Training has ended"), outcome(verdicts));
}

QString LongRunWatch::outcome(const std::vector<Verdict>& verdicts)
{
    std::map<Verdict, int> counts;
    for (const Verdict verdict : verdicts)
        ++counts[verdict];
    QStringList parts;
    for (const auto& [verdict, count] : counts)
        parts << QStringLiteral("%1 %2").arg(count).arg(verdictText(verdict, false));
    return tr("%1: %2").arg(runsText(std::ssize(verdicts)), parts.join(", "));
}

} // namespace grokking
