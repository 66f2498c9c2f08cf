// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two experiments, setting by setting. Stateless; any thread.
#pragma once

#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <string>
#include <string_view>
#include <vector>

namespace grokking {

// Returns the paths of the settings that both have, with different values, in form order. Where
// another entry was chosen that is its ".id", and of its settings those that both entries have.
[[nodiscard]] std::vector<std::string>
changedPaths(const ExperimentSpec& from, const ExperimentSpec& to, const Catalogs& catalogs);

// Gives one setting of `spec` the value it has in `source`; a choice from a catalog (".id") brings
// all settings of its entry along. Does nothing if `source` has no such setting.
void copySetting(ExperimentSpec& spec, const ExperimentSpec& source, const Catalogs& catalogs,
                 std::string_view path);

} // namespace grokking
