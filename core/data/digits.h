// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Handwritten digits, each digit a class and clusters of its pictures the subclasses (Carvalho et
// al. 2025; arXiv 2502.01774): k-means groups the training pictures of each digit by the latent
// vectors of a small ResNet trained on all of them, or by their pixels. Some clusters are then
// subsampled by Eq. 1 (core/data/class_subclass.h). Test pictures, which neither network nor
// k-means sees, belong to the nearest cluster of their digit.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind digitsDataset();

} // namespace grokking
