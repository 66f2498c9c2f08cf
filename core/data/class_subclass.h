// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The generator behind both data sets of Carvalho et al. (2025; arXiv 2502.01774), Sec. 4.
//
// There are p = 9 pairs of Gaussians in r = 13 dimensions. A subclass is a 9-bit code; bit l (the
// lowest is bit 0) picks one of pair l, and the nine blocks together are one input in R^117. Per
// pair l, drawn once from the geometry stream:
//   mu_l^0 ~ U[-1,1]^13;  mu_l^1 = mu_l^0 + separation * v / ||v||,  v ~ U[-1,1]^13;
//   S_l diagonal, entries spread * (1 + 0.25 e x), e a random sign, x ~ U[0,1];
//   R_l = product over k < k' of Givens rotations in the plane (k, k') by e (1 + x) pi / 6.
// A sample's block is mu_l^bit + eta S_l R_l with eta ~ N(0, I). Two centroids lie
// sqrt(Hamming distance of their codes) * separation apart.
#pragma once

#include "core/data/dataset_catalog.h"

#include <vector>

namespace grokking {

constexpr int codeBits = 9;         // p, pairs of Gaussians
constexpr int blockDimensions = 13; // r
constexpr int inputDimensions = codeBits * blockDimensions;

// The codes of the subclasses of each class.
using SubclassCodes = std::vector<std::vector<int>>;

// One pair of Gaussians with their common covariance (S R)' (S R).
struct GaussianPair {
    Array<double> means;  // (2, 13): mu^0 and mu^1
    Array<double> factor; // (13, 13): S R; a sample is mean + eta * factor, eta a row vector
};

// Draws the nine pairs.
[[nodiscard]] std::vector<GaussianPair> makeGeometry(double separation, double spread,
                                                     std::uint64_t seed);

// Returns the centroid of a subclass, 117 numbers.
[[nodiscard]] std::vector<double> centroid(const std::vector<GaussianPair>& pairs, int code);

// Training examples per subclass, Eq. 1 of the paper.
struct SubclassSizes {
    std::int64_t subsampled = 0; // s_s = ceil( f N / (f g_s + g_r))
    std::int64_t regular = 0;    // s_r = floor(N / (f g_s + g_r))
};

// Returns Eq. 1 for g_s subsampled and g_r regular subclasses, 0 <= f <= 1, N in total.
[[nodiscard]] SubclassSizes subclassSizes(double f, std::int64_t n, std::int64_t subsampledGroups,
                                          std::int64_t regularGroups);

// Returns the settings both data sets share: f, n, separation, spread, testSize.
[[nodiscard]] std::vector<ParamSpec> classSubclassParameters();

// Returns a problem if some subclass that should have training examples gets none.
[[nodiscard]] std::vector<SpecProblem> checkClassSubclass(const SubclassCodes& codes,
                                                          const Parameters& parameters);

// Makes the examples, ordered by subclass. Example i of a subclass is the same whatever f and n
// are, and so is the whole test set. Incomplete once stop is requested.
[[nodiscard]] Dataset makeClassSubclass(const SubclassCodes& codes, const Parameters& parameters,
                                        const DatasetSeeds& seeds,
                                        const std::stop_token& stop = {});

// Returns names ("A1": class A, first subclass), which half of each class's subclasses is
// subsampled, and all sizes.
[[nodiscard]] Grouping classSubclassGrouping(const SubclassCodes& codes,
                                             const Parameters& parameters,
                                             const DatasetSeeds& seeds);

// Returns the centroids of all subclasses, 117 numbers each.
[[nodiscard]] SubclassGeometry classSubclassGeometry(const SubclassCodes& codes,
                                                     const Parameters& parameters,
                                                     const DatasetSeeds& seeds);

// Returns the size of the data set that makeClassSubclass() makes.
[[nodiscard]] DatasetShape classSubclassShape(const SubclassCodes& codes,
                                              const Parameters& parameters);

} // namespace grokking
