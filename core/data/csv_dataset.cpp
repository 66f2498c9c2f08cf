// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_dataset.h"

#include "core/data/csv_facts.h"
#include "core/data/csv_settings.h"
#include "core/data/csv_split.h"

#include <numeric>
#include <utility>

namespace grokking {

namespace {

std::vector<SpecProblem> check(const Parameters& values)
{
    const auto facts = csvFacts(csvFormat(values));
    if (!facts)
        return {{facts.error().context, facts.error().message}};
    return checkCsvSplit(**facts, values);
}

Result<Dataset> make(const Parameters& values, const DatasetSeeds& seeds,
                     const std::stop_token& stop)
{
    const auto table = readCsvTable(csvFormat(values), stop);
    if (stop.stop_requested())
        return Dataset{};
    if (!table)
        return Error{table.error().code, table.error().message, "data." + table.error().context};
    if (const auto problems = checkCsvSplit(table->facts, values); !problems.empty())
        return Error{ErrorCode::InvalidSpec, problems.front().message,
                     "data." + problems.front().path};
    Dataset data = splitCsv(*table, csvGrouping(table->facts, values, seeds), seeds.data);
    if (booleanValue(values, "standardize"))
        standardize(data);
    return data;
}

// Returns the groups, none if the file cannot be read any more or does not fit the settings.
Grouping grouping(const Parameters& values, const DatasetSeeds& seeds)
{
    const auto facts = csvFacts(csvFormat(values));
    if (!facts || !checkCsvSplit(**facts, values).empty())
        return {};
    return csvGrouping(**facts, values, seeds);
}

DatasetShape shape(const Parameters& values, const DatasetSeeds& seeds)
{
    const Grouping groups = grouping(values, seeds);
    if (groups.names.empty())
        return {};
    const auto facts = csvFacts(csvFormat(values));
    if (!facts)
        return {};
    const auto sum = [](const std::vector<std::int64_t>& sizes) {
        return std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
    };
    return {.trainingExamples = sum(groups.trainingSize),
            .testExamples = sum(groups.testSize),
            .features = std::ssize((*facts)->columns),
            .classes = std::ssize((*facts)->classes),
            .groups = std::ssize(groups.names)};
}

Result<std::string> fingerprintOf(const Parameters& values)
{
    const auto facts = csvFacts(csvFormat(values));
    return facts
               ? Result<std::string>((*facts)->fingerprint)
               : Error{facts.error().code, facts.error().message, "data." + facts.error().context};
}

} // namespace

DatasetKind csvDataset()
{
    return {
        .entry = {.id = "csv",
                  .title = "Table of your own",
                  .help = "Rows of numbers with a class each, perhaps of subclasses, from a "
                          "CSV file.",
                  .parameters = csvParameters(),
                  .check = check,
                  .isCheckSlow =
                      [](const Parameters& values) { return isReadingSlow(csvFormat(values)); }},
        .make = make,
        .grouping = grouping,
        .shape = shape,
        .fingerprint = fingerprintOf};
}

} // namespace grokking
