// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of resources/presets as they are built into the programs. Any thread.
#pragma once

#include <span>
#include <string_view>

namespace grokking {

// Returns the JSON text of each preset.
[[nodiscard]] std::span<const std::string_view> embeddedPresetTexts();

} // namespace grokking
