// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One run in the words of the command line: a line of JSON or a few lines to read. Stateless.
#pragma once

#include "core/events/run_history.h"
#include "core/spec/experiment_spec.h"
#include "core/util/result.h"

#include <filesystem>
#include <string>

namespace grokking {

struct RunReport {
    std::string id; // name of the run file without its extension
    ExperimentSpec spec;
    RunHistory history;
};

// Reads a stored run.
[[nodiscard]] Result<RunReport> readReport(const std::filesystem::path& file);

// Returns a JSON object on one line, without a line end; null where a value has no meaning.
[[nodiscard]] std::string reportJson(const RunReport& report);

// Returns verdict, t1, t2, gap and final values as lines to read.
[[nodiscard]] std::string reportText(const RunReport& report);

// Returns the summary of the last Finished event, or else what can be said of the samples so far.
[[nodiscard]] RunSummary summaryOf(const RunReport& report);

} // namespace grokking
