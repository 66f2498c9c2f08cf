// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own table: a file of comma-separated values with columns of numbers and one of
// classes, perhaps one of subclasses. Each group of rows, a subclass or where there are none a
// class, is split into rows to train and to test on; groups may be subsampled in training. Any
// thread.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind csvDataset();

// With numbers to predict instead of classes, and one split of all rows.
[[nodiscard]] DatasetKind csvNumbersDataset();

} // namespace grokking
