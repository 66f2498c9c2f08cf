// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A stored run as the window needs it. Plain value; any thread.
#pragma once

#include "core/detection/slingshots.h"
#include "core/events/run_history.h"
#include "core/spec/experiment_spec.h"
#include "core/util/result.h"

#include <QString>

#include <memory>
#include <vector>

namespace grokking {

struct OpenedRun {
    QString file;
    ExperimentSpec spec;
    std::shared_ptr<const RunHistory> history;
    RunSummary summary; // detected anew from the samples
    std::vector<DefinitionTimes> definitions;
    std::vector<Slingshot> slingshots;
};

// Reads a run file; may take a while.
[[nodiscard]] Result<OpenedRun> readOpened(const QString& file,
                                           RunHistory::Observations observations);

// Returns what the runs of an experiment have in common whatever their seed.
[[nodiscard]] QString groupOf(const ExperimentSpec& spec);

} // namespace grokking
