// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run's verdict as word, glyph and explanation, the same in table, status and tooltips.
#pragma once

#include "core/events/run_summary.h"

#include <QIcon>
#include <QString>

class QPainter;
class QRectF;

namespace grokking {

struct ThemeColors;

// Returns the verdict as a word: "grokked"; "training" for a live run without one, "no verdict"
// for a stored one.
[[nodiscard]] QString verdictText(Verdict verdict, bool live);

// Returns one sentence that says what the verdict means for this run.
[[nodiscard]] QString verdictHelp(const RunSummary& summary, bool live);

// Returns a small glyph of its own shape and color, which follows the palette.
[[nodiscard]] QIcon verdictIcon(Verdict verdict, bool live);

// Returns the color of that glyph for a run that is over, and paints it, as large as a circle.
[[nodiscard]] QColor verdictColor(Verdict verdict, const ThemeColors& colors);
void paintVerdict(QPainter& painter, const QRectF& circle, Verdict verdict,
                  const ThemeColors& colors);

} // namespace grokking
