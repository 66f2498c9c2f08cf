// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A study as JSON and back, and the study presets:
//   {"id": ..., "group": ..., "title": ..., "explanation": ..., "claim": ...,
//    "study": {"base": "PRESET" or an experiment or a list of these,
//              "set": {"training.steps": 20000},                  changes of all bases; optional
//              "axes": [{"path": "learner.initScale", "values": [1, 8]}],         optional
//              "seeds": {"first": 0, "count": 10}}}                               optional
// They lie among the presets of single runs, which have a "spec" instead. Stateless; any thread.
#pragma once

#include "core/spec/preset.h"
#include "core/spec/study_spec.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

// Returns whether a text is meant as a study: a JSON object with a "study".
[[nodiscard]] bool isStudy(std::string_view json);

// Reads a study; `presets` are those its base may name. All problems are listed in one error, one
// a line (InvalidSpec; InvalidFile if it is no JSON object with a "study"). `context` names the
// source, for messages.
[[nodiscard]] Result<StudySpec> studyFromJson(std::string_view json,
                                              std::span<const Preset> presets,
                                              const Catalogs& catalogs, const std::string& context);

// Returns the study as indented JSON that needs no presets: its bases are written out in full.
[[nodiscard]] std::string toJson(const StudySpec& study, const Catalogs& catalogs);

// Reads those of the preset texts that are studies; the first that cannot be read is the error.
[[nodiscard]] Result<std::vector<StudySpec>> loadStudies(std::span<const std::string_view> texts,
                                                         std::span<const Preset> presets,
                                                         const Catalogs& catalogs);

} // namespace grokking
