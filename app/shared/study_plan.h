// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is done of a study whose runs lie in a folder, and what is left to do. Stateless; any
// thread.
#pragma once

#include "app/shared/folder_lock.h"
#include "app/shared/run_job.h"
#include "core/spec/study_spec.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

// What the file of a run says of it before anything is done.
struct StudyFile {
    const StudyRun* run = nullptr; // borrowed
    std::filesystem::path file;
    std::optional<RunListing> listing; // none: no such file, or a problem
    std::optional<Error> problem;      // it holds another spec (FileExists) or cannot be read
};

// Looks for the file of each run, in their order, and changes nothing.
[[nodiscard]] std::vector<StudyFile> surveyStudy(const std::vector<StudyRun>& runs,
                                                 const std::filesystem::path& folder);

// Returns the problems of files in one error that names them; nullopt if there are none.
[[nodiscard]] std::optional<Error> studyProblem(const std::vector<StudyFile>& files);

struct StudyPlan {
    std::vector<RunJob> jobs;                    // to be run or gone on with; planned
    std::vector<std::filesystem::path> finished; // nothing to do; diverged ones among them
    std::size_t resumed = 0;                     // of the jobs
    bool anyDiverged = false;                    // of the finished

    // Returns "30 runs: 12 finished before, 2 to go on with, 16 new".
    [[nodiscard]] std::string text() const;
};

// A study about to go on: no other one records into its folder as long as it has the lock.
struct PreparedStudy {
    std::unique_ptr<FolderLock> lock;
    StudyPlan plan;
};

// Makes the folder, locks it, and looks for the files of the runs. A finished run of the same spec
// is left alone, an unfinished one goes on from its checkpoint; one killed before its first step
// has none, and its file goes into the trash of the folder. Fails before anything is changed: by
// studyProblem(), if another study uses the folder, if somebody else is recording one of the
// runs, and if something would stop all runs: a folder that cannot be written to, too little
// memory.
[[nodiscard]] Result<PreparedStudy> prepareStudy(const std::vector<StudyRun>& runs,
                                                 const std::filesystem::path& folder);

} // namespace grokking
