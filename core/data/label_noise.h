// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Gives some training examples a wrong class, so that what is memorized and what is learned come
// apart: each with the chance `labelNoise`, any other class being as likely. Inputs, test examples
// and all else stay the same; with a greater chance, those that were wrong stay so.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

// Returns the data set with one more setting: labelNoise, 0 by default. Sequences keep their
// targets; the check says so.
[[nodiscard]] DatasetKind withLabelNoise(DatasetKind kind);

} // namespace grokking
