// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one or many experiments from the command line: side by side, each into its file, with
// progress on stderr and results on stdout. The main thread.
#pragma once

#include "app/shared/exit_status.h"
#include "app/shared/run_job.h"

#include <vector>

namespace grokking {

// What is written to stdout of each run as it ends: some lines, one line of JSON, or nothing.
enum class RunResults { Text, Json, None };

struct BatchOptions {
    std::size_t jobs = 1; // runs side by side, if there is the memory for it
    RunResults results = RunResults::Text;
    bool quiet = false; // no progress
};

// Runs them all; each fits into memory (memoryProblem()). A run that goes on is read when it
// begins. SIGINT and SIGTERM end each after its step, with a checkpoint. Returns the worst status.
[[nodiscard]] ExitStatus runBatch(const std::vector<RunJob>& jobs, const BatchOptions& options);

} // namespace grokking
