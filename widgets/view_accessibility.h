// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes views known to screen readers as charts with a name and a description in words.
#pragma once

namespace grokking {

// Registers the description of RunView with Qt; to be called once, by the first view made.
void installViewAccessibility();

} // namespace grokking
