// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Parses a JSON object that a person wrote, and notices names that are given twice, of which JSON
// keeps the last one silently. For those who read JSON. Stateless; any thread.
#pragma once

#include "core/spec/catalog.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace grokking {

struct CheckedJson {
    nlohmann::ordered_json root;
    std::vector<SpecProblem> duplicates;
};

// Fails (InvalidSpec, saying where) on a text that is no JSON object.
[[nodiscard]] Result<CheckedJson> parseChecked(std::string_view json, const std::string& context);

} // namespace grokking
