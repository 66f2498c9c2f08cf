// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where an experiment comes from on the command line (--preset, --spec, a run file), and what is
// changed in it (--set, --seed, --steps, --device). Stateless but for its options.
#pragma once

#include "core/spec/experiment_spec.h"
#include "core/spec/preset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

struct SpecOptions {
    std::string preset;                   // id
    std::string specFile;                 // JSON; "-" reads stdin
    std::vector<std::string> assignments; // path=value
    std::string seed;                     // as given
    std::optional<std::int64_t> steps;
    std::string device;
};

// Returns the experiment these options describe, fully validated.
[[nodiscard]] Result<ExperimentSpec> specFrom(const SpecOptions& options);

// Returns a built-in preset; an unknown id is an error that lists all.
[[nodiscard]] Result<Preset> findPreset(const std::string& id);

// Returns all paths for --set with default, unit and range, as lines.
[[nodiscard]] std::string settingsHelp();

} // namespace grokking
