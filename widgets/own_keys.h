// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keys that a control uses itself while it has the focus, although the window has a shortcut on
// them: arrows and Home of a slider, Space of a button. GUI thread only.
#pragma once

class QWidget;

namespace grokking {

// Lets a slider, button, combo box or the open list of one have its keys. In a text field, or a
// spin box, undo and redo are those of the text while there is something to undo, and the window's
// otherwise.
void keepOwnKeys(QWidget* control);

} // namespace grokking
