// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_columns.h"

#include "core/data/csv_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

constexpr std::size_t rowsLookedAt = 20;
constexpr std::size_t mostNamesShown = 10;

// Returns up to `count` rows; those before a wrong one are enough to tell what the columns are.
std::vector<CsvRow> firstRows(std::string_view text, char delimiter, std::size_t count)
{
    CsvReader reader(text, delimiter);
    std::vector<CsvRow> rows;
    CsvRow row;
    for (auto more = reader.next(row); more && *more && rows.size() < count;
         more = reader.next(row))
        rows.push_back(row);
    return rows;
}

// A delimiter that cuts all of the rows alike, or if none does, the first one into most fields.
char detectedDelimiter(std::string_view text)
{
    char best = ',';
    std::size_t mostFields = 1;
    for (const char delimiter : {'\t', ';', ','}) {
        const auto rows = firstRows(text, delimiter, rowsLookedAt);
        if (rows.empty())
            continue;
        const std::size_t fields = rows.front().fields.size();
        const bool alike = std::ranges::all_of(
            rows, [fields](const CsvRow& row) { return row.fields.size() == fields; });
        if (alike && fields > 1)
            return delimiter;
        if (fields > mostFields) {
            mostFields = fields;
            best = delimiter;
        }
    }
    return best;
}

// A first row is a header if it has no number in any column in which the second one has one, or
// none where the labels are known to be numbers.
bool isHeader(const std::vector<CsvRow>& rows, std::optional<std::size_t> labelPlace)
{
    if (rows.size() < 2)
        return false;
    const auto& first = rows[0].fields;
    if (labelPlace && !csvNumber(first[*labelPlace]))
        return true;
    const auto& second = rows[1].fields;
    std::size_t numbers = 0;
    for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
        if (!csvNumber(second[i]))
            continue;
        ++numbers;
        if (csvNumber(first[i]))
            return false;
    }
    return numbers > 0;
}

// Finds columns by what the user calls them.
class Finder
{
public:
    Finder(const CsvFormat& format, const CsvColumns& columns)
        : m_format(format), m_columns(columns)
    {
    }

    [[nodiscard]] Result<std::size_t> find(const std::string& name,
                                           const std::string& setting) const
    {
        const auto& names = m_columns.names;
        const auto found = std::ranges::find(names, name);
        if (m_columns.hasHeader && found != names.end()) {
            if (std::ranges::count(names, name) > 1)
                return csvError(m_format, setting, "1",
                                "several columns are called \"" + name
                                    + "\"; use the number of the column, 1 to "
                                    + std::to_string(names.size()));
            return static_cast<std::size_t>(found - names.begin());
        }
        std::size_t number = 0;
        const auto [end, status] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (status == std::errc{} && end == name.data() + name.size() && number >= 1
            && number <= names.size())
            return number - 1;
        return csvError(m_format, setting, "1", "there is no column \"" + name + "\"; " + choice());
    }

private:
    [[nodiscard]] std::string choice() const
    {
        const auto& names = m_columns.names;
        const std::string numbers = "1 to " + std::to_string(names.size());
        if (!m_columns.hasHeader)
            return "the first row names none, so use a number, " + numbers
                   + ", or say that it does (data.header)";
        std::string list;
        for (std::size_t i = 0; i < std::min(names.size(), mostNamesShown); ++i)
            list += (i == 0 ? "" : ", ") + names[i];
        return "choose " + list + (names.size() > mostNamesShown ? ", ..." : "") + ", or a number, "
               + numbers;
    }

    const CsvFormat& m_format;
    const CsvColumns& m_columns;
};

// Says what each column is for: a column is for one thing.
class Assignment
{
public:
    Assignment(const CsvFormat& format, CsvColumns& columns)
        : m_format(format), m_columns(columns), m_uses(columns.names.size())
    {
        columns.isInput.assign(columns.names.size(), true);
    }

    Status assign()
    {
        for (const std::string& name : m_format.ignored)
            if (const auto column = take(name, "ignored", "left out"); !column)
                return column.error();
        if (!m_format.subclass.empty()) {
            const auto column = take(m_format.subclass, "subclass", "that of the subclasses");
            if (!column)
                return column.error();
            m_columns.subclass = *column;
        }
        const auto label = takeLabel();
        if (!label)
            return label.error();
        m_columns.label = *label;
        if (std::ranges::find(m_columns.isInput, true) == m_columns.isInput.end())
            return csvError(m_format, "ignored", "1",
                            "no column is left for the inputs; leave fewer columns out");
        return Success{};
    }

private:
    // Returns the last column that is still free, or the last one.
    [[nodiscard]] std::size_t lastInput() const
    {
        const auto& free = m_columns.isInput;
        const auto last = std::find(free.rbegin(), free.rend(), true);
        return static_cast<std::size_t>(
            (last == free.rend() ? std::ssize(free) : free.rend() - last) - 1);
    }

    Result<std::size_t> takeLabel()
    {
        const char* const use = "the one to be learned";
        const std::string& setting = m_format.labelSetting;
        if (m_format.labelPlace || m_format.label.empty())
            return takePlace(m_format.labelPlace.value_or(lastInput()), setting, use);
        return take(m_format.label, setting, use);
    }

    Result<std::size_t> take(const std::string& name, const std::string& setting, const char* use)
    {
        const auto column = Finder(m_format, m_columns).find(name, setting);
        return column ? takePlace(*column, setting, use) : column;
    }

    Result<std::size_t> takePlace(std::size_t column, const std::string& setting, const char* use)
    {
        if (!m_columns.isInput[column])
            return csvError(m_format, setting, "1",
                            "column \"" + m_columns.names[column] + "\" is " + m_uses[column]
                                + " already; choose another one");
        m_columns.isInput[column] = false;
        m_uses[column] = use;
        return column;
    }

    const CsvFormat& m_format;
    CsvColumns& m_columns;
    std::vector<std::string> m_uses; // by column
};

// Returns a field as a message shows it.
std::string quoted(std::string_view field)
{
    constexpr std::size_t longest = 40;
    return '"' + std::string(field.substr(0, longest)) + (field.size() > longest ? "..." : "")
           + '"';
}

} // namespace

Result<CsvColumns> findCsvColumns(const CsvFormat& format, std::string_view text)
{
    CsvColumns columns{.delimiter =
                           format.delimiter == '\0' ? detectedDelimiter(text) : format.delimiter};
    const auto rows = firstRows(text, columns.delimiter, 2);
    const std::size_t count = rows.empty() ? 1 : rows.front().fields.size();
    if (count < 2)
        return csvError(
            format, "delimiter", "1",
            "this row has a single field, and inputs and what is to be learned are needed; see "
            "whether this is the file, and the delimiter right");
    columns.hasHeader =
        format.header == CsvHeader::Present
        || (format.header == CsvHeader::Detected && isHeader(rows, format.labelPlace));
    for (std::size_t i = 0; i < count; ++i)
        columns.names.push_back(columns.hasHeader ? std::string(trimmed(rows.front().fields[i]))
                                                  : std::to_string(i + 1));
    if (const Status status = Assignment(format, columns).assign(); !status)
        return status.error();
    return columns;
}

Error csvError(const CsvFormat& format, const std::string& setting, const std::string& place,
               const std::string& message)
{
    return {ErrorCode::InvalidFile,
            format.file + (place.empty() ? "" : ":" + place) + ": " + message, setting};
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t";
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::optional<double> csvNumber(std::string_view field)
{
    field = trimmed(field);
    if (field.starts_with('+'))
        field.remove_prefix(1);
    double number = 0.0;
    const auto [end, status] = std::from_chars(field.data(), field.data() + field.size(), number);
    if (status != std::errc{} || end != field.data() + field.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::string csvNumberComplaint(std::string_view field, std::string_view remedy)
{
    if (csvNumber(field))
        return "";
    field = trimmed(field);
    if (field.empty())
        return "a number is missing; add it, remove the row, or " + std::string(remedy);
    double number = 0.0;
    const auto [end, status] = std::from_chars(field.data(), field.data() + field.size(), number);
    if (end == field.data() + field.size()) // NaN, infinite, or out of range
        return quoted(field) + " is not a finite number; correct it, or remove the row";
    std::string point(field);
    std::ranges::replace(point, ',', '.');
    if (csvNumber(point))
        return quoted(field) + " is no number; write decimals with a point";
    return quoted(field) + " is no number; correct it, or " + std::string(remedy);
}

} // namespace grokking
