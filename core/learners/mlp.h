// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of the multilayer perceptron; it computes in learners/torch/mlp.cpp.
#pragma once

#include "core/spec/catalog.h"

namespace grokking {

[[nodiscard]] CatalogEntry mlpEntry();

} // namespace grokking
