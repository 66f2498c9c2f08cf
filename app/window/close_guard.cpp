// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/close_guard.h"

#include "widgets/number_text.h"

#include <QAction>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QWidget>

#include <chrono>

namespace grokking {

CloseGuard::CloseGuard(const RunController& runs, QWidget& window)
    : QObject(&window), m_runs(runs), m_window(window)
{
    m_asking.setSingleShot(true);
    m_asking.setInterval(std::chrono::seconds(15));
    window.installEventFilter(this);
    auto* const quit = new QAction(tr("Quit"), &window);
    quit->setShortcut(QKeySequence::Quit);
    connect(quit, &QAction::triggered, &window, &QWidget::close);
    window.addAction(quit);
}

void CloseGuard::closeNow()
{
    m_asking.start();
    m_window.close();
}

bool CloseGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Close || m_runs.state() == RunState::Idle || m_asking.isActive()
        || qGuiApp->isSavingSession())
        return QObject::eventFilter(watched, event);
    event->ignore();
    m_asking.start();
    const auto left = static_cast<std::int64_t>(m_runs.planned() - m_runs.done());
    emit asked(countedText(left,
                           tr("1 run goes on. Close again to stop it and quit; what it has done is "
                              "kept and can be resumed."),
                           tr("%1 runs go on. Close again to stop them and quit; what they have "
                              "done is kept and can be resumed.")));
    return true;
}

} // namespace grokking
