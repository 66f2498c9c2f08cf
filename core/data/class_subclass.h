// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The generator behind both data sets of Carvalho et al. (2025; arXiv 2502.01774), Sec. 4.
//
// There are p = 9 pairs of Gaussians in r = 13 dimensions. A subclass is a p-bit code; bit l (the
// lowest is bit 0) picks one of pair l, and the p blocks together are one input in R^(p r). Per
// pair l, drawn once from the geometry stream:
//   mu_l^0 ~ U[-1,1]^r;  mu_l^1 = mu_l^0 + separation * v / ||v||,  v ~ U[-1,1]^r;
//   S_l diagonal, entries spread * (1 + 0.25 e x), e a random sign, x ~ U[0,1];
//   R_l = product over k < k' of Givens rotations in the plane (k, k') by e (1 + x) pi / 6.
// A sample's block is mu_l^bit + eta S_l R_l with eta ~ N(0, I). Two centroids lie
// sqrt(Hamming distance of their codes) * separation apart.
#pragma once

#include "core/data/code_search.h"
#include "core/data/dataset_catalog.h"
#include "core/spec/cells.h"

#include <utility>
#include <vector>

namespace grokking {

// How the samples of a subclass spread.
enum class Covariance {
    Varied,   // (S R)' (S R), of its own for each pair: the paper's
    Isotropic // spread^2 times the identity
};

// The pairs of Gaussians that codes choose from.
struct Blocks {
    int bits = 9;        // p, pairs of Gaussians
    int dimensions = 13; // r, of each pair
    Covariance covariance = Covariance::Varied;

    [[nodiscard]] std::int64_t features() const { return std::int64_t{bits} * dimensions; }
};

// How many subclasses there are, and which of them are subsampled.
struct SubclassDesign {
    std::int64_t classes = 0;
    std::int64_t subclasses = 0;          // of each class
    std::int64_t subsampledPerClass = 0;  // drawn by the subsampling seed
    std::vector<Cell> subsampledByHand{}; // instead, if not empty: (class, subclass)

    [[nodiscard]] std::int64_t total() const { return classes * subclasses; }
    [[nodiscard]] std::int64_t subsampled() const
    {
        return subsampledByHand.empty() ? classes * subsampledPerClass
                                        : std::ssize(subsampledByHand);
    }
};

// Returns the design of the paper: half of each class's subclasses is subsampled.
[[nodiscard]] SubclassDesign halfSubsampled(const SubclassCodes& codes);

// One pair of Gaussians with their common covariance, factor' factor.
struct GaussianPair {
    Array<double> means;  // (2, r): mu^0 and mu^1
    Array<double> factor; // (r, r): S R; a sample is mean + eta * factor, eta a row vector
};

// Draws the pairs. The means are the same whatever the covariance is.
[[nodiscard]] std::vector<GaussianPair> makeGeometry(double separation, double spread,
                                                     std::uint64_t seed, const Blocks& blocks = {});

// Returns the centroid of a subclass, p r numbers.
[[nodiscard]] std::vector<double> centroid(const std::vector<GaussianPair>& pairs, int code);

// Training examples per subclass, Eq. 1 of the paper.
struct SubclassSizes {
    std::int64_t subsampled = 0; // s_s = ceil( f N / (f g_s + g_r))
    std::int64_t regular = 0;    // s_r = floor(N / (f g_s + g_r))
};

// Returns Eq. 1 for g_s subsampled and g_r regular subclasses, 0 <= f <= 1, N in total.
[[nodiscard]] SubclassSizes subclassSizes(double f, std::int64_t n, std::int64_t subsampledGroups,
                                          std::int64_t regularGroups);

// Returns the settings the data sets share: f, n, separation, spread, testSize.
[[nodiscard]] std::vector<ParamSpec> classSubclassParameters();

// Returns the setting "subsampledPerClass" of data sets that let it be chosen.
[[nodiscard]] ParamSpec subsampledPerClassSetting(std::string title, std::string help);

// Returns a problem if more subclasses are subsampled than a class has, if some subclass that
// should have examples gets none, or if none is left that is not subsampled.
[[nodiscard]] std::vector<SpecProblem> checkClassSubclass(const SubclassDesign& design,
                                                          const Parameters& parameters);

// Makes the examples, ordered by subclass. Example i of a subclass is the same whatever f and n
// are, and so is the whole test set. Incomplete once stop is requested.
[[nodiscard]] Dataset makeClassSubclass(const SubclassDesign& design, const SubclassCodes& codes,
                                        const Blocks& blocks, const Parameters& parameters,
                                        const DatasetSeeds& seeds,
                                        const std::stop_token& stop = {});

// Makes only the first `perGroup` examples of each subclass and split of that; likewise.
[[nodiscard]] Dataset makeFirstOfClassSubclass(const SubclassDesign& design,
                                               const SubclassCodes& codes, const Blocks& blocks,
                                               const Parameters& parameters,
                                               const DatasetSeeds& seeds, std::int64_t perGroup,
                                               const std::stop_token& stop = {});

// Returns names ("A1": class A, first subclass), which subclasses are subsampled, and all sizes.
// Sizes of test sets differ by at most 1.
[[nodiscard]] Grouping classSubclassGrouping(const SubclassDesign& design,
                                             const Parameters& parameters,
                                             const DatasetSeeds& seeds);

// Returns the centroids of all subclasses, p r numbers each.
[[nodiscard]] SubclassGeometry classSubclassGeometry(const SubclassCodes& codes,
                                                     const Blocks& blocks,
                                                     const Parameters& parameters,
                                                     const DatasetSeeds& seeds);

// Returns the size of the data set that makeClassSubclass() makes.
[[nodiscard]] DatasetShape classSubclassShape(const SubclassDesign& design, const Blocks& blocks,
                                              const Parameters& parameters);

// What a data set of this family answers for its settings.
struct ClassSubclassFamily {
    SubclassDesign (*design)(const Parameters&);
    SubclassCodes (*codes)(const Parameters&); // design.classes times design.subclasses
    Blocks (*blocks)(const Parameters&);
};

// Returns the data set that `family`, a constant, describes. An entry without check() gets
// checkClassSubclass().
template <const ClassSubclassFamily& family>
[[nodiscard]] DatasetKind classSubclassKind(CatalogEntry entry)
{
    if (!entry.check)
        entry.check = [](const Parameters& values) {
            return checkClassSubclass(family.design(values), values);
        };
    return {
        .entry = std::move(entry),
        .make =
            [](const Parameters& values, const DatasetSeeds& seeds, const std::stop_token& stop) {
                return makeClassSubclass(family.design(values), family.codes(values),
                                         family.blocks(values), values, seeds, stop);
            },
        .grouping =
            [](const Parameters& values, const DatasetSeeds& seeds) {
                return classSubclassGrouping(family.design(values), values, seeds);
            },
        .shape =
            [](const Parameters& values, const DatasetSeeds&) {
                return classSubclassShape(family.design(values), family.blocks(values), values);
            },
        .geometry = [](const Parameters& values, const DatasetSeeds& seeds,
                       const std::stop_token&) -> std::optional<SubclassGeometry> {
            return classSubclassGeometry(family.codes(values), family.blocks(values), values,
                                         seeds);
        },
        .makeFirst =
            [](const Parameters& values, const DatasetSeeds& seeds, std::int64_t perGroup,
               const std::stop_token& stop) {
                return makeFirstOfClassSubclass(family.design(values), family.codes(values),
                                                family.blocks(values), values, seeds, perGroup,
                                                stop);
            }};
}

} // namespace grokking
