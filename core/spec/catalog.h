// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to choose from: data sets, learners, optimizers and metrics, each with its
// settings. The tables themselves stand next to the code they describe; core/train/catalogs.h
// puts them together. Immutable after construction; any thread may read.
#pragma once

#include "core/spec/param_spec.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

// One problem of a spec: the path of the field, what is wrong, and what to do.
struct SpecProblem {
    std::string path;
    std::string message;

    bool operator==(const SpecProblem&) const = default;
};

struct CatalogEntry {
    std::string id; // kebab-case; never renamed once runs were saved with it
    std::string title;
    std::string help;
    std::vector<ParamSpec> parameters;
    // Checks what no single setting can say; paths are relative to the entry. May be empty.
    std::function<std::vector<SpecProblem>(const Parameters&)> check = {};
    // Tells whether check() would take long for these: a window then calls it on a thread of its
    // own first. What it came to is remembered, so that it is quick from then on. Empty: never.
    std::function<bool(const Parameters&)> isCheckSlow = {};
};

using Catalog = std::vector<CatalogEntry>;

struct ExperimentSpec;

struct Catalogs {
    Catalog datasets;
    Catalog learners;
    Catalog optimizers;
    Catalog metrics;
    // Checks what no single entry can say, for a spec whose entries are valid. May be empty.
    std::function<std::vector<SpecProblem>(const ExperimentSpec&)> check = {};
};

// Returns the entry with this id, or nullptr. The pointer lives as long as the catalog.
[[nodiscard]] const CatalogEntry* findEntry(const Catalog& catalog, std::string_view id);

// Returns the default value of every setting of an entry.
[[nodiscard]] Parameters defaultParameters(const CatalogEntry& entry);

} // namespace grokking
