// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where an experiment or a study comes from on the command line (--preset, --spec, a run file), and
// what is changed in it (--set, --seed, --steps, --device). Stateless but for its options.
#pragma once

#include "core/spec/experiment_spec.h"
#include "core/spec/preset.h"
#include "core/spec/study_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace grokking {

struct SpecOptions {
    std::string preset;                   // id
    std::string specFile;                 // JSON; "-" reads stdin
    std::vector<std::string> assignments; // path=value
    std::string seed;                     // as given
    std::optional<std::int64_t> steps;
    std::string device;
};

// What --help says of the options, where commands differ.
struct SpecOptionHelp {
    std::string preset = "Ready-made experiment; see `list presets`";
    std::string spec = "Experiment as JSON; - reads stdin";
    std::string set = "Change one setting, for example data.f=0.2; may be repeated";
    std::string seed = "Seed of the data"; // empty: the command reads --seed by itself
};

// Adds --preset or --spec, --set and --seed to a command. `options` outlives its parsing.
void addSpecOptions(CLI::App& command, SpecOptions& options, const SpecOptionHelp& help = {});

// Likewise --steps and --device, of what is trained.
void addTrainingOptions(CLI::App& command, SpecOptions& options);

// Returns the experiment these options describe, fully validated.
[[nodiscard]] Result<ExperimentSpec> specFrom(const SpecOptions& options);

// Returns the study these options describe, fully validated, with `first` as its first seed and
// `count` seeds, if given. What is set is set for all of its bases; `seed` is not used.
[[nodiscard]] Result<StudySpec> studyFrom(const SpecOptions& options,
                                          std::optional<std::int64_t> first,
                                          std::optional<std::int64_t> count);

// Returns a built-in preset of a single run; an unknown id is an error that lists the
// nearest, or all if none is near (InvalidSpec), that of a study says how to run it (Usage).
[[nodiscard]] Result<Preset> findPreset(const std::string& id);

// Returns a built-in study, or nullopt if there is none of this id.
[[nodiscard]] std::optional<StudySpec> findStudy(const std::string& id);

// Returns all built-in presets of single runs, and all built-in studies.
[[nodiscard]] Result<std::vector<Preset>> builtInPresets();
[[nodiscard]] Result<std::vector<StudySpec>> builtInStudies();

// Returns the built-in presets to name rows of a table by; none if they cannot be read.
[[nodiscard]] std::vector<Preset> knownPresets();

// Returns all paths for --set with default, unit and range, as lines.
[[nodiscard]] std::string settingsHelp();

} // namespace grokking
