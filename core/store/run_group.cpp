// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_group.h"

#include "core/util/fingerprint.h"

#include <nlohmann/json.hpp>

namespace grokking {

std::string runGroupKey(std::string_view specJson)
{
    auto spec = nlohmann::json::parse(specJson, nullptr, false);
    if (!spec.is_object())
        return {};
    spec.erase("seed");
    using nlohmann::json;
    return fingerprintText(spec.dump(-1, ' ', false, json::error_handler_t::replace));
}

} // namespace grokking
