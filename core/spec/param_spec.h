// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The description of one setting: what it is called, what it means, and which values it takes.
// Form, command line help, JSON reader and documentation are all made from these tables, so a
// setting is written down once. Plain values without thread rules.
#pragma once

#include "core/util/result.h"

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace grokking {

// The value of one setting. monostate means "not set" and is legal for optional settings only.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

// The settings of one catalog entry, by id.
using Parameters = std::map<std::string, Value>;

// Cells is a set of cells of a small table ("A1 B2", core/spec/cells.h); two other settings of the
// entry count its rows and columns. File is the path of a file, as text: a spec holds it whole, and
// setSpecValue() completes a relative one. Whether there is such a file is for the entry to check.
enum class ParamKind { Boolean, Integer, Real, Choice, Text, Cells, File };

// How a setting is spread over its range: decides slider and step size, never the legal values.
enum class ParamScale { Linear, Logarithmic };

// Basic settings are always shown, advanced ones on demand.
enum class ParamTier { Basic, Advanced };

struct ParamChoice {
    std::string id;
    std::string title;
    std::string help;
};

// While a setting means something: as long as another one has one of these values, or none of them.
struct ParamCondition {
    enum class Test { OneOf, NoneOf };
    std::string id = {};                  // of the other one, like the setting's own; empty: always
    std::vector<std::string> values = {}; // as valueText() writes them
    Test test = Test::OneOf;
};

struct ParamSpec {
    std::string id;        // key in its entry, or the whole path in an experiment ("data.f")
    std::string title;     // label in the form
    std::string help;      // one or two sentences: what it does, where it comes from
    std::string unit = {}; // "steps", "samples"; empty for pure numbers
    ParamKind kind = ParamKind::Real;
    Value defaultValue = {};
    double minimum = -std::numeric_limits<double>::infinity(); // inclusive
    double maximum = std::numeric_limits<double>::infinity();  // inclusive
    ParamScale scale = ParamScale::Linear;
    ParamTier tier = ParamTier::Basic;
    std::vector<ParamChoice> choices = {}; // of a Choice
    bool optional = false;                 // may be unset
    bool live = false;                     // can be changed while a run goes on
    std::string zeroText = {};             // shown in place of 0, for example "full batch"
    std::string rowsFrom = {};             // of Cells: id of the setting that counts the rows
    std::string columnsFrom = {};          // and of the one that counts the columns
    ParamCondition activeWhile = {};       // else it keeps its value, but nothing reads it
};

// Returns what is wrong with `value` for this setting and what is allowed, or an empty string.
[[nodiscard]] std::string complaint(const ParamSpec& param, const Value& value);

// Reads a value from text ("0.2", "true", "adam"); integers may be written as 2e4. An empty text
// or "null" unsets an optional setting. The value returned has passed complaint().
[[nodiscard]] Result<Value> parseValue(const ParamSpec& param, std::string_view text);

// Returns the shortest text that parseValue() reads back to the same value.
[[nodiscard]] std::string valueText(const Value& value);

// Returns a short description of the legal values, for example "0 to 1" or "adam, adamw, sgd".
[[nodiscard]] std::string rangeText(const ParamSpec& param);

// Returns whether a condition holds where the other setting has this value.
[[nodiscard]] bool holds(const ParamCondition& condition, const Value& other);

// Returns a condition in words, "data.sampling is draws"; empty of one that always holds.
[[nodiscard]] std::string conditionText(const ParamCondition& condition);

// Read one setting of the expected type; asking for a missing or differently typed one is a bug
// (throws). realValue also accepts an integer.
[[nodiscard]] bool booleanValue(const Parameters& parameters, const std::string& id);
[[nodiscard]] std::int64_t integerValue(const Parameters& parameters, const std::string& id);
[[nodiscard]] double realValue(const Parameters& parameters, const std::string& id);
[[nodiscard]] const std::string& textValue(const Parameters& parameters, const std::string& id);

} // namespace grokking
