// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that say how many examples there are, which data sets have in common. Stateless; any
// thread.
#pragma once

#include "core/spec/param_spec.h"

#include <cstdint>
#include <string>

namespace grokking {

// Returns the setting "n".
[[nodiscard]] ParamSpec trainingSamples(std::int64_t defaultValue, std::string help);

// Returns the setting "testSize".
[[nodiscard]] ParamSpec testSamples(std::int64_t defaultValue, std::string help);

} // namespace grokking
