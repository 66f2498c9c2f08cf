// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The marks every plot against the step carries: t1, t2, the gap between them, settings changed
// while the run went on, and slingshots where they belong. Needs QCustomPlot: include from .cpp
// files only.
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

struct RunMarks {
    const RunSummary& summary;
    std::span<const ParameterChanged> changes;
    std::span<const std::int64_t> slingshots; // steps, ascending
};

// Paints t1 and t2 as lines (unconfirmed ones dashed, with "?"), changed settings as thin dotted
// ones, and slingshots as arrowheads at the upper edge, with labels in a row above the plot; t1 and
// t2 come first when there is no room for all.
void paintMarks(QCPPainter& painter, const MarkPlace& place, const RunMarks& marks);

// Return the texts of these marks: "t1 300", "t2 12,300?"; "3 slingshots"; "weight decay 0.1".
[[nodiscard]] QString slingshotsLabel(std::span<const std::int64_t> steps);
[[nodiscard]] QStringList crossingLabels(const RunSummary& summary);
[[nodiscard]] QString changeLabel(const ParameterChanged& change);

} // namespace grokking
