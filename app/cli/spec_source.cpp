// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/spec_source.h"

#include "core/spec/spec_fields.h"
#include "core/spec/spec_json.h"
#include "core/spec/study_json.h"
#include "core/train/catalogs.h"
#include "core/util/nearest_names.h"
#include "resources/embedded_presets.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <utility>

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

Error noSource(const std::string& wanted)
{
    return {ErrorCode::Usage,
            "say which " + wanted
                + ": --preset ID, or a file; `grokking list presets` shows the ready-made ones",
            ""};
}

// Names the presets of either kind that may have been meant, or else all that are wanted.
Error unknownId(const std::string& id, const std::string& wanted,
                const std::vector<std::string>& ids, const std::vector<std::string>& others)
{
    std::vector<std::string> all = ids;
    all.insert(all.end(), others.begin(), others.end());
    const auto nearest = nearestNames(id, all);
    std::string known = nearestText(nearest) + "; `grokking list presets` shows all";
    if (nearest.empty()) {
        known = "; choose one of";
        for (const std::string& each : ids)
            known += "\n  " + each;
    }
    return {ErrorCode::InvalidSpec, "there is no such " + wanted + known, id};
}

std::vector<std::string> assignmentsOf(const SpecOptions& options)
{
    std::vector<std::string> assignments = options.assignments;
    if (!options.seed.empty())
        assignments.push_back("seed=" + options.seed);
    if (options.steps)
        assignments.push_back("training.steps=" + std::to_string(*options.steps));
    if (!options.device.empty())
        assignments.push_back("training.device=" + options.device);
    return assignments;
}

// Returns the study as it is written down.
Result<StudySpec> storedStudy(const SpecOptions& options)
{
    const auto presets = builtInPresets();
    const auto studies = builtInStudies();
    if (!presets || !studies)
        return presets ? studies.error() : presets.error();
    if (!options.specFile.empty()) {
        const auto text = readText(options.specFile);
        return text ? studyFromJson(*text, *presets, catalogs(), options.specFile)
                    : Result<StudySpec>(text.error());
    }
    if (options.preset.empty())
        return noSource("study");
    if (auto study = findStudy(options.preset))
        return std::move(*study);
    if (std::ranges::find(*presets, options.preset, &Preset::id) != presets->end())
        return Error{ErrorCode::Usage,
                     "this preset is a single run, not a study; use `grokking run --preset "
                         + options.preset + "`, with --seeds N for several seeds",
                     options.preset};
    return unknownId(options.preset, "study", idsOf(*studies), idsOf(*presets));
}

Result<ExperimentSpec> baseSpec(const SpecOptions& options)
{
    if (!options.specFile.empty()) {
        const auto text = readText(options.specFile);
        if (!text)
            return text.error();
        if (isStudy(*text))
            return Error{ErrorCode::Usage, "this is a study of many runs; use `grokking study`",
                         options.specFile};
        return specFromJson(*text, catalogs(), options.specFile);
    }
    if (options.preset.empty())
        return noSource("experiment");
    const auto preset = findPreset(options.preset);
    return preset ? Result<ExperimentSpec>(preset->spec) : preset.error();
}

std::string lineOf(const ParamSpec& param)
{
    std::string line = "  " + param.id + "=" + valueText(param.defaultValue);
    line.resize(std::max<std::size_t>(line.size() + 2, 46), ' ');
    const std::string condition = conditionText(param.activeWhile);
    return line + param.title + (param.unit.empty() ? "" : " (" + param.unit + ")") + ": "
           + rangeText(param) + (condition.empty() ? "" : "; only if " + condition) + "\n";
}

// Says which assignments mean nothing beside the other settings. They are no mistake: a script may
// set what only some of its experiments need.
void warnOfInactive(const ExperimentSpec& spec, const std::vector<std::string>& assignments)
{
    for (const ParamSpec& param : specParameters(spec, catalogs()))
        if (!isActive(spec, param)
            && std::ranges::any_of(assignments, [&param](const std::string& assignment) {
                   return assignment.starts_with(param.id + "=");
               }))
            std::cerr << "warning: " << param.id << " means nothing here: only if "
                      << conditionText(param.activeWhile) << "\n";
}

} // namespace

void addSpecOptions(CLI::App& command, SpecOptions& options, const SpecOptionHelp& help)
{
    auto* const preset = command.add_option("--preset", options.preset, help.preset);
    command.add_option("--spec", options.specFile, help.spec)->excludes(preset);
    command.add_option("--set", options.assignments, help.set)
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
    if (!help.seed.empty())
        command.add_option("--seed", options.seed, help.seed);
}

void addTrainingOptions(CLI::App& command, SpecOptions& options)
{
    command.add_option("--steps", options.steps, "Steps of each run");
    command.add_option("--device", options.device, "auto, cpu or cuda:N");
}

Result<std::vector<Preset>> builtInPresets()
{
    return loadPresets(embeddedPresetTexts(), catalogs());
}

Result<std::vector<StudySpec>> builtInStudies()
{
    const auto presets = builtInPresets();
    return presets ? loadStudies(embeddedPresetTexts(), *presets, catalogs())
                   : Result<std::vector<StudySpec>>(presets.error());
}

std::vector<Preset> knownPresets()
{
    auto presets = builtInPresets();
    return presets ? std::move(*presets) : std::vector<Preset>{};
}

Result<Preset> findPreset(const std::string& id)
{
    const auto presets = builtInPresets();
    if (!presets)
        return presets.error();
    const auto found = std::ranges::find(*presets, id, &Preset::id);
    if (found != presets->end())
        return *found;
    if (findStudy(id))
        return Error{ErrorCode::Usage,
                     "this preset is a study of many runs; use `grokking study --preset " + id
                         + " --out DIR`",
                     id};
    const auto studies = builtInStudies();
    return unknownId(id, "preset", idsOf(*presets),
                     studies ? idsOf(*studies) : std::vector<std::string>());
}

std::optional<StudySpec> findStudy(const std::string& id)
{
    const auto studies = builtInStudies();
    if (!studies)
        return std::nullopt;
    const auto found = std::ranges::find(*studies, id, &StudySpec::id);
    return found == studies->end() ? std::nullopt : std::optional(*found);
}

Result<StudySpec> studyFrom(const SpecOptions& options, std::optional<std::int64_t> first,
                            std::optional<std::int64_t> count)
{
    auto study = storedStudy(options);
    if (!study)
        return study;
    for (const std::string& assignment : assignmentsOf(options)) {
        if (const auto status = assign(*study, catalogs(), assignment); !status)
            return status.error();
    }
    study->seeds = {first.value_or(study->seeds.first), count.value_or(study->seeds.count)};
    if (const auto problems = validate(*study, catalogs()); !problems.empty())
        return problemsError(problems, "study");
    return study;
}

Result<ExperimentSpec> specFrom(const SpecOptions& options)
{
    auto spec = baseSpec(options);
    if (!spec)
        return spec;
    for (const std::string& assignment : assignmentsOf(options)) {
        if (const auto status = assign(*spec, catalogs(), assignment); !status)
            return status.error();
    }
    if (const auto problems = validate(*spec, catalogs()); !problems.empty())
        return problemsError(problems, "spec");
    warnOfInactive(*spec, options.assignments);
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
