// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/param_spec.h"

#include "core/spec/cells.h"
#include "core/util/nearest_names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace grokking {

namespace {

std::string numberText(double number)
{
    std::array<char, 32> buffer{};
    const auto [end, status] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return status == std::errc{} ? std::string(buffer.data(), end) : "?";
}

std::optional<double> parseNumber(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double number = 0.0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (status != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::optional<Value> parseBoolean(std::string_view text)
{
    if (text == "true" || text == "on" || text == "yes" || text == "1")
        return Value(true);
    if (text == "false" || text == "off" || text == "no" || text == "0")
        return Value(false);
    return std::nullopt;
}

std::optional<Value> parseInteger(std::string_view text)
{
    std::int64_t integer = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), integer);
    if (status == std::errc{} && end == text.data() + text.size())
        return Value(integer);
    const auto number = parseNumber(text); // 2e4
    constexpr double exactLimit = 0x1p53;
    if (!number || *number != std::floor(*number) || std::abs(*number) > exactLimit)
        return std::nullopt;
    return Value(static_cast<std::int64_t>(*number));
}

std::optional<Value> parseKind(ParamKind kind, std::string_view text)
{
    switch (kind) {
    case ParamKind::Boolean:
        return parseBoolean(text);
    case ParamKind::Integer:
        return parseInteger(text);
    case ParamKind::Real:
        if (const auto number = parseNumber(text))
            return Value(*number);
        return std::nullopt;
    case ParamKind::Choice:
    case ParamKind::Text:
    case ParamKind::Cells:
    case ParamKind::File:
        return Value(std::string(text));
    }
    return std::nullopt;
}

bool hasKind(const Value& value, ParamKind kind)
{
    switch (kind) {
    case ParamKind::Boolean:
        return std::holds_alternative<bool>(value);
    case ParamKind::Integer:
        return std::holds_alternative<std::int64_t>(value);
    case ParamKind::Real:
        return std::holds_alternative<double>(value);
    case ParamKind::Choice:
    case ParamKind::Text:
    case ParamKind::Cells:
    case ParamKind::File:
        return std::holds_alternative<std::string>(value);
    }
    return false;
}

std::string_view kindText(ParamKind kind)
{
    switch (kind) {
    case ParamKind::Boolean:
        return "true or false";
    case ParamKind::Integer:
        return "a whole number";
    case ParamKind::Real:
        return "a number";
    case ParamKind::Choice:
        return "one of the choices";
    case ParamKind::Text:
        return "a text";
    case ParamKind::Cells:
        return "cells by row and column such as A1 B2";
    case ParamKind::File:
        return "the path of a file";
    }
    return "";
}

bool inRange(const ParamSpec& param, const Value& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*integer) >= param.minimum
               && static_cast<double>(*integer) <= param.maximum;
    if (const auto* real = std::get_if<double>(&value))
        return *real >= param.minimum && *real <= param.maximum; // false for NaN
    if (param.kind == ParamKind::Cells)
        return parseCells(std::get<std::string>(value)).has_value();
    if (param.kind == ParamKind::File) // an empty one is none; the system's paths end at a 0
        return std::get<std::string>(value).find('\0') == std::string::npos;
    if (param.kind == ParamKind::Choice)
        return std::ranges::find(param.choices, std::get<std::string>(value), &ParamChoice::id)
               != param.choices.end();
    return true;
}

std::string nearestChoices(const ParamSpec& param, const Value& value)
{
    const auto* const text = std::get_if<std::string>(&value);
    return text ? nearestText(nearestNames(*text, idsOf(param.choices))) : "";
}

} // namespace

std::string complaint(const ParamSpec& param, const Value& value)
{
    const auto* const text = std::get_if<std::string>(&value);
    const bool noFile = param.kind == ParamKind::File && text && text->empty();
    if (std::holds_alternative<std::monostate>(value) || noFile)
        return param.optional ? "" : "is missing; give " + rangeText(param);
    if (!hasKind(value, param.kind) || !inRange(param, value))
        return "must be " + rangeText(param) + ", not " + valueText(value)
               + nearestChoices(param, value);
    return "";
}

Result<Value> parseValue(const ParamSpec& param, std::string_view text)
{
    if (param.optional && (text.empty() || text == "null"))
        return Value{};
    const auto value = parseKind(param.kind, text);
    const std::string wrong =
        value ? complaint(param, *value)
              : "must be " + rangeText(param) + ", not \"" + std::string(text) + "\"";
    if (!wrong.empty())
        return Error{ErrorCode::InvalidSpec, wrong, param.id};
    return *value;
}

std::string valueText(const Value& value)
{
    if (const auto* boolean = std::get_if<bool>(&value))
        return *boolean ? "true" : "false";
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&value))
        return numberText(*real);
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    return "";
}

std::string rangeText(const ParamSpec& param)
{
    if (param.kind == ParamKind::Choice) {
        std::string list;
        for (const ParamChoice& choice : param.choices)
            list += (list.empty() ? "" : ", ") + choice.id;
        return param.choices.size() == 1 ? list : "one of " + list;
    }
    std::string range(kindText(param.kind));
    const bool bounded = std::isfinite(param.maximum);
    if (std::isfinite(param.minimum) && bounded)
        range += " from " + numberText(param.minimum) + " to " + numberText(param.maximum);
    else if (std::isfinite(param.minimum))
        range += ", at least " + numberText(param.minimum);
    else if (bounded)
        range += ", at most " + numberText(param.maximum);
    return range;
}

bool holds(const ParamCondition& condition, const Value& other)
{
    const bool isThere =
        std::ranges::find(condition.values, valueText(other)) != condition.values.end();
    return condition.id.empty() || isThere == (condition.test == ParamCondition::Test::OneOf);
}

std::string conditionText(const ParamCondition& condition)
{
    if (condition.id.empty())
        return "";
    std::string text =
        condition.id + (condition.test == ParamCondition::Test::OneOf ? " is " : " is not ");
    for (const std::string& value : condition.values)
        text += (&value == &condition.values.front() ? "" : " or ") + value;
    return text;
}

bool booleanValue(const Parameters& parameters, const std::string& id)
{
    return std::get<bool>(parameters.at(id));
}

std::int64_t integerValue(const Parameters& parameters, const std::string& id)
{
    return std::get<std::int64_t>(parameters.at(id));
}

double realValue(const Parameters& parameters, const std::string& id)
{
    const Value& value = parameters.at(id);
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*integer);
    return std::get<double>(value);
}

const std::string& textValue(const Parameters& parameters, const std::string& id)
{
    return std::get<std::string>(parameters.at(id));
}

} // namespace grokking
