// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_split.h"

#include "core/data/class_subclass.h"
#include "core/data/csv_settings.h"
#include "core/util/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <ranges>
#include <span>
#include <utility>

namespace grokking {

namespace {

// Returns which groups are called by a name, of a group or of all those of a class.
std::vector<std::size_t> groupsCalled(const CsvFacts& facts, const std::string& name)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < facts.groups.size(); ++i) {
        const CsvGroup& group = facts.groups[i];
        if (group.name == name || facts.classes[static_cast<std::size_t>(group.label)] == name)
            found.push_back(i);
    }
    return found;
}

// Returns whether each group is subsampled: those called by name, or so many of each class, all but
// one at most, that the seed draws.
std::vector<bool> subsampledGroups(const CsvFacts& facts, const Parameters& values,
                                   std::uint64_t seed)
{
    std::vector<bool> chosen(facts.groups.size());
    const auto names = csvSubsampledNames(values);
    for (const std::string& name : names)
        for (const std::size_t group : groupsCalled(facts, name))
            chosen[group] = true;
    if (!names.empty())
        return chosen;
    std::size_t first = 0;
    for (std::size_t label = 0; label < facts.classes.size(); ++label) {
        const auto members =
            std::ranges::count(facts.groups, static_cast<std::int32_t>(label), &CsvGroup::label);
        RandomStream random(seed, Stream::Subsampling, label);
        const auto order = randomPermutation(members, random);
        const auto count =
            std::min<std::int64_t>(integerValue(values, "subsampledPerClass"), members - 1);
        for (const std::int32_t place : std::span(order).first(static_cast<std::size_t>(count)))
            chosen[first + static_cast<std::size_t>(place)] = true;
        first += static_cast<std::size_t>(members);
    }
    return chosen;
}

// Returns the sizes by Eq. 1 for N rows in all.
SubclassSizes sizesOf(const std::vector<bool>& subsampled, const Parameters& values, std::int64_t n)
{
    const auto count = std::ranges::count(subsampled, true);
    return subclassSizes(realValue(values, "f"), n, count, std::ssize(subsampled) - count);
}

// Returns N if it is given.
std::optional<std::int64_t> wantedRows(const Parameters& values)
{
    const auto* const n = std::get_if<std::int64_t>(&values.at("trainRows"));
    return n ? std::optional(*n) : std::nullopt;
}

// Without N a subsampled group keeps the share f of its own rows.
std::int64_t keptRows(std::int64_t rows, const Parameters& values)
{
    const double share = realValue(values, "f") * static_cast<double>(rows);
    return static_cast<std::int64_t>(std::ceil(share * (1.0 - 1e-12))); // a whole number stays
}

// Returns the first group that has fewer rows than N asks for. Those that are drawn may be any.
std::optional<CsvGroup> lackingGroup(const CsvFacts& facts, const Parameters& values,
                                     const std::vector<bool>& subsampled, std::int64_t n)
{
    const bool drawn = csvSubsampledNames(values).empty();
    const SubclassSizes sizes = sizesOf(subsampled, values, n);
    for (std::size_t i = 0; i < facts.groups.size(); ++i) {
        const std::int64_t own = subsampled[i] ? sizes.subsampled : sizes.regular;
        const std::int64_t wanted = drawn ? std::max(sizes.subsampled, sizes.regular) : own;
        if (wanted > rowsToTrainOn(facts.groups[i].rows, values))
            return facts.groups[i];
    }
    return std::nullopt;
}

std::vector<SpecProblem> checkSizes(const CsvFacts& facts, const Parameters& values,
                                    const std::vector<bool>& subsampled, std::int64_t n)
{
    if (sizesOf(subsampled, values, n).regular < 1) {
        const auto thinned = static_cast<double>(std::ranges::count(subsampled, true));
        const double least = std::ceil(realValue(values, "f") * thinned
                                       + static_cast<double>(subsampled.size()) - thinned);
        return {{"trainRows", "is too small to give each group that is not subsampled a row; use "
                              "at least "
                                  + std::to_string(static_cast<std::int64_t>(least))}};
    }
    const auto group = lackingGroup(facts, values, subsampled, n);
    if (!group)
        return {};
    const auto sizes = std::views::iota(std::int64_t{1}, n + 1);
    const auto most = std::ranges::partition_point(
        sizes, [&](std::int64_t fewer) { return !lackingGroup(facts, values, subsampled, fewer); });
    return {{"trainRows", "asks for more rows than \"" + group->name + "\" has to train on, "
                              + std::to_string(rowsToTrainOn(group->rows, values))
                              + "; use at most " + std::to_string(*most - 1)
                              + ", a larger train fraction, or none for all rows"}};
}

// Copies rows of a table; `group` is that of all of them.
void append(Examples& examples, const CsvTable& table, std::span<const std::int32_t> rows)
{
    auto& targets = std::get<ClassTargets>(examples.targets);
    for (const std::int32_t row : rows) {
        const std::int32_t group = table.groups[static_cast<std::size_t>(row)];
        std::ranges::copy(table.inputs.row(row),
                          examples.inputs.row(std::ssize(examples.groups)).begin());
        examples.groups.push_back(group);
        targets.labels.push_back(table.facts.groups[static_cast<std::size_t>(group)].label);
    }
}

Examples emptyExamples(const CsvTable& table, const std::vector<std::int64_t>& sizes)
{
    const std::int64_t count = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
    return {.inputs = Array<double>({count, table.inputs.rowSize()}),
            .targets = ClassTargets{.classes = std::ssize(table.facts.classes)}};
}

struct Spread {
    double mean = 0.0;
    double scale = 1.0; // 1 of equal numbers
};

Spread spreadOf(const std::vector<double>& numbers)
{
    const auto count = static_cast<double>(numbers.size());
    Spread spread;
    for (const double number : numbers)
        spread.mean += number / count;
    // The mean of equal numbers is rounded, and the variance then no exact 0.
    const auto [lowest, highest] = std::ranges::minmax(numbers);
    const double range = highest - lowest;
    if (!(range > 0.0))
        return spread;
    double variance = 0.0; // in units of the range: squares of tiny or huge numbers are none
    for (const double number : numbers)
        variance += (number - spread.mean) / range * ((number - spread.mean) / range) / count;
    spread.scale = range * std::sqrt(variance);
    return spread;
}

std::vector<double> columnOf(const Examples& examples, std::size_t column)
{
    std::vector<double> numbers;
    for (std::int64_t i = 0; i < examples.inputs.rows(); ++i)
        numbers.push_back(examples.inputs.row(i)[column]);
    return numbers;
}

} // namespace

std::int64_t rowsToTrainOn(std::int64_t rows, const Parameters& values)
{
    const double share = realValue(values, "trainFraction") * static_cast<double>(rows);
    return std::clamp<std::int64_t>(std::llround(share), 1, rows - 1);
}

std::vector<SpecProblem> checkCsvSplit(const CsvFacts& facts, const Parameters& values)
{
    for (const std::string& name : csvSubsampledNames(values))
        if (groupsCalled(facts, name).empty())
            return {{"subsampled", "names \"" + name + "\", but the table has no such "
                                       + (facts.hasSubclasses ? "subclass or class" : "class")
                                       + "; correct it"}};
    const auto subsampled = subsampledGroups(facts, values, 0);
    if (std::ranges::count(subsampled, false) == 0)
        return {{"subsampled",
                 "leaves no group whole, and f compares with those; leave at least one out"}};
    const auto n = wantedRows(values);
    return n ? checkSizes(facts, values, subsampled, *n) : std::vector<SpecProblem>();
}

Grouping csvGrouping(const CsvFacts& facts, const Parameters& values, const DatasetSeeds& seeds)
{
    Grouping grouping{.title = facts.hasSubclasses ? "Subclass" : "Class",
                      .subsampled = subsampledGroups(facts, values, seeds.subsampling)};
    const auto n = wantedRows(values);
    const SubclassSizes sizes = n ? sizesOf(grouping.subsampled, values, *n) : SubclassSizes{};
    for (std::size_t i = 0; i < facts.groups.size(); ++i) {
        const CsvGroup& group = facts.groups[i];
        const bool subsampled = grouping.subsampled[i];
        const std::int64_t rows = rowsToTrainOn(group.rows, values);
        const std::string& label = facts.classes[static_cast<std::size_t>(group.label)];
        grouping.names.push_back(facts.hasSubclasses ? label + ": " + group.name : label);
        grouping.classes.push_back(group.label);
        grouping.trainingSize.push_back(n            ? subsampled ? sizes.subsampled : sizes.regular
                                        : subsampled ? keptRows(rows, values)
                                                     : rows);
        grouping.testSize.push_back(group.rows - rows);
    }
    return grouping;
}

Dataset splitCsv(const CsvTable& table, Grouping grouping, std::uint64_t seed)
{
    std::vector<std::vector<std::int32_t>> members(grouping.names.size());
    for (std::size_t row = 0; row < table.groups.size(); ++row)
        members[static_cast<std::size_t>(table.groups[row])].push_back(
            static_cast<std::int32_t>(row));
    Dataset data{.train = emptyExamples(table, grouping.trainingSize),
                 .test = emptyExamples(table, grouping.testSize)};
    for (std::size_t group = 0; group < members.size(); ++group) {
        RandomStream random(seed, Stream::TableSplit, group);
        std::vector<std::int32_t> shuffled;
        for (const std::int32_t place : randomPermutation(std::ssize(members[group]), random))
            shuffled.push_back(members[group][static_cast<std::size_t>(place)]);
        const std::span<const std::int32_t> rows(shuffled);
        append(data.train, table,
               rows.first(static_cast<std::size_t>(grouping.trainingSize[group])));
        append(data.test, table, rows.last(static_cast<std::size_t>(grouping.testSize[group])));
    }
    data.grouping = std::move(grouping);
    data.fingerprint = table.facts.fingerprint;
    return data;
}

void standardize(Dataset& data)
{
    for (std::size_t column = 0; column < static_cast<std::size_t>(data.train.inputs.rowSize());
         ++column) {
        const Spread spread = spreadOf(columnOf(data.train, column));
        for (Examples* const examples : {&data.train, &data.test})
            for (std::int64_t i = 0; i < examples->inputs.rows(); ++i) {
                double& number = examples->inputs.row(i)[column];
                number = (number - spread.mean) / spread.scale;
            }
    }
    if (!std::holds_alternative<RealTargets>(data.train.targets))
        return;
    const Spread spread = spreadOf(std::get<RealTargets>(data.train.targets).values);
    for (Examples* const examples : {&data.train, &data.test})
        for (double& target : std::get<RealTargets>(examples->targets).values)
            target = (target - spread.mean) / spread.scale;
}

} // namespace grokking
