// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_table.h"

#include "core/data/csv_reader.h"
#include "core/data/text_file.h"
#include "core/util/fingerprint.h"
#include "core/util/processor.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>
#include <optional>
#include <system_error>
#include <utility>

namespace grokking {

namespace {

constexpr std::int64_t largestFile = 512'000'000; // bytes
constexpr std::size_t mostNumbers = 60'000'000;   // 480 MB
constexpr std::size_t mostGroups = 1'000;
constexpr std::size_t longestName = 100; // bytes

// Orders numbers by value, and before all else.
bool comesBefore(const std::string& a, const std::string& b)
{
    const auto first = csvNumber(a);
    const auto second = csvNumber(b);
    if (first && second && *first != *second)
        return *first < *second;
    return first.has_value() == second.has_value() ? a < b : first.has_value();
}

// Different names in the order in which they came.
class Names
{
public:
    // Returns the place of a name.
    std::int32_t placeOf(const std::string& name)
    {
        return m_places.try_emplace(name, static_cast<std::int32_t>(m_places.size())).first->second;
    }

    [[nodiscard]] std::size_t size() const { return m_places.size(); }

    // Returns the names by place.
    [[nodiscard]] std::vector<std::string> list() const
    {
        std::vector<std::string> names(m_places.size());
        for (const auto& [name, place] : m_places)
            names[static_cast<std::size_t>(place)] = name;
        return names;
    }

private:
    std::map<std::string, std::int32_t> m_places;
};

// Reads the rows of one file into a table.
class TableReader
{
public:
    TableReader(const CsvFormat& format, std::string_view text, const CsvColumns& columns)
        : m_format(format), m_columns(columns), m_reader(text, columns.delimiter)
    {
        for (std::size_t i = 0; i < columns.names.size(); ++i)
            if (columns.isInput[i])
                m_table.facts.columns.push_back(columns.names[i]);
        m_table.facts.hasSubclasses = columns.subclass.has_value();
    }

    Result<CsvTable> read(const std::stop_token& stop)
    {
        CsvRow row;
        bool isFirst = true;
        while (!stop.stop_requested()) {
            const auto more = m_reader.next(row);
            if (!more)
                return csvError(m_format, "file", more.error().context, more.error().message);
            if (!*more)
                break;
            if (std::exchange(isFirst, false) && m_columns.hasHeader)
                continue;
            if (const Status status = take(row); !status)
                return status.error();
        }
        return finished();
    }

private:
    [[nodiscard]] Error failure(const char* setting, const CsvRow& row, std::size_t column,
                                const std::string& message) const
    {
        return csvError(m_format, setting,
                        std::to_string(row.line) + ":" + std::to_string(column + 1), message);
    }

    Status take(const CsvRow& row)
    {
        const std::size_t expected = m_columns.names.size();
        if (row.fields.size() != expected)
            return failure("file", row, std::min(row.fields.size(), expected),
                           "this row has " + std::to_string(row.fields.size())
                               + " fields, but the first one has " + std::to_string(expected)
                               + "; correct it, or see whether the delimiter is right "
                                 "(data.delimiter)");
        for (std::size_t column = 0; column < expected; ++column) {
            if (!m_columns.isInput[column])
                continue;
            const auto number = csvNumber(row.fields[column]);
            if (!number)
                return failure("file", row, column,
                               "in column \"" + m_columns.names[column] + "\", "
                                   + csvNumberComplaint(row.fields[column]));
            m_numbers.push_back(*number);
        }
        if (m_numbers.size() > mostNumbers)
            return csvError(m_format, "file", "",
                            "the table has more than " + std::to_string(mostNumbers)
                                + " numbers; take fewer rows or columns");
        return takeNames(row);
    }

    // Returns a name of a class or subclass.
    Result<std::string> nameIn(const CsvRow& row, std::size_t column, const char* setting) const
    {
        const std::string name(trimmed(row.fields[column]));
        if (name.empty())
            return failure(setting, row, column,
                           "column \"" + m_columns.names[column]
                               + "\" is empty; give the row a class, or remove it");
        if (name.size() > longestName)
            return failure(setting, row, column,
                           "column \"" + m_columns.names[column] + "\" has a name of more than "
                               + std::to_string(longestName)
                               + " bytes; give it short names, or choose another column");
        return name;
    }

    Status takeNames(const CsvRow& row)
    {
        const auto name = nameIn(row, m_columns.label, "label");
        if (!name)
            return name.error();
        const std::int32_t label = m_classes.placeOf(*name);
        if (m_classes.size() > mostGroups)
            return failure("label", row, m_columns.label, tooMany(m_columns.label));
        if (!m_columns.subclass)
            return addTo(label, label, row);
        const auto own = nameIn(row, *m_columns.subclass, "subclass");
        if (!own)
            return own.error();
        const std::int32_t group = m_groups.placeOf(*own);
        if (m_groups.size() > mostGroups)
            return failure("subclass", row, *m_columns.subclass, tooMany(*m_columns.subclass));
        return addTo(group, label, row);
    }

    [[nodiscard]] std::string tooMany(std::size_t column) const
    {
        return "column \"" + m_columns.names[column] + "\" has more than "
               + std::to_string(mostGroups)
               + " different values; choose a column of classes, not of quantities";
    }

    // Counts a row among those of its group, all of which have one class.
    Status addTo(std::int32_t group, std::int32_t label, const CsvRow& row)
    {
        const auto place = static_cast<std::size_t>(group);
        if (place == m_members.size())
            m_members.push_back({.label = label, .firstLine = row.line});
        Members& members = m_members[place];
        if (members.label != label)
            return failure("subclass", row, *m_columns.subclass,
                           "subclass \"" + m_groups.list()[place] + "\" is of class \""
                               + m_classes.list()[static_cast<std::size_t>(label)]
                               + "\" here, but of \""
                               + m_classes.list()[static_cast<std::size_t>(members.label)]
                               + "\" in line " + std::to_string(members.firstLine)
                               + "; give the subclasses of each class names of their own");
        ++members.rows;
        m_table.groups.push_back(group);
        return Success{};
    }

    Result<CsvTable> finished()
    {
        const std::vector<std::string> classes = m_classes.list();
        if (classes.empty())
            return csvError(m_format, "file", "", "there is no row of numbers; add some");
        if (classes.size() == 1)
            return csvError(m_format, "label", "",
                            "all rows are of class \"" + classes.front() + "\" in column \""
                                + m_columns.names[m_columns.label]
                                + "\"; choose another column, or add rows of another class");
        const auto groupNames = m_columns.subclass ? m_groups.list() : classes;
        for (std::size_t i = 0; i < m_members.size(); ++i)
            if (m_members[i].rows == 1)
                return lonelyRow(groupNames[i], m_members[i].firstLine);
        sort(classes, groupNames);
        const auto columns = std::ssize(m_table.facts.columns);
        const auto rows = std::ssize(m_table.groups);
        m_table.inputs = Array<double>({rows, columns});
        std::ranges::copy(m_numbers, m_table.inputs.values().begin());
        return std::move(m_table);
    }

    [[nodiscard]] Error lonelyRow(const std::string& name, std::int64_t line) const
    {
        const std::string isTitle =
            m_columns.hasHeader || line > 1
                ? ""
                : "; if this row names the columns, set the header to present (data.header)";
        return csvError(m_format, m_columns.subclass ? "subclass" : "label", std::to_string(line),
                        "this is the only row of \"" + name
                            + "\", but each group needs two, one to train and one to test on; add "
                              "rows, or remove this one"
                            + isTitle);
    }

    // Brings classes and groups into order.
    void sort(const std::vector<std::string>& classes, const std::vector<std::string>& groupNames)
    {
        const auto order = [](const std::vector<std::string>& names) {
            std::vector<std::size_t> places(names.size());
            std::iota(places.begin(), places.end(), std::size_t{0});
            std::ranges::sort(places, comesBefore, [&](std::size_t i) { return names[i]; });
            return places;
        };
        std::vector<std::int32_t> newLabels(classes.size());
        for (const std::size_t old : order(classes)) {
            newLabels[old] = static_cast<std::int32_t>(m_table.facts.classes.size());
            m_table.facts.classes.push_back(classes[old]);
        }
        std::vector<std::size_t> groups = order(groupNames);
        const auto labelOf = [&](std::size_t group) {
            return newLabels[static_cast<std::size_t>(m_members[group].label)];
        };
        std::ranges::stable_sort(groups, {}, labelOf);
        std::vector<std::int32_t> newGroups(groups.size());
        for (const std::size_t old : groups) {
            newGroups[old] = static_cast<std::int32_t>(m_table.facts.groups.size());
            m_table.facts.groups.push_back({groupNames[old], labelOf(old), m_members[old].rows});
        }
        for (std::int32_t& group : m_table.groups)
            group = newGroups[static_cast<std::size_t>(group)];
    }

    struct Members {
        std::int32_t label = 0;
        std::int64_t firstLine = 0;
        std::int64_t rows = 0;
    };

    const CsvFormat& m_format;
    const CsvColumns& m_columns;
    CsvReader m_reader;
    CsvTable m_table;
    std::vector<double> m_numbers; // row after row
    Names m_classes;
    Names m_groups;
    std::vector<Members> m_members; // by place of the group
};

// Returns why a file would not fit into memory: its text, and a number for every other byte, which
// is copied once.
std::optional<Error> memoryProblem(const CsvFormat& format)
{
    std::error_code failure;
    const std::uintmax_t bytes = std::filesystem::file_size(format.file, failure);
    const auto available = availableMemory();
    if (failure || !available || bytes > std::uintmax_t{largestFile})
        return std::nullopt; // reading says why
    const std::uintmax_t numbers = std::min<std::uintmax_t>(bytes / 2, mostNumbers);
    const std::uintmax_t needed = bytes + 2 * sizeof(double) * numbers;
    constexpr std::uintmax_t megabyte = 1'000'000;
    if (needed <= static_cast<std::uintmax_t>(std::max<std::int64_t>(*available, 0)))
        return std::nullopt;
    auto problem =
        csvError(format, "file", "",
                 "this file takes up to " + std::to_string(needed / megabyte)
                     + " MB to be read, but " + std::to_string(*available / std::int64_t{megabyte})
                     + " MB are available; take fewer rows");
    problem.code = ErrorCode::Unavailable;
    return problem;
}

} // namespace

Result<CsvTable> readCsvTable(const CsvFormat& format, const std::stop_token& stop)
{
    if (auto problem = memoryProblem(format))
        return *problem;
    const auto text = readTextFile(format.file, largestFile);
    if (!text)
        return Error{text.error().code, text.error().text(), "file"};
    const auto columns = findCsvColumns(format, withoutMark(*text));
    if (!columns)
        return columns.error();
    auto table = TableReader(format, withoutMark(*text), *columns).read(stop);
    if (table)
        table->facts.fingerprint = fingerprintText(*text);
    return table;
}

} // namespace grokking
