// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/class_subclass.h"

#include "core/data/size_settings.h"
#include "core/util/random.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

namespace grokking {

namespace {

constexpr double scaleVariation = 0.25;

// Multiplies `matrix` from the right by the rotation by `angle` in the plane (first, second).
void rotateColumns(Array<double>& matrix, int first, int second, double angle)
{
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    for (std::int64_t i = 0; i < matrix.rows(); ++i) {
        const auto row = matrix.row(i);
        double& a = row[static_cast<std::size_t>(first)];
        double& b = row[static_cast<std::size_t>(second)];
        const double rotated = cosine * a - sine * b;
        b = sine * a + cosine * b;
        a = rotated;
    }
}

// Draws S R for one pair.
Array<double> variedFactor(int dimensions, double spread, RandomStream& random)
{
    Array<double> factor({dimensions, dimensions});
    for (int k = 0; k < dimensions; ++k) {
        const double sign = random.sign();
        factor.row(k)[static_cast<std::size_t>(k)] =
            spread * (1.0 + scaleVariation * sign * random.uniform());
    }
    for (int k = 0; k < dimensions; ++k) {
        for (int other = k + 1; other < dimensions; ++other) {
            const double sign = random.sign();
            const double angle = sign * (1.0 + random.uniform()) * std::numbers::pi / 6.0;
            rotateColumns(factor, k, other, angle);
        }
    }
    return factor;
}

Array<double> isotropicFactor(int dimensions, double spread)
{
    Array<double> factor({dimensions, dimensions});
    for (int k = 0; k < dimensions; ++k)
        factor.row(k)[static_cast<std::size_t>(k)] = spread;
    return factor;
}

GaussianPair makePair(double separation, double spread, const Blocks& blocks, RandomStream& random)
{
    GaussianPair pair{.means = Array<double>({2, blocks.dimensions})};
    std::vector<double> direction(static_cast<std::size_t>(blocks.dimensions));
    for (double& mean : pair.means.row(0))
        mean = random.uniform(-1.0, 1.0);
    for (double& component : direction)
        component = random.uniform(-1.0, 1.0);
    const double length =
        std::sqrt(std::inner_product(direction.begin(), direction.end(), direction.begin(), 0.0));
    for (std::size_t k = 0; k < direction.size(); ++k)
        pair.means.row(1)[k] = pair.means.row(0)[k] + separation * direction[k] / length;
    pair.factor = blocks.covariance == Covariance::Varied
                      ? variedFactor(blocks.dimensions, spread, random)
                      : isotropicFactor(blocks.dimensions, spread);
    return pair;
}

void drawExample(const std::vector<GaussianPair>& pairs, int code, RandomStream& random,
                 std::span<double> input)
{
    std::vector<double> eta(input.size() / pairs.size());
    for (std::size_t l = 0; l < pairs.size(); ++l) {
        std::ranges::generate(eta, [&random] { return random.normal(); });
        const auto block = input.subspan(l * eta.size(), eta.size());
        std::ranges::copy(pairs[l].means.row((code >> l) & 1), block.begin());
        for (std::size_t k = 0; k < eta.size(); ++k) {
            const auto row = pairs[l].factor.row(static_cast<std::int64_t>(k));
            for (std::size_t j = 0; j < block.size(); ++j)
                block[j] += eta[k] * row[j];
        }
    }
}

std::vector<int> flatten(const SubclassCodes& codes)
{
    std::vector<int> all;
    for (const auto& members : codes)
        all.insert(all.end(), members.begin(), members.end());
    return all;
}

// Draws `sizes[g]` examples of each subclass g from its own random stream.
Examples drawExamples(const std::vector<GaussianPair>& pairs, const SubclassCodes& codes,
                      const Grouping& grouping, const std::vector<std::int64_t>& sizes,
                      std::uint64_t seed, Stream stream, const std::stop_token& stop)
{
    const std::int64_t count = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
    Examples examples{.inputs = Array<double>({count, static_cast<std::int64_t>(pairs.size())
                                                          * pairs.front().means.rowSize()})};
    ClassTargets targets{.classes = std::ssize(codes)};
    const std::vector<int> all = flatten(codes);
    for (std::size_t group = 0; group < all.size(); ++group) {
        RandomStream random(seed, stream, group);
        for (std::int64_t i = 0; i < sizes[group] && !stop.stop_requested(); ++i) {
            drawExample(pairs, all[group], random, examples.inputs.row(std::ssize(targets.labels)));
            targets.labels.push_back(grouping.classes[group]);
            examples.groups.push_back(static_cast<std::int32_t>(group));
        }
    }
    examples.targets = std::move(targets);
    return examples;
}

// Draws both splits, at most `perGroup` examples of each subclass.
Dataset drawDataset(const SubclassDesign& design, const SubclassCodes& codes, const Blocks& blocks,
                    const Parameters& parameters, const DatasetSeeds& seeds, std::int64_t perGroup,
                    const std::stop_token& stop)
{
    const auto pairs = makeGeometry(realValue(parameters, "separation"),
                                    realValue(parameters, "spread"), seeds.geometry, blocks);
    Grouping grouping = classSubclassGrouping(design, parameters, seeds);
    const auto draw = [&](std::vector<std::int64_t> sizes, Stream stream) {
        for (std::int64_t& size : sizes)
            size = std::min(size, perGroup);
        return drawExamples(pairs, codes, grouping, sizes, seeds.data, stream, stop);
    };
    Examples train = draw(grouping.trainingSize, Stream::TrainingData);
    Examples test = draw(grouping.testSize, Stream::TestData);
    return {std::move(train), std::move(test), std::move(grouping)};
}

SubclassSizes sizesOf(const SubclassDesign& design, const Parameters& parameters)
{
    return subclassSizes(realValue(parameters, "f"), integerValue(parameters, "n"),
                         design.subsampled(), design.total() - design.subsampled());
}

// Returns whether each subclass is subsampled, class by class: as chosen by hand, or drawn.
std::vector<bool> subsampledSubclasses(const SubclassDesign& design, std::uint64_t seed)
{
    std::vector<bool> chosen(static_cast<std::size_t>(design.total()));
    const auto choose = [&](std::int64_t label, std::int64_t member) {
        chosen[static_cast<std::size_t>(label * design.subclasses + member)] = true;
    };
    for (const Cell& cell : design.subsampledByHand)
        choose(cell.row, cell.column);
    if (!design.subsampledByHand.empty())
        return chosen;
    for (std::int64_t label = 0; label < design.classes; ++label) {
        RandomStream random(seed, Stream::Subsampling, static_cast<std::uint64_t>(label));
        const auto order = randomPermutation(design.subclasses, random);
        for (std::int64_t i = 0; i < design.subsampledPerClass; ++i)
            choose(label, order[static_cast<std::size_t>(i)]);
    }
    return chosen;
}

} // namespace

SubclassDesign halfSubsampled(const SubclassCodes& codes)
{
    const std::int64_t subclasses = std::ssize(codes.front());
    return {.classes = std::ssize(codes),
            .subclasses = subclasses,
            .subsampledPerClass = subclasses / 2};
}

std::vector<GaussianPair> makeGeometry(double separation, double spread, std::uint64_t seed,
                                       const Blocks& blocks)
{
    std::vector<GaussianPair> pairs;
    for (int l = 0; l < blocks.bits; ++l) {
        RandomStream random(seed, Stream::Geometry, static_cast<std::uint64_t>(l));
        pairs.push_back(makePair(separation, spread, blocks, random));
    }
    return pairs;
}

std::vector<double> centroid(const std::vector<GaussianPair>& pairs, int code)
{
    std::vector<double> center;
    for (std::size_t l = 0; l < pairs.size(); ++l) {
        const auto mean = pairs[l].means.row((code >> l) & 1);
        center.insert(center.end(), mean.begin(), mean.end());
    }
    return center;
}

SubclassSizes subclassSizes(double f, std::int64_t n, std::int64_t subsampledGroups,
                            std::int64_t regularGroups)
{
    assert(regularGroups > 0);
    const double total = static_cast<double>(n);
    const double weight =
        f * static_cast<double>(subsampledGroups) + static_cast<double>(regularGroups);
    // Rounding errors of the quotient must not push a whole number over the next one.
    const double tolerance = 1e-12 * total;
    return {.subsampled = static_cast<std::int64_t>(std::ceil(f * total / weight - tolerance)),
            .regular = static_cast<std::int64_t>(std::floor(total / weight + tolerance))};
}

std::vector<ParamSpec> classSubclassParameters()
{
    ParamSpec testSize =
        testSamples(10'000, "Test samples, balanced over all subclasses and the same for every f.");
    testSize.minimum = 40;
    testSize.tier = ParamTier::Advanced;
    return {
        {.id = "f",
         .title = "Imbalance f",
         .help = "Share of training samples that the subsampled subclasses keep, relative to "
                 "the others: 0 removes them, 1 keeps all. The test set stays balanced "
                 "(Carvalho et al., Eq. 1).",
         .defaultValue = 0.2,
         .minimum = 0,
         .maximum = 1},
        trainingSamples(200, "Training samples over all subclasses, before rounding by Eq. 1."),
        {.id = "separation",
         .title = "Separation",
         .help = "Distance between the two means of a pair; subclasses that differ in d pairs lie "
                 "sqrt(d) times as far apart. 1 in the paper.",
         .defaultValue = 1.0,
         .minimum = 0.01,
         .maximum = 100,
         .scale = ParamScale::Logarithmic,
         .tier = ParamTier::Advanced},
        {.id = "spread",
         .title = "Spread",
         .help = "Standard deviation of a subclass along its axes, before a random variation by up "
                 "to a quarter. 0.125 in the paper.",
         .defaultValue = 0.125,
         .minimum = 0,
         .maximum = 100,
         .scale = ParamScale::Logarithmic,
         .tier = ParamTier::Advanced},
        std::move(testSize),
    };
}

ParamSpec subsampledPerClassSetting(std::string title, std::string help)
{
    return {.id = "subsampledPerClass",
            .title = std::move(title),
            .help = std::move(help),
            .kind = ParamKind::Integer,
            .defaultValue = 1,
            .minimum = 0,
            .maximum = 64};
}

std::vector<SpecProblem> checkClassSubclass(const SubclassDesign& design,
                                            const Parameters& parameters)
{
    if (design.subsampledByHand.empty() && design.subsampledPerClass > design.subclasses)
        return {{"subsampledPerClass",
                 "is more than a class has; use at most " + std::to_string(design.subclasses - 1)}};
    const std::int64_t subsampled = design.subsampled();
    const std::int64_t regular = design.total() - subsampled;
    if (regular == 0)
        return {{design.subsampledByHand.empty() ? "subsampledPerClass" : "subsampled",
                 "leaves no subclass whole, and f compares with those; leave at least one out"}};
    std::vector<SpecProblem> problems;
    if (sizesOf(design, parameters).regular < 1) {
        const auto least = static_cast<std::int64_t>(
            std::ceil(realValue(parameters, "f") * static_cast<double>(subsampled)
                      + static_cast<double>(regular)));
        problems.push_back({"n", "is too small to give each of the " + std::to_string(regular)
                                     + " subclasses that are not subsampled a sample; use at least "
                                     + std::to_string(least)});
    }
    if (integerValue(parameters, "testSize") < design.total())
        problems.push_back({"testSize", "is too small to give each of the "
                                            + std::to_string(design.total())
                                            + " subclasses a sample; use at least that many"});
    return problems;
}

Grouping classSubclassGrouping(const SubclassDesign& design, const Parameters& parameters,
                               const DatasetSeeds& seeds)
{
    const SubclassSizes sizes = sizesOf(design, parameters);
    const std::int64_t testSize = integerValue(parameters, "testSize");
    const std::int64_t groups = design.total();
    Grouping grouping{.title = "Subclass",
                      .subsampled = subsampledSubclasses(design, seeds.subsampling)};
    for (std::int64_t group = 0; group < groups; ++group) {
        const std::int64_t label = group / design.subclasses;
        grouping.names.push_back(cellName({label, group % design.subclasses}));
        grouping.classes.push_back(static_cast<std::int32_t>(label));
        grouping.trainingSize.push_back(grouping.subsampled[static_cast<std::size_t>(group)]
                                            ? sizes.subsampled
                                            : sizes.regular);
        grouping.testSize.push_back(testSize / groups + (group < testSize % groups ? 1 : 0));
    }
    return grouping;
}

SubclassGeometry classSubclassGeometry(const SubclassCodes& codes, const Blocks& blocks,
                                       const Parameters& parameters, const DatasetSeeds& seeds)
{
    const auto pairs = makeGeometry(realValue(parameters, "separation"),
                                    realValue(parameters, "spread"), seeds.geometry, blocks);
    SubclassGeometry geometry{.centroids =
                                  Array<double>({std::ssize(flatten(codes)), blocks.features()})};
    for (std::size_t label = 0; label < codes.size(); ++label) {
        for (const int code : codes[label]) {
            std::ranges::copy(centroid(pairs, code),
                              geometry.centroids.row(std::ssize(geometry.classes)).begin());
            geometry.classes.push_back(static_cast<std::int32_t>(label));
        }
    }
    return geometry;
}

DatasetShape classSubclassShape(const SubclassDesign& design, const Blocks& blocks,
                                const Parameters& parameters)
{
    const SubclassSizes sizes = sizesOf(design, parameters);
    return {.trainingExamples = design.subsampled() * sizes.subsampled
                                + (design.total() - design.subsampled()) * sizes.regular,
            .testExamples = integerValue(parameters, "testSize"),
            .features = blocks.features(),
            .classes = design.classes,
            .groups = design.total()};
}

Dataset makeClassSubclass(const SubclassDesign& design, const SubclassCodes& codes,
                          const Blocks& blocks, const Parameters& parameters,
                          const DatasetSeeds& seeds, const std::stop_token& stop)
{
    constexpr auto all = std::numeric_limits<std::int64_t>::max();
    return drawDataset(design, codes, blocks, parameters, seeds, all, stop);
}

Dataset makeFirstOfClassSubclass(const SubclassDesign& design, const SubclassCodes& codes,
                                 const Blocks& blocks, const Parameters& parameters,
                                 const DatasetSeeds& seeds, std::int64_t perGroup,
                                 const std::stop_token& stop)
{
    return drawDataset(design, codes, blocks, parameters, seeds, perGroup, stop);
}

} // namespace grokking
