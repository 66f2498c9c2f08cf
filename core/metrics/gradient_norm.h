// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Euclidean norm of the gradient g of the training loss over the whole training set, with clean
// weights; and, where weight decay is part of the gradient (coupled: an L2 penalty), of
// g + decay * parameters, which is what the optimizer descends. Small g beside a larger second
// value means that the penalty is what still moves the weights.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric gradientNormMetric();

} // namespace grokking
