// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The embeddings of the operands in two dimensions: in the plane of their largest variance (PCA),
// and in the plane in which their strongest frequency k >= 1 turns. For the latter, with
// C = sum_x E(x) cos(2 pi k x / n) and S likewise with the sine, the axes are the two orthonormal
// vectors closest to C and S (symmetric orthogonalization), so that an operand x of a network that
// found the rule lies at the angle 2 pi k x / n of a circle. Means are taken off in both.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric embeddingPlaneMetric();
[[nodiscard]] Metric embeddingCircleMetric();

} // namespace grokking
