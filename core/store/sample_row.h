// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One sample as one row of the table of samples. Internal to core/store; throws.
#pragma once

#include "core/events/training_event.h"
#include "core/store/row.h"

namespace grokking {

// The columns of a sample in the order of the two functions below.
constexpr const char* sampleColumns =
    "step, epoch, kind, train_loss, train_score, train_correct, train_total, test_loss, "
    "test_score, test_correct, test_total, error, complexity, weight_norm, learning_rate, "
    "weight_decay";

// The SQL statement that addSample() fills.
[[nodiscard]] std::string insertSampleSql();

void addSample(RowWriter& row, const Sampled& sample);
[[nodiscard]] Sampled readSample(RowReader& row);

} // namespace grokking
