// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_group.h"

#include "core/store/fingerprint.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace grokking {

std::string runGroupKey(std::string_view specJson)
{
    auto spec = nlohmann::json::parse(specJson, nullptr, false);
    if (!spec.is_object())
        return {};
    spec.erase("seed");
    using nlohmann::json;
    const std::string text = spec.dump(-1, ' ', false, json::error_handler_t::replace);
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx",
                  static_cast<unsigned long long>(fingerprint(text)));
    return digits;
}

} // namespace grokking
