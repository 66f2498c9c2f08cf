// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/study_plan.h"

#include "app/shared/make_folder.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_group.h"
#include "core/store/run_library.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"
#include "core/train/run_memory.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace grokking {

namespace {

namespace fs = std::filesystem;

std::string valueAt(const ExperimentSpec& spec, const std::string& path)
{
    const auto value = specValue(spec, path);
    const std::string text = value ? valueText(*value) : "";
    return text.empty() ? "not set" : text;
}

// Returns how a stored spec differs from the one wanted, naming the first settings.
std::string differenceText(const ExperimentSpec& stored, const ExperimentSpec& wanted)
{
    auto paths = differingPaths(stored, wanted, catalogs());
    if (stored.seed != wanted.seed)
        paths.emplace_back("seed");
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, paths.size()); ++i)
        text +=
            (i == 0 ? "" : "; ") + paths[i]
            + (paths[i] == "training.schedule" ? " differs"
                                               : " is " + valueAt(stored, paths[i]) + " there and "
                                                     + valueAt(wanted, paths[i]) + " here");
    if (paths.size() > most)
        text += "; and " + std::to_string(paths.size() - most) + " more";
    return paths.empty() ? "it started from preset \"" + stored.preset + "\"" : text;
}

Error otherSpec(const ExperimentSpec& stored, const ExperimentSpec& wanted, const fs::path& file)
{
    return {ErrorCode::FileExists,
            "this file holds a run of another experiment (" + differenceText(stored, wanted)
                + "); choose another folder, or move the file away",
            file.string()};
}

// Returns what a file that is there says of a run.
Result<RunListing> listingOf(const StudyRun& run, const fs::path& file)
{
    const auto spec = readSpec(file, catalogs());
    if (!spec)
        return spec.error();
    if (*spec != run.spec)
        return otherSpec(*spec, run.spec, file);
    return readListing(file);
}

StudyFile lookFor(const StudyRun& run, const fs::path& folder)
{
    StudyFile found{.run = &run, .file = folder / (run.name + std::string(runFileExtension))};
    std::error_code status;
    if (!fs::exists(fs::symlink_status(found.file, status)))
        return found;
    if (auto listing = listingOf(run, found.file))
        found.listing = std::move(*listing);
    else
        found.problem = listing.error();
    return found;
}

Error allOf(const std::vector<Error>& errors)
{
    constexpr std::size_t most = 10;
    std::string message;
    for (std::size_t i = 0; i < std::min(most, errors.size()); ++i)
        message += (i == 0 ? "" : "\n") + errors[i].text();
    if (errors.size() > most)
        message += "\nand " + std::to_string(errors.size() - most) + " more files";
    return {errors.front().code, message, ""};
}

Status addTo(StudyPlan& plan, const StudyFile& found)
{
    if (found.listing && found.listing->finished) {
        plan.finished.push_back(found.file);
        plan.anyDiverged |= found.listing->end == RunEnd::Diverged;
        return Success{};
    }
    if (found.listing && found.listing->checkpointStep) {
        auto job = plannedResume(found.file.string(), std::nullopt);
        if (!job)
            return job.error();
        plan.jobs.push_back(std::move(*job));
        ++plan.resumed;
        return Success{};
    }
    plan.jobs.push_back({found.run->spec, found.file, std::nullopt});
    return Success{};
}

// Returns the files of runs that were killed or failed before their first step: they begin anew.
std::vector<fs::path> unstarted(const std::vector<StudyFile>& files)
{
    std::vector<fs::path> found;
    for (const StudyFile& file : files) {
        if (file.listing && !file.listing->finished && !file.listing->checkpointStep)
            found.push_back(file.file);
    }
    return found;
}

// Refuses runs that somebody else seems to be recording at this moment.
Status requireFree(const std::vector<StudyFile>& files)
{
    std::vector<Error> errors;
    for (const StudyFile& file : files) {
        if (!file.listing || file.listing->finished)
            continue;
        if (const Status free = refuseRecorded(file.file); !free)
            errors.push_back(free.error());
    }
    return errors.empty() ? Status(Success{}) : Status(allOf(errors));
}

// Returns what would stop all of the runs.
std::optional<Error> obstacle(const StudyPlan& plan, const fs::path& folder)
{
    if (plan.jobs.empty())
        return std::nullopt;
    if (access(folder.c_str(), W_OK | X_OK) != 0)
        return Error{ErrorCode::FileAccess,
                     "this folder cannot be written to ("
                         + std::error_code(errno, std::generic_category()).message()
                         + "); choose another",
                     folder.string()};
    for (const RunJob& job : plan.jobs) {
        if (auto problem = memoryProblem(job.spec)) {
            problem->context = job.file.stem().string();
            return problem;
        }
    }
    return std::nullopt;
}

} // namespace

std::string StudyPlan::text() const
{
    return std::to_string(jobs.size() + finished.size()) + " runs: "
           + std::to_string(finished.size()) + " finished before, " + std::to_string(resumed)
           + " to go on with, " + std::to_string(jobs.size() - resumed) + " new";
}

std::vector<StudyFile> surveyStudy(const std::vector<StudyRun>& runs, const fs::path& folder)
{
    std::vector<StudyFile> all;
    for (const StudyRun& run : runs)
        all.push_back(lookFor(run, folder));
    return all;
}

std::optional<Error> studyProblem(const std::vector<StudyFile>& files)
{
    std::vector<Error> errors;
    for (const StudyFile& file : files)
        if (file.problem)
            errors.push_back(*file.problem);
    return errors.empty() ? std::nullopt : std::optional(allOf(errors));
}

Result<PreparedStudy> prepareStudy(const std::vector<StudyRun>& runs, const fs::path& folder)
{
    if (const auto made = makeFolder(folder); !made)
        return made.error();
    auto lock = FolderLock::take(folder);
    if (!lock)
        return lock.error();
    const auto files = surveyStudy(runs, folder);
    if (auto problem = studyProblem(files))
        return *problem;
    if (const Status free = requireFree(files); !free)
        return free.error();
    PreparedStudy study{std::move(*lock), {}};
    for (const StudyFile& file : files) {
        if (const Status status = addTo(study.plan, file); !status)
            return status.error();
    }
    if (auto problem = obstacle(study.plan, folder))
        return *problem;
    for (const fs::path& file : unstarted(files)) {
        if (const auto trashed = trashRun(file); !trashed)
            return trashed.error();
    }
    return study;
}

} // namespace grokking
