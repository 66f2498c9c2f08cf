// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cursor_view.h"

#include <QAction>
#include <QToolTip>
#include <qcustomplot.h>

namespace grokking {

namespace {

constexpr double clickDistance = 4.0; // pixels; farther is a drag

} // namespace

CursorView::CursorView(MetricLook look, QWidget* parent) : RunView(parent), m_look(std::move(look))
{
    setEmptyText(tr("Press Run to watch this. %1").arg(m_look.help),
                 tr("This run has recorded nothing of this. %1").arg(m_look.help));
    connectMouse();
}

QAction* CursorView::addFixedAxes()
{
    auto* const action = new QAction(tr("Same axes at all steps"), this);
    action->setCheckable(true);
    action->setToolTip(tr("Or those that fit the step at the cursor"));
    addAction(action);
    connect(action, &QAction::toggled, this, &CursorView::resetZoom);
    return action;
}

void CursorView::connectMouse()
{
    connect(plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* mouse) {
        const QString text = textAt(mouse->position());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(mouse->globalPosition().toPoint(), text, plot());
    });
    connect(plot(), &QCustomPlot::mousePress, this,
            [this](const QMouseEvent* mouse) { m_pressed = mouse->position(); });
    connect(plot(), &QCustomPlot::mouseRelease, this, [this](const QMouseEvent* mouse) {
        if (mouse->button() == Qt::LeftButton
            && QLineF(m_pressed, mouse->position()).length() <= clickDistance)
            choose(mouse->position());
    });
}

void CursorView::moveToCursor()
{
    if (!isZoomed())
        fitAxes();
    if (isVisible())
        plot()->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace grokking
