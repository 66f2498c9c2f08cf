// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sample_row.h"

#include "core/store/database.h"
#include "core/store/schema.h"

#include <algorithm>
#include <array>
#include <utility>

namespace grokking {

namespace {

// In the order of addSample() and readSample().
constexpr const char* sampleColumns =
    "step, epoch, kind, train_loss, train_score, train_correct, train_total, test_loss, "
    "test_score, test_correct, test_total, error, complexity, weight_norm, learning_rate, "
    "weight_decay";

constexpr std::array kindNames{
    std::pair{SampleKind::Scheduled, std::string_view("scheduled")},
    std::pair{SampleKind::Final, std::string_view("final")},
    std::pair{SampleKind::Manual, std::string_view("manual")},
};

std::string_view kindName(SampleKind kind)
{
    return std::ranges::find(kindNames, kind, [](const auto& row) { return row.first; })->second;
}

SampleKind kindFromName(const std::string& name)
{
    const auto row = std::ranges::find(kindNames, name, [](const auto& r) { return r.second; });
    if (row == kindNames.end())
        throwDamaged("a sample is of the unknown kind \"" + name + "\"");
    return row->first;
}

void addScore(RowWriter& row, const SplitScore& score)
{
    row.add(score.loss).add(score.score).add(score.correct).add(score.total);
}

// Braced initializers are evaluated from left to right, as the columns stand.
SplitScore readScore(RowReader& row)
{
    return {row.real(), row.real(), row.integer(), row.integer()};
}

} // namespace

std::string insertSampleSql()
{
    return std::string("INSERT INTO samples (") + sampleColumns
           + ", checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
}

std::string storedSampleColumns(SQLite::Database& database)
{
    return std::string(sampleColumns) + ", " + checksumColumn(database);
}

void addSample(RowWriter& row, const Sampled& sample)
{
    row.add(sample.step).add(sample.epoch).add(kindName(sample.kind));
    addScore(row, sample.train);
    addScore(row, sample.test);
    row.add(sample.error).add(sample.complexity).add(sample.weightNorm);
    row.add(sample.learningRate).add(sample.weightDecay).addChecksum();
}

Sampled readSample(RowReader& row)
{
    row.startChecksum();
    const Sampled sample{row.integer(),  row.real(),     kindFromName(row.text()),
                         readScore(row), readScore(row), row.real(),
                         row.real(),     row.real(),     row.real(),
                         row.real()};
    row.requireChecksum("the sample of step " + std::to_string(sample.step));
    return sample;
}

} // namespace grokking
