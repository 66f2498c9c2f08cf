// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The keys that zoom and pan a view, and the menu that names them. GUI thread only.
#pragma once

class QMenu;

namespace grokking {

class RunView;

// Gives a view actions with keys for + and - and, with Alt, the arrows; without it, and with Shift
// or Ctrl, they are for steps. The keys act while the view itself has the focus, so that controls
// in it keep theirs. Returns the menu of these actions, which the view owns.
[[nodiscard]] QMenu* addZoomMenu(RunView& view);

} // namespace grokking
