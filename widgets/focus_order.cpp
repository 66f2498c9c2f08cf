// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/focus_order.h"

#include <QWidget>

namespace grokking {

void chainFocus(const QList<QWidget*>& widgets)
{
    QWidget* before = nullptr;
    for (QWidget* const widget : widgets) {
        for (QWidget* const control : QList{widget} + widget->findChildren<QWidget*>()) {
            if (!(control->focusPolicy() & Qt::TabFocus) || control->focusProxy()
                || control->window() != widget->window())
                continue;
            if (before)
                QWidget::setTabOrder(before, control);
            before = control;
        }
    }
}

} // namespace grokking
