// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/spec_source.h"

#include "core/spec/spec_fields.h"
#include "core/spec/spec_json.h"
#include "core/train/catalogs.h"
#include "resources/embedded_presets.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

namespace grokking {

namespace {

Result<std::string> readText(const std::string& file)
{
    if (file == "-")
        return std::string(std::istreambuf_iterator<char>(std::cin), {});
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return Error{ErrorCode::InvalidFile, "this file cannot be read; check its name", file};
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

Result<ExperimentSpec> baseSpec(const SpecOptions& options)
{
    if (!options.specFile.empty()) {
        const auto text = readText(options.specFile);
        return text ? specFromJson(*text, catalogs(), options.specFile)
                    : Result<ExperimentSpec>(text.error());
    }
    if (options.preset.empty())
        return Error{ErrorCode::Usage,
                     "say which experiment: --preset ID, or a file; "
                     "`grokking list presets` shows the ready-made ones",
                     ""};
    const auto preset = findPreset(options.preset);
    return preset ? Result<ExperimentSpec>(preset->spec) : preset.error();
}

std::string lineOf(const ParamSpec& param)
{
    std::string line = "  " + param.id + "=" + valueText(param.defaultValue);
    line.resize(std::max<std::size_t>(line.size() + 2, 46), ' ');
    return line + param.title + (param.unit.empty() ? "" : " (" + param.unit + ")") + ": "
           + rangeText(param) + "\n";
}

} // namespace

Result<Preset> findPreset(const std::string& id)
{
    const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
    if (!presets)
        return presets.error();
    const auto found = std::ranges::find(*presets, id, &Preset::id);
    if (found != presets->end())
        return *found;
    std::string known;
    for (const Preset& preset : *presets)
        known += "\n  " + preset.id;
    return Error{ErrorCode::InvalidSpec, "there is no such preset; choose one of" + known, id};
}

Result<ExperimentSpec> specFrom(const SpecOptions& options)
{
    auto spec = baseSpec(options);
    if (!spec)
        return spec;
    std::vector<std::string> assignments = options.assignments;
    if (!options.seed.empty())
        assignments.push_back("seed=" + options.seed);
    if (options.steps)
        assignments.push_back("training.steps=" + std::to_string(*options.steps));
    if (!options.device.empty())
        assignments.push_back("training.device=" + options.device);
    for (const std::string& assignment : assignments) {
        if (const auto status = assign(*spec, catalogs(), assignment); !status)
            return status.error();
    }
    std::string problems;
    for (const SpecProblem& problem : validate(*spec, catalogs()))
        problems += (problems.empty() ? "" : "\n") + problem.path + " " + problem.message;
    if (!problems.empty())
        return Error{ErrorCode::InvalidSpec, problems, "spec"};
    return spec;
}

std::string settingsHelp()
{
    const Catalogs& all = catalogs();
    std::string help = "Settings for --set, with their defaults:\n";
    std::set<std::string> shown;
    const auto add = [&](const ExperimentSpec& spec) {
        for (const ParamSpec& param : specParameters(spec, all)) {
            if (shown.insert(param.id).second)
                help += lineOf(param);
        }
    };
    ExperimentSpec spec = defaultSpec(all);
    add(spec);
    for (const auto& [path, catalog] :
         {std::pair{"data", &all.datasets}, std::pair{"learner", &all.learners},
          std::pair{"training.optimizer", &all.optimizers}}) {
        for (const CatalogEntry& entry : *catalog) {
            ExperimentSpec other = spec;
            if (assign(other, all, std::string(path) + "=" + entry.id))
                add(other);
        }
    }
    return help;
}

} // namespace grokking
