// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How many bits describe the parameters of a learner: a complexity that unlike learners have in
// common. Where the learner defines it (a Bayesian network: its divergence from the prior) that,
// else what quantizing and compressing comes to, an upper bound of the Kolmogorov complexity of
// such coarse parameters that depends on the compressor (Miller et al. 2023, arXiv 2310.17247).
#pragma once

#include "core/metrics/metric_catalog.h"

#include <optional>
#include <span>

namespace grokking {

[[nodiscard]] Metric descriptionLengthMetric();

// Returns the bits of the parameters rounded to multiples of 1 / 256 and compressed by zlib at
// level 6, zlib's own 11 bytes of frame among them; nullopt if one of them is not finite.
[[nodiscard]] std::optional<double> compressedBits(std::span<const double> parameters);

} // namespace grokking
