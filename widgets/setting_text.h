// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the value of a setting is written for people, in its field and wherever it is spoken of.
// Stateless.
#pragma once

#include "core/spec/param_spec.h"

#include <QString>

namespace grokking {

// Returns a value as the form shows it: "1e-4", "50,000", "full batch", "AdamW", "on", "not set".
[[nodiscard]] QString settingText(const ParamSpec& param, const Value& value);

// Returns what an optional setting without a value says: the zeroText of a text, which has no
// 0, "not set" or "follows seed".
[[nodiscard]] QString unsetText(const ParamSpec& param);

} // namespace grokking
