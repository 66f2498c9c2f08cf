// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking list.

#include "app/cli/commands.h"
#include "app/cli/spec_source.h"
#include "core/spec/value_json.h"
#include "core/train/catalogs.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

Json jsonOf(const CatalogEntry& entry)
{
    Json object{{"id", entry.id}, {"title", entry.title}, {"help", entry.help}};
    object["parameters"] = Json::array();
    for (const ParamSpec& param : entry.parameters)
        object["parameters"].push_back({{"id", param.id},
                                        {"title", param.title},
                                        {"help", param.help},
                                        {"unit", param.unit},
                                        {"range", rangeText(param)},
                                        {"default", jsonValue(param.defaultValue)},
                                        {"only_if", conditionText(param.activeWhile)}});
    return object;
}

// What is listed of a preset, be it a run or a study.
struct ListedPreset {
    std::string id;
    std::string kind; // "run" or "study"
    std::size_t runs = 1;
    std::string group;
    std::string title;
    std::string explanation;
    std::string claim;
};

Json jsonOf(const ListedPreset& preset)
{
    return {{"id", preset.id},       {"kind", preset.kind},   {"runs", preset.runs},
            {"group", preset.group}, {"title", preset.title}, {"explanation", preset.explanation},
            {"claim", preset.claim}};
}

std::string titleOf(const CatalogEntry& entry)
{
    return entry.title;
}

std::string titleOf(const ListedPreset& preset)
{
    constexpr std::size_t width = 20;
    std::string kind = preset.kind;
    if (preset.runs > 1)
        kind += " of " + std::to_string(preset.runs) + " runs";
    kind.resize(std::max(width, kind.size() + 2), ' ');
    return kind + preset.title;
}

template <class Items>
void print(const Items& items, bool json)
{
    if (json) {
        Json list = Json::array();
        for (const auto& item : items)
            list.push_back(jsonOf(item));
        std::cout << list.dump(2) << "\n";
        return;
    }
    std::size_t width = 0;
    for (const auto& item : items)
        width = std::max(width, item.id.size());
    for (const auto& item : items)
        std::cout << item.id << std::string(width + 2 - item.id.size(), ' ') << titleOf(item)
                  << "\n";
}

ExitStatus listPresets(bool json)
{
    const auto presets = builtInPresets();
    const auto studies = builtInStudies();
    if (!presets || !studies)
        return complain(presets ? studies.error() : presets.error());
    std::vector<ListedPreset> all;
    for (const Preset& preset : *presets)
        all.push_back(
            {preset.id, "run", 1, preset.group, preset.title, preset.explanation, preset.claim});
    for (const StudySpec& study : *studies) {
        const auto runs = expand(study, catalogs());
        all.push_back({study.id, "study", runs ? runs->size() : 0, study.group, study.title,
                       study.explanation, study.claim});
    }
    print(all, json);
    return ExitStatus::Done;
}

ExitStatus list(const std::string& what, bool json)
{
    const Catalogs& all = catalogs();
    if (what == "presets")
        return listPresets(json);
    if (what == "datasets") {
        print(all.datasets, json);
    } else if (what == "learners") {
        print(all.learners, json);
    } else if (what == "optimizers") {
        print(all.optimizers, json);
    } else {
        print(all.metrics, json);
    }
    return ExitStatus::Done;
}

} // namespace

ExitStatus complain(const Error& error)
{
    std::cerr << "error: " << error.text() << std::endl;
    return exitStatus(error);
}

void addListCommand(CLI::App& app, Action& action)
{
    auto what = std::make_shared<std::string>();
    auto json = std::make_shared<bool>(false);
    CLI::App* const command = app.add_subcommand("list", "What there is to choose from");
    command->add_option("WHAT", *what, "presets, datasets, learners, optimizers or metrics")
        ->required()
        ->check(CLI::IsMember({"presets", "datasets", "learners", "optimizers", "metrics"}));
    command->add_flag("--json", *json, "Print everything known as JSON");
    command->callback(
        [what, json, &action] { action = [what, json] { return list(*what, *json); }; });
}

} // namespace grokking
