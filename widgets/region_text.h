// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the regions of the error-complexity plane are called, the same in all views. GUI thread
// only.
#pragma once

#include "core/events/plane.h"

#include <QString>

namespace grokking {

// Returns "LEHC".
[[nodiscard]] QString regionName(const PlaneRegion& region);

// Returns the name and what it means for a run: "LEHC memorized". Low train error at low complexity
// means generalized only if the test score says so.
[[nodiscard]] QString regionText(const PlaneRegion& region, const RunSummary& summary);

} // namespace grokking
