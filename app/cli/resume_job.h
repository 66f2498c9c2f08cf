// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Prepares a stored run that did not come to its end for going on. Stateless.
#pragma once

#include "app/cli/run_batch.h"

#include <cstdint>
#include <optional>
#include <string>

namespace grokking {

// Returns the job that goes on with a stored run up to `steps`, by default those of its spec.
[[nodiscard]] Result<RunJob> resumeJob(const std::string& file, std::optional<std::int64_t> steps);

} // namespace grokking
