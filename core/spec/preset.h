// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A ready-made experiment with its story. Presets are JSON files in resources/presets, built into
// the programs (resources/embedded_presets.h). Plain values; any thread.
#pragma once

#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

struct Preset {
    std::string id;          // "carvalho-fig3b-f0.2-n200"
    std::string group;       // heading under which it is offered: its paper, "Demonstrations"
    std::string title;       // one line
    std::string explanation; // what it shows and what to look at
    std::string claim;       // what the paper says comes out, and where; empty for demonstrations
    ExperimentSpec spec;     // its `preset` is `id`
    std::vector<std::string> views = {}; // ids of views that the window shows when it is chosen
};

constexpr std::string_view defaultPresetId = "demo-missing-subclass";

// Reads a preset from its JSON text. `context` names the source, for messages.
[[nodiscard]] Result<Preset> presetFromJson(std::string_view json, const Catalogs& catalogs,
                                            const std::string& context);

// Reads presets, the default one first; the first that cannot be read is the error. Studies among
// the texts are left out: loadStudies() reads those.
[[nodiscard]] Result<std::vector<Preset>> loadPresets(std::span<const std::string_view> texts,
                                                      const Catalogs& catalogs);

} // namespace grokking
