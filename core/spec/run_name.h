// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the file of a run is called. Stateless; any thread.
#pragma once

#include "core/spec/experiment_spec.h"

#include <string>
#include <string_view>

namespace grokking {

// Returns the name of a run's file, without its extension: "demo-missing-subclass-seed3".
[[nodiscard]] std::string runName(const ExperimentSpec& spec);

// Returns the name for a given beginning instead of the preset: "STEM-seed3".
[[nodiscard]] std::string runName(std::string_view stem, std::int64_t seed);

// Returns a text with each character that file systems or shells may trouble about made a "-".
[[nodiscard]] std::string fileNameText(std::string_view text);

} // namespace grokking
