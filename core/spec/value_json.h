// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Values of settings as JSON, for those who read and write it. Stateless.
#pragma once

#include "core/spec/param_spec.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>

namespace grokking {

// Returns a number that is written as a whole one, exactly; nullopt for others, and beyond 64 bits.
template <class Json>
[[nodiscard]] std::optional<std::int64_t> wholeNumber(const Json& json)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const bool fits = json.is_number_unsigned()
                          ? json.template get<std::uint64_t>() <= static_cast<std::uint64_t>(most)
                          : json.is_number_integer();
    return fits ? std::optional(json.template get<std::int64_t>()) : std::nullopt;
}

// Returns JSON on one line. What is no UTF-8, as a file name may be, is replaced.
[[nodiscard]] inline std::string jsonLine(const nlohmann::ordered_json& json)
{
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

// Returns the value of a setting, null if it is not set.
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
