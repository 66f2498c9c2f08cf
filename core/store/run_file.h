// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Brings run files into being and prepares them to be continued. Internal to core/store; throws.
#pragma once

#include "core/spec/experiment_spec.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace grokking {

// A spec together with its JSON text.
struct SpecText {
    ExperimentSpec spec;
    std::string json;
};

// Creates a run file with tables and spec under another name and moves it into place, so that it
// is complete or not there at all. Refuses an existing name.
// `writer` names the one recorder that may write to the file.
void createRunFile(const std::filesystem::path& file, const SpecText& spec,
                   const std::string& writer);

// Removes everything that came after the checkpoint, in one transaction, and makes `writer` the
// one that may write. Changes of settings that are removed stay in the schedule of the stored
// spec, unless `replacement` takes its place. Throws (FileAccess) and changes nothing if the
// checkpoint is not the one of `expectedStep`.
void rewindToCheckpoint(const std::filesystem::path& file,
                        const std::optional<SpecText>& replacement, const std::string& writer,
                        std::optional<std::int64_t> expectedStep = std::nullopt);

} // namespace grokking
