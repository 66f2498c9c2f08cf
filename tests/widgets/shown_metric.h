// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A view of a metric that shows made-up observations, and how far colors in its picture are apart.
#pragma once

#include "tests/widgets/canned_run.h"
#include "widgets/metric_look.h"
#include "widgets/run_view.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace grokking::test {

inline MetricLook look(const QString& id)
{
    return {.id = id, .title = "Some metric", .axisLabel = "Share of power", .help = "It shows."};
}

inline void feed(RunView& view, const std::vector<Observed>& observations)
{
    view.resize(640, 400);
    view.startRun(started());
    view.showObservations(observations);
    view.show();
    view.plot()->replot();
}

// Returns the largest difference of a channel, 0 to 255.
inline int channelDistance(const QColor& a, const QColor& b)
{
    return std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()),
                     std::abs(a.blue() - b.blue())});
}

} // namespace grokking::test
