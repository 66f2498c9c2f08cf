// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/preset.h"

#include "core/spec/checked_json.h"
#include "core/spec/spec_json.h"
#include "core/spec/study_json.h"
#include "core/util/nearest_names.h"

#include <algorithm>
#include <array>

namespace grokking {

Result<Preset> presetFromJson(std::string_view json, const Catalogs& catalogs,
                              const std::string& context)
{
    const auto parsed = parseChecked(json, context);
    if (!parsed)
        return Error{ErrorCode::InvalidFile, parsed.error().message, context};
    if (!parsed->duplicates.empty())
        return Error{ErrorCode::InvalidFile,
                     parsed->duplicates.front().path + " " + parsed->duplicates.front().message,
                     context};
    const auto& root = parsed->root;
    const std::vector<std::string> known{"id",    "group", "title", "explanation",
                                         "claim", "views", "spec"};
    for (const auto& [key, value] : root.items())
        if (std::ranges::find(known, key) == known.end())
            return Error{ErrorCode::InvalidFile,
                         "a preset has no \"" + key + "\"" + nearestText(nearestNames(key, known)),
                         context};
    if (!root.contains("spec"))
        return Error{ErrorCode::InvalidFile, "a preset is a JSON object with a \"spec\"", context};
    Preset preset;
    for (const auto& [key, member] : std::array{
             std::pair{"id", &Preset::id}, std::pair{"group", &Preset::group},
             std::pair{"title", &Preset::title}, std::pair{"explanation", &Preset::explanation},
             std::pair{"claim", &Preset::claim}}) {
        if (!root.contains(key) || !root[key].is_string())
            return Error{ErrorCode::InvalidFile,
                         "a preset needs the text \"" + std::string(key) + "\"", context};
        preset.*member = root[key].get<std::string>();
    }
    const auto views = root.value("views", nlohmann::ordered_json::array());
    const auto isText = [](const nlohmann::ordered_json& view) { return view.is_string(); };
    if (!views.is_array() || !std::ranges::all_of(views, isText))
        return Error{ErrorCode::InvalidFile, "\"views\" is a list of names of views", context};
    preset.views = views.get<std::vector<std::string>>();
    auto spec = specFromJson(root["spec"].dump(), catalogs, context + " (" + preset.id + ")");
    if (!spec)
        return spec.error();
    preset.spec = std::move(*spec);
    preset.spec.preset = preset.id;
    return preset;
}

Result<std::vector<Preset>> loadPresets(std::span<const std::string_view> texts,
                                        const Catalogs& catalogs)
{
    std::vector<Preset> presets;
    for (const std::string_view text : texts) {
        if (isStudy(text))
            continue;
        auto preset = presetFromJson(text, catalogs, "built-in preset");
        if (!preset)
            return preset.error();
        presets.push_back(std::move(*preset));
    }
    std::ranges::stable_partition(
        presets, [](const Preset& preset) { return preset.id == defaultPresetId; });
    return presets;
}

} // namespace grokking
