// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How inputs that are numbers are cut into the positions of networks that read sequences: so many
// one after the other make a position. Stateless; any thread.
#pragma once

#include "core/spec/param_spec.h"

#include <cstdint>
#include <string>

namespace grokking {

// Returns the setting "tokenSize"; `help` says what becomes of a position.
[[nodiscard]] ParamSpec positionSetting(const std::string& help);

// Returns how many numbers a position takes; if none are wanted (0), the largest divisor of their
// number up to 16.
[[nodiscard]] std::int64_t numbersPerPosition(std::int64_t features, std::int64_t wanted);

// Returns why so many inputs cannot be cut into positions of the setting "tokenSize" and what to
// do, or an empty string.
[[nodiscard]] std::string positionMisfit(std::int64_t features, const Parameters& settings);

} // namespace grokking
