// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a view says of the metric it shows; known before the first observation. Plain value.
#pragma once

#include <QString>

namespace grokking {

struct MetricLook {
    QString id; // of the metric
    QString title;
    QString axisLabel; // name and unit of the values
    QString help;      // the empty state's second sentence
};

} // namespace grokking
