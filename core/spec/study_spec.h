// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Many experiments as one value: one or several bases, a grid of settings laid over each, and
// seeds. Expands to the same named runs in the same order every time. Plain values; any thread.
#pragma once

#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace grokking {

// One direction of the grid: a setting and the values it takes.
struct StudyAxis {
    std::string path; // for example "learner.initScale"
    std::vector<Value> values;

    bool operator==(const StudyAxis&) const = default;
};

struct StudySeeds {
    std::int64_t first = 0;
    std::int64_t count = 10; // first, first + 1, ...

    bool operator==(const StudySeeds&) const = default;
};

struct StudySpec {
    std::string id;                    // "carvalho-study-decay-and-init"
    std::string group;                 // heading under which it is offered: its paper
    std::string title;                 // one line
    std::string explanation;           // what it compares and what to look at
    std::string claim;                 // what the paper says comes out; empty for demonstrations
    std::vector<ExperimentSpec> bases; // their seeds do not count
    std::vector<StudyAxis> axes;       // all combinations are run, the last axis varies fastest
    StudySeeds seeds;

    bool operator==(const StudySpec&) const = default;
};

// One run of a study.
struct StudyRun {
    std::string name; // of its file, without extension; unique in the study
    ExperimentSpec spec;

    bool operator==(const StudyRun&) const = default;
};

constexpr std::int64_t mostStudyRuns = 100'000;

// Returns all problems of a study; empty if all of its runs can be done.
[[nodiscard]] std::vector<SpecProblem> validate(const StudySpec& study, const Catalogs& catalogs);

// Returns the runs: for each seed, for each base, each combination, so that a study cut short has
// few seeds of everything rather than many of little. Names are "BASE-seed0" like those of a single
// run of a preset, and "BASE-initScale8-weightDecay0-seed0" with axes. All problems are listed in
// one error (InvalidSpec), one a line.
[[nodiscard]] Result<std::vector<StudyRun>> expand(const StudySpec& study,
                                                   const Catalogs& catalogs);

// Changes one setting in all bases. Fails (InvalidSpec) if a base does not have it, the value is
// illegal, or it is one of the axes or the seed, and leaves the study as it was.
Status assign(StudySpec& study, const Catalogs& catalogs, std::string_view assignment);

} // namespace grokking
