// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the rows of a table are divided: each group into rows to train and to test on, and which
// groups are subsampled in training. Stateless; any thread.
#pragma once

#include "core/data/csv_table.h"
#include "core/data/dataset_catalog.h"

namespace grokking {

// Returns how many of at least two rows there are to train on, by the train fraction: at least one,
// and one is left to test on.
[[nodiscard]] std::int64_t rowsToTrainOn(std::int64_t rows, const Parameters& values);

// Returns what is wrong with the settings for this table, whatever the seeds are; paths are those
// of the entry.
[[nodiscard]] std::vector<SpecProblem> checkCsvSplit(const CsvFacts& facts,
                                                     const Parameters& values);

// Returns the groups and their sizes, of settings that passed. Titled "Subclass", or "Class" where
// there are no subclasses.
[[nodiscard]] Grouping csvGrouping(const CsvFacts& facts, const Parameters& values,
                                   const DatasetSeeds& seeds);

// Returns the examples, group after group. Each group is split by a permutation of its rows drawn
// by the data seed, so that a smaller share of them trains on some of the same rows, and the test
// set is the same whatever f and N are.
[[nodiscard]] Dataset splitCsv(const CsvTable& table, Grouping grouping, std::uint64_t seed);

// Gives each column, and numbers to predict, mean 0 and variance 1 over the training examples, a
// constant one only mean 0.
void standardize(Dataset& data);

} // namespace grokking
