// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a study consists of and what its folder says of it, as the window shows it. Stateless.
#pragma once

#include "app/shared/group_table.h"
#include "core/spec/study_spec.h"
#include "widgets/study_panel.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

namespace grokking {

struct StudyState {
    int finished = 0;   // nothing to do
    int unfinished = 0; // to go on with
    std::optional<Error> problem;
    GroupTable table; // a row for each setting, its members places in the runs of the study
};

// Reads the files of the runs; may take a while. Any thread.
[[nodiscard]] StudyState readStudyState(const std::vector<StudyRun>& runs,
                                        const std::filesystem::path& folder,
                                        std::span<const Preset> presets);

// Returns the file of a run of a study.
[[nodiscard]] QString studyFile(const StudyRun& run, const std::filesystem::path& folder);

// Returns what the panel says of a study. GUI thread only.
[[nodiscard]] StudyText studyText(const StudySpec& study);

// Returns the cells of the table with its headings first; the number of runs is that of all seeds:
// "3 of 10". GUI thread only.
[[nodiscard]] std::vector<QStringList> outcomeRows(const GroupTable& table);

} // namespace grokking
