// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_table.h"

#include "core/data/csv_rows.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace grokking {

namespace {

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

// Collects the classes and groups of rows.
class Groups
{
public:
    explicit Groups(const CsvFormat& format) : m_format(format) {}

    Status take(const CsvColumns& columns, const CsvRow& row)
    {
        const auto name = nameIn(columns, row, columns.label, "label");
        if (!name)
            return name.error();
        const std::int32_t label = m_classes.placeOf(*name);
        if (m_classes.size() > mostGroups)
            return csvFieldError(m_format, "label", row, columns.label,
                                 tooMany(columns.names[columns.label]));
        if (!columns.subclass)
            return addTo(label, label, columns, row);
        const auto own = nameIn(columns, row, *columns.subclass, "subclass");
        if (!own)
            return own.error();
        const std::int32_t group = m_groups.placeOf(*own);
        if (m_groups.size() > mostGroups)
            return csvFieldError(m_format, "subclass", row, *columns.subclass,
                                 tooMany(columns.names[*columns.subclass]));
        return addTo(group, label, columns, row);
    }

    // Returns the table of all rows taken.
    Result<CsvTable> finished(CsvRows rows)
    {
        const CsvColumns& columns = rows.columns;
        const std::vector<std::string> classes = m_classes.list();
        if (classes.size() == 1)
            return csvError(m_format, "label", "",
                            "all rows are of class \"" + classes.front() + "\" in column \""
                                + columns.names[columns.label]
                                + "\"; choose another column, or add rows of another class");
        const auto groupNames = columns.subclass ? m_groups.list() : classes;
        for (std::size_t i = 0; i < m_members.size(); ++i)
            if (m_members[i].rows == 1)
                return lonelyRow(columns, groupNames[i], m_members[i].firstLine);
        m_table.facts = {.columns = rows.inputNames(),
                         .hasSubclasses = columns.subclass.has_value(),
                         .fingerprint = std::move(rows.fingerprint)};
        sort(classes, groupNames);
        m_table.inputs = std::move(rows.inputs);
        return std::move(m_table);
    }

private:
    // Returns a name of a class or subclass.
    [[nodiscard]] Result<std::string> nameIn(const CsvColumns& columns, const CsvRow& row,
                                             std::size_t column, const char* setting) const
    {
        const std::string name(trimmed(row.fields[column]));
        if (name.empty())
            return csvFieldError(m_format, setting, row, column,
                                 "column \"" + columns.names[column]
                                     + "\" is empty; give the row a class, or remove it");
        if (name.size() > longestName)
            return csvFieldError(m_format, setting, row, column,
                                 "column \"" + columns.names[column] + "\" has a name of more than "
                                     + std::to_string(longestName)
                                     + " bytes; give it short names, or choose another column");
        return name;
    }

    static std::string tooMany(const std::string& column)
    {
        return "column \"" + column + "\" has more than " + std::to_string(mostGroups)
               + " different values; choose a column of classes, not of quantities, or data with "
                 "numbers to predict (data=csv-numbers)";
    }

    // Counts a row among those of its group, all of which have one class.
    Status addTo(std::int32_t group, std::int32_t label, const CsvColumns& columns,
                 const CsvRow& row)
    {
        const auto place = static_cast<std::size_t>(group);
        if (place == m_members.size())
            m_members.push_back({.label = label, .firstLine = row.line});
        Members& members = m_members[place];
        if (members.label != label)
            return csvFieldError(m_format, "subclass", row, *columns.subclass,
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

    [[nodiscard]] Error lonelyRow(const CsvColumns& columns, const std::string& name,
                                  std::int64_t line) const
    {
        const std::string isTitle =
            columns.hasHeader || line > 1
                ? ""
                : "; if this row names the columns, set the header to present (data.header)";
        const std::string isQuantity =
            csvNumber(name) ? "; a quantity to predict takes other data, csv-numbers" : "";
        return csvError(m_format, columns.subclass ? "subclass" : "label", std::to_string(line),
                        "this is the only row of \"" + name
                            + "\", but each group needs two, one to train and one to test on; add "
                              "rows, or remove this one"
                            + isTitle + isQuantity);
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
    CsvTable m_table;
    Names m_classes;
    Names m_groups;
    std::vector<Members> m_members; // by place of the group
};

} // namespace

Result<CsvTable> readCsvTable(const CsvFormat& format, const std::stop_token& stop)
{
    Groups groups(format);
    auto rows = readCsvRows(
        format,
        [&groups](const CsvColumns& columns, const CsvRow& row) {
            return groups.take(columns, row);
        },
        stop);
    if (!rows)
        return rows.error();
    if (stop.stop_requested())
        return CsvTable{};
    return groups.finished(std::move(*rows));
}

} // namespace grokking
