// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/presentation.h"

#include "app/window/arrangement_keeper.h"
#include "app/window/pane_actions.h"

#include <QAction>
#include <QKeyEvent>
#include <QMainWindow>
#include <QStatusBar>

#include <utility>

namespace grokking {

namespace {

constexpr double enlargement = 1.5; // of the type

// A style sheet, since parts of a widget do not take over its font where there is one already.
QString enlargedType(const QFont& font)
{
    return font.pointSizeF() > 0.0
               ? QStringLiteral("* { font-size: %1pt; }").arg(enlargement * font.pointSizeF())
               : QStringLiteral("* { font-size: %1px; }")
                     .arg(qRound(enlargement * font.pixelSize()));
}

} // namespace

Presentation::Presentation(QMainWindow& window, Stage stage)
    : QObject(&window), m_window(window), m_stage(std::move(stage)),
      m_action(new QAction(tr("Present"), this))
{
    m_action->setShortcut(Qt::Key_F11);
    m_action->setCheckable(true);
    m_action->setWhatsThis(tr("Views and timeline on the full screen, with larger type. Escape "
                              "goes back"));
    window.installEventFilter(this);
    connect(m_action, &QAction::toggled, this, [this](bool on) { on ? begin() : end(); });
}

QByteArray Presentation::geometry() const
{
    return m_action->isChecked() ? m_before.geometry : m_window.saveGeometry();
}

QByteArray Presentation::panes() const
{
    return m_action->isChecked() ? m_before.panes : m_stage.panes.state();
}

void Presentation::begin()
{
    m_before = {m_window.saveGeometry(), m_stage.panes.state(), m_window.windowState()};
    m_stage.arrangement.hold();
    m_stage.panes.foldAll();
    m_window.statusBar()->hide(); // too small to be read
    for (QWidget* const widget : std::as_const(m_stage.enlarged))
        widget->setStyleSheet(enlargedType(widget->font()));
    m_window.setWindowState(m_before.window | Qt::WindowFullScreen);
}

void Presentation::end()
{
    m_window.setWindowState(m_before.window);
    m_window.statusBar()->show();
    for (QWidget* const widget : std::as_const(m_stage.enlarged))
        widget->setStyleSheet({});
    m_stage.panes.restore(m_before.panes);
    m_stage.arrangement.release();
}

// The views have the first use of Escape: it frees the cursor, or shows all of them again.
bool Presentation::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && m_action->isChecked()
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_action->setChecked(false);
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace grokking
