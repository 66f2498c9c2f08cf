// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/zoom_menu.h"

#include "widgets/run_view.h"

#include <QAction>
#include <QMenu>

#include <tuple>

namespace grokking {

namespace {

constexpr double zoomStep = 1.25;
constexpr double panStep = 0.1; // of what is shown

} // namespace

QMenu* addZoomMenu(RunView& view)
{
    auto* const menu = new QMenu(RunView::tr("Zoom and pan"), &view);
    const auto add = [&](const QString& text, const QList<QKeySequence>& keys, auto act) {
        QAction* const action = menu->addAction(text);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setToolTip(text + RunView::tr(" in the view that has the focus"));
        view.addAction(action);
        QObject::connect(action, &QAction::triggered, &view, act);
    };
    add(RunView::tr("Zoom in"), {Qt::Key_Plus, Qt::Key_Equal}, [&view] { view.zoomBy(zoomStep); });
    add(RunView::tr("Zoom out"), {Qt::Key_Minus}, [&view] { view.zoomBy(1.0 / zoomStep); });
    menu->addSeparator();
    for (const auto& [text, key, right, up] :
         {std::tuple{RunView::tr("Pan left"), Qt::Key_Left, -panStep, 0.0},
          {RunView::tr("Pan right"), Qt::Key_Right, panStep, 0.0},
          {RunView::tr("Pan up"), Qt::Key_Up, 0.0, panStep},
          {RunView::tr("Pan down"), Qt::Key_Down, 0.0, -panStep}})
        add(text, {QKeySequence(Qt::ALT | key)},
            [&view, right = right, up = up] { view.panBy(right, up); });
    return menu;
}

} // namespace grokking
