// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The way of the Tab key through widgets of several controls. Such a widget has no focus proxy: one
// that lies behind its proxy in the chain would lead Tab back to it forever. GUI thread only.
#pragma once

#include <QList>

class QWidget;

namespace grokking {

// Lets Tab go through the controls of these widgets, one widget after the other. They must be in
// one window already.
void chainFocus(const QList<QWidget*>& widgets);

} // namespace grokking
