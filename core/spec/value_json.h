// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The value of a setting as JSON, null if it is not set. For those who write JSON.
#pragma once

#include "core/spec/param_spec.h"

#include <nlohmann/json.hpp>

#include <type_traits>
#include <variant>

namespace grokking {

[[nodiscard]] inline nlohmann::ordered_json jsonValue(const Value& value)
{
    return std::visit(
        [](const auto& content) -> nlohmann::ordered_json {
            if constexpr (std::is_same_v<std::decay_t<decltype(content)>, std::monostate>)
                return nullptr;
            else
                return content;
        },
        value);
}

} // namespace grokking
