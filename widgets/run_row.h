// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One run as the table of runs shows it, and what the runs of a group have in common. Plain values.
#pragma once

#include "core/events/training_event.h"
#include "core/util/quantile.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <span>

namespace grokking {

// One run. `file` is its identity; the library may not have written it yet (a live run).
struct RunRow {
    QString file;
    QString name;
    QString preset;
    std::int64_t seed = 0;
    QDateTime created;
    RunSummary summary;
    std::optional<Sampled> last; // last sample
    bool live = false;           // training now
    bool overlaid = false;       // drawn behind the current run
    QString note;
    QString error; // why the file cannot be read; empty if it can
    QString group; // the same for all seeds of a spec; empty: a run of its own

    bool operator==(const RunRow&) const = default;
};

// What the row of a group says.
struct RunGroupRow {
    int runs = 0;
    int live = 0;
    int grokked = 0;
    int overlaid = 0;
    std::optional<StepCount> t1; // medians
    std::optional<StepCount> t2;
    std::optional<StepCount> gap;
    std::optional<double> trainScore; // mean of the last scores
    std::optional<double> testScore;
    std::int64_t lastStep = 0; // the largest
    std::int64_t lowestSeed = 0;
    std::int64_t highestSeed = 0;
    QDateTime created; // the first
};

// Summarizes the runs of a group, at least one.
[[nodiscard]] RunGroupRow summarizeGroup(std::span<const RunRow> runs);

} // namespace grokking
