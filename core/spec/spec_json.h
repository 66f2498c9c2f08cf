// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment as JSON and back. Reading is strict: an unknown key, a wrong type or a value out
// of range is an error that names its path; missing keys take the defaults. Stateless; any thread.
#pragma once

#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <string>
#include <string_view>

namespace grokking {

// Returns the full spec as indented JSON, keys in form order, all defaults written out.
[[nodiscard]] std::string toJson(const ExperimentSpec& spec, const Catalogs& catalogs);

// Reads a spec. All problems are listed in one error, one a line (InvalidSpec; NewerSchema if
// "schemaVersion" is from a later program). `context` names the source, for messages.
[[nodiscard]] Result<ExperimentSpec> specFromJson(std::string_view json, const Catalogs& catalogs,
                                                  const std::string& context);

// Reads a spec without asking whether its settings fit together, which validate() says and may take
// seconds for: what a form was left with comes back with its problems. Fails as specFromJson().
[[nodiscard]] Result<ExperimentSpec> draftFromJson(std::string_view json, const Catalogs& catalogs,
                                                   const std::string& context);

} // namespace grokking
