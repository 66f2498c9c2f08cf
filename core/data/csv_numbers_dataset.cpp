// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_dataset.h"
#include "core/data/csv_facts.h"
#include "core/data/csv_settings.h"
#include "core/data/csv_split.h"
#include "core/util/random.h"

#include <algorithm>
#include <span>
#include <utility>

namespace grokking {

namespace {

std::vector<SpecProblem> check(const Parameters& values)
{
    const auto facts = csvNumbersFacts(csvNumbersFormat(values));
    if (!facts)
        return {{facts.error().context, facts.error().message}};
    return {};
}

Examples examplesOf(const CsvNumbers& table, std::span<const std::int32_t> rows)
{
    Examples examples{.inputs = Array<double>({std::ssize(rows), table.inputs.rowSize()})};
    RealTargets targets;
    for (const std::int32_t row : rows) {
        std::ranges::copy(table.inputs.row(row),
                          examples.inputs.row(std::ssize(targets.values)).begin());
        targets.values.push_back(table.targets[static_cast<std::size_t>(row)]);
    }
    examples.targets = std::move(targets);
    return examples;
}

Result<Dataset> make(const Parameters& values, const DatasetSeeds& seeds,
                     const std::stop_token& stop)
{
    auto table = readCsvNumbers(csvNumbersFormat(values), stop);
    if (stop.stop_requested())
        return Dataset{};
    if (!table)
        return Error{table.error().code, table.error().message, "data." + table.error().context};
    RandomStream random(seeds.data, Stream::TableSplit);
    const auto order = randomPermutation(table->facts.rows, random);
    const auto training = static_cast<std::size_t>(rowsToTrainOn(table->facts.rows, values));
    Dataset data{.train = examplesOf(*table, std::span(order).first(training)),
                 .test = examplesOf(*table, std::span(order).subspan(training)),
                 .fingerprint = table->facts.fingerprint};
    if (booleanValue(values, "standardize"))
        standardize(data);
    return data;
}

DatasetShape shape(const Parameters& values, const DatasetSeeds& /*seeds*/)
{
    const auto facts = csvNumbersFacts(csvNumbersFormat(values));
    if (!facts)
        return {};
    const std::int64_t training = rowsToTrainOn((*facts)->rows, values);
    return {.trainingExamples = training,
            .testExamples = (*facts)->rows - training,
            .features = std::ssize((*facts)->columns)};
}

Result<std::string> fingerprintOf(const Parameters& values)
{
    const auto facts = csvNumbersFacts(csvNumbersFormat(values));
    return facts
               ? Result<std::string>((*facts)->fingerprint)
               : Error{facts.error().code, facts.error().message, "data." + facts.error().context};
}

} // namespace

DatasetKind csvNumbersDataset()
{
    return {.entry = {.id = "csv-numbers",
                      .title = "Table of your own, numbers to predict",
                      .help = "Rows of numbers, one of which is to be predicted from the others, "
                              "from a CSV file.",
                      .parameters = csvNumbersParameters(),
                      .check = check,
                      .isCheckSlow =
                          [](const Parameters& values) {
                              return isReadingSlow(csvNumbersFormat(values));
                          }},
            .make = make,
            .shape = shape,
            .fingerprint = fingerprintOf};
}

} // namespace grokking
