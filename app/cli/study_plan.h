// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is left to do of a study whose runs lie in a folder. Stateless.
#pragma once

#include "app/cli/run_batch.h"
#include "core/spec/study_spec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace grokking {

struct StudyPlan {
    std::vector<RunJob> jobs;                    // to be run or gone on with
    std::vector<std::filesystem::path> finished; // nothing to do; diverged ones among them
    std::size_t resumed = 0;                     // of the jobs
    bool anyDiverged = false;                    // of the finished

    // Returns "30 runs: 12 finished before, 2 to go on with, 16 new".
    [[nodiscard]] std::string text() const;
};

// Looks for the file of each run in the folder. A finished run of the same spec is left alone, an
// unfinished one goes on from its checkpoint; one killed before its first step has none, and its
// file is removed. Files that hold another spec or cannot be read are an error that names them
// all (FileExists, or that of reading), before anything is changed.
[[nodiscard]] Result<StudyPlan> planStudy(const std::vector<StudyRun>& runs,
                                          const std::filesystem::path& folder);

} // namespace grokking
