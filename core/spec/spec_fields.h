// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every setting of an experiment under its path ("data.f", "training.steps"), so that form,
// command line and JSON all read and write a spec through one table. Stateless; any thread.
#pragma once

#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

// One headed group of settings in the form.
struct SpecSection {
    std::string id;    // "data", "learner", "training", "detection", "seeds"
    std::string title; // heading
};

// Returns the headings in the order in which a form shows them.
[[nodiscard]] const std::vector<SpecSection>& specSections();

// Returns what a setting is called in names of runs: "initScale", "optimizer" for
// "training.optimizer.id".
[[nodiscard]] std::string settingName(std::string path);

// Returns the section a path belongs to: "training.optimizer.beta1" -> "training".
[[nodiscard]] std::string sectionOf(std::string_view path);

// Returns the settings of this spec in form order: `id` is the whole path. Those of a catalog
// entry follow its "....id" choice; settings of entries that are not chosen do not appear.
[[nodiscard]] std::vector<ParamSpec> specParameters(const ExperimentSpec& spec,
                                                    const Catalogs& catalogs);

// Returns the value at a path, or nullopt if this spec has no such setting.
[[nodiscard]] std::optional<Value> specValue(const ExperimentSpec& spec, std::string_view path);

// Returns whether one of these settings means something beside the others (ParamSpec::activeWhile).
// One that does not keeps its value, so that it comes back as it was; a form does not show it.
[[nodiscard]] bool isActive(const ExperimentSpec& spec, const ParamSpec& param);

// Sets one value. Choosing another catalog entry replaces its settings by the defaults of the new
// one, keeping those that were changed and mean the same in both: a setting with the same id,
// title, unit and range. A relative path of a file is completed by the folder the program runs in:
// here, and nowhere else, so that a spec means the same from everywhere. Fails (InvalidSpec) on an
// unknown path or an illegal value, unless it is the default, and leaves the spec as it was.
Status setSpecValue(ExperimentSpec& spec, const Catalogs& catalogs, std::string_view path,
                    const Value& value);

// Applies "path=value" as on the command line. "data=ID", "learner=ID" and "training.optimizer=ID"
// stand for their ".id".
Status assign(ExperimentSpec& spec, const Catalogs& catalogs, std::string_view assignment);

// Returns a spec with the first entry of each catalog and all defaults.
[[nodiscard]] ExperimentSpec defaultSpec(const Catalogs& catalogs);

// Returns the path of the entry ("data.id") for which validate() would take long, up to seconds;
// an empty text if there is none, and once it has been called for these settings.
[[nodiscard]] std::string slowCheck(const ExperimentSpec& spec, const Catalogs& catalogs);

// Returns all problems of a spec, in form order; empty if it can run.
[[nodiscard]] std::vector<SpecProblem> validate(const ExperimentSpec& spec,
                                                const Catalogs& catalogs);

// Returns the problems as one error (InvalidSpec), one a line.
[[nodiscard]] Error problemsError(const std::vector<SpecProblem>& problems,
                                  const std::string& context);

} // namespace grokking
