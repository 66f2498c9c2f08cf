// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of the table of runs: their headings, and what a run or a group of runs says in each.
// Stateless; GUI thread only.
#pragma once

#include "widgets/run_row.h"

#include <QVariant>

namespace grokking {

namespace runs_columns {

enum Column {
    Name,
    VerdictColumn,
    T1,
    T2,
    Gap,
    TrainScore,
    TestScore,
    Steps,
    Seed,
    Preset,
    Note,
    Created,
    ColumnCount
};

[[nodiscard]] QString title(int column);
[[nodiscard]] QString help(int column);
// Returns whether a column is aligned and sorted as numbers.
[[nodiscard]] bool isNumber(int column);

[[nodiscard]] QString text(const RunRow& run, int column);
[[nodiscard]] QString toolTip(const RunRow& run, int column);
// Returns what a run is sorted by: a number where the column shows one; censored steps last.
[[nodiscard]] QVariant sortKey(const RunRow& run, int column);

// The same of a group; `first` is its first run.
[[nodiscard]] QString text(const RunGroupRow& group, const RunRow& first, int column);
[[nodiscard]] QString toolTip(const RunGroupRow& group, const RunRow& first, int column);
[[nodiscard]] QVariant sortKey(const RunGroupRow& group, const RunRow& first, int column);

} // namespace runs_columns

} // namespace grokking
