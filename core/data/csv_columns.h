// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the columns of a table of comma-separated values are: found out from its first rows, and
// from what the user says of them. Stateless; any thread.
#pragma once

#include "core/util/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

enum class CsvHeader { Detected, Present, Absent };

// How a file is to be read. Columns are called by their names in the header, or by numbers from 1.
struct CsvFormat {
    std::string file;
    char delimiter = '\0'; // that which cuts the first rows into the same number of fields
    CsvHeader header = CsvHeader::Detected;
    std::string label = {};    // column to be learned; empty: the last that is nothing else
    std::string subclass = {}; // empty: none
    std::vector<std::string> ignored = {};
    // Instead of label, from 0: a column of numbers, so that a first row without one there is a
    // header even if numbers are the names of other columns.
    std::optional<std::size_t> labelPlace = {};
    std::string labelSetting = "label"; // what the setting of that column is called

    bool operator==(const CsvFormat&) const = default;
};

struct CsvColumns {
    char delimiter = ',';
    bool hasHeader = false;
    std::vector<std::string> names; // without a header "1", "2", ...
    std::size_t label = 0;
    std::optional<std::size_t> subclass;
    std::vector<bool> isInput; // by column; at least one is
};

// Returns the columns of a text. Fails (InvalidFile) with FILE:LINE:FIELD, what is wrong and what
// to do as the message, and the setting that it concerns as the context.
[[nodiscard]] Result<CsvColumns> findCsvColumns(const CsvFormat& format, std::string_view text);

// Returns such an error; `place` is "LINE:FIELD", or empty.
[[nodiscard]] Error csvError(const CsvFormat& format, const std::string& setting,
                             const std::string& place, const std::string& message);

// Returns the text without blanks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

// Returns the finite number that a field is, or nullopt.
[[nodiscard]] std::optional<double> csvNumber(std::string_view field);

// Returns why a field is no finite number and what to do; empty if it is one.
[[nodiscard]] std::string
csvNumberComplaint(std::string_view field,
                   std::string_view remedy = "leave the column out (data.ignored)");

} // namespace grokking
