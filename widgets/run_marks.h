// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The marks every plot against the step carries: t1, t2, the gap between them, and settings
// changed while the run went on. Needs QCustomPlot: include from .cpp files only.
#pragma once

#include "core/events/training_event.h"
#include "widgets/theme.h"
#include "widgets/zero_scale.h"

#include <QStringList>
#include <qcustomplot.h>

#include <span>

namespace grokking {

// Where and how marks are painted.
struct MarkPlace {
    QCPAxis& stepAxis;
    const ZeroScale& steps;
    const ThemeColors& colors;

    // Returns the horizontal pixel of a step.
    [[nodiscard]] double pixel(std::int64_t step) const;
};

// Shades the steps from t1 to t2.
void paintGap(QCPPainter& painter, const MarkPlace& place, const RunSummary& summary);

// Paints t1 and t2 as lines (unconfirmed ones dashed, with "?") and changed settings as thin dotted
// ones, with labels in a row above the plot; t1 and t2 come first when there is no room for all.
void paintMarks(QCPPainter& painter, const MarkPlace& place, const RunSummary& summary,
                std::span<const ParameterChanged> changes);

// Return the texts of these marks: "t1 300", "t2 12,300?"; "weight decay 0.1".
[[nodiscard]] QStringList crossingLabels(const RunSummary& summary);
[[nodiscard]] QString changeLabel(const ParameterChanged& change);

} // namespace grokking
