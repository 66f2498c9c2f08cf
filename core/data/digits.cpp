// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/digits.h"

#include "core/data/class_subclass.h"
#include "core/data/digit_groups.h"
#include "core/util/fingerprint.h"
#include "core/util/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace grokking {

namespace {

// The name of a cluster: "7.2", the second one of digit 7.
std::string clusterName(std::int64_t label, std::int64_t cluster)
{
    return std::to_string(label) + "." + std::to_string(cluster + 1);
}

Grouping groupingOf(const DigitSettings& settings, const Parameters& values,
                    const DatasetSeeds& seeds)
{
    Grouping grouping = classSubclassGrouping(settings.design, values, seeds);
    grouping.title = "Cluster";
    const std::int64_t clusters = settings.design.subclasses;
    for (std::size_t group = 0; group < grouping.names.size(); ++group)
        grouping.names[group] =
            clusterName(grouping.classes[group], static_cast<std::int64_t>(group) % clusters);
    return grouping;
}

// Returns why a group cannot give as many training pictures as Eq. 1 asks for. The more a group
// lacks, the smaller the N that it allows.
std::optional<Error> trainingProblem(const Grouping& grouping, const DigitClusters& clusters,
                                     std::int64_t n)
{
    std::optional<std::size_t> scarcest;
    double share = 1.0;
    for (std::size_t group = 0; group < clusters.train.size(); ++group) {
        const double there = static_cast<double>(clusters.train[group].size())
                             / static_cast<double>(grouping.trainingSize[group]);
        if (there < share) {
            share = there;
            scarcest = group;
        }
    }
    if (!scarcest)
        return std::nullopt;
    const auto enough = static_cast<std::int64_t>(std::floor(share * static_cast<double>(n)));
    return Error{ErrorCode::InvalidSpec,
                 "cluster " + grouping.names[*scarcest] + " has "
                     + std::to_string(clusters.train[*scarcest].size())
                     + " training pictures, and N asks for "
                     + std::to_string(grouping.trainingSize[*scarcest]) + " of it; set data.n to "
                     + std::to_string(enough)
                     + " or less, or choose more training pictures per digit or fewer clusters",
                 "data.n"};
}

// Likewise of the test pictures.
std::optional<Error> testProblem(const Grouping& grouping, const DigitClusters& clusters)
{
    std::optional<std::size_t> scarcest;
    for (std::size_t group = 0; group < clusters.test.size(); ++group)
        if (std::ssize(clusters.test[group]) < grouping.testSize[group]
            && (!scarcest || clusters.test[group].size() < clusters.test[*scarcest].size()))
            scarcest = group;
    if (!scarcest)
        return std::nullopt;
    const auto there = std::ssize(clusters.test[*scarcest]);
    const std::string fewer = "choose fewer training pictures per digit or fewer clusters";
    return Error{ErrorCode::InvalidSpec,
                 "cluster " + grouping.names[*scarcest] + " has " + std::to_string(there)
                     + " test pictures, and the test set is to have "
                     + std::to_string(grouping.testSize[*scarcest]) + " of each cluster; "
                     + (there == 0 ? fewer
                                   : "set data.testSize to "
                                         + std::to_string(there * std::ssize(grouping.names))
                                         + " or less, or " + fewer),
                 "data.testSize"};
}

// Returns so many pictures of a group, the first of an order drawn for it: more of them keep the
// first ones.
std::vector<std::int32_t> chosenOf(const std::vector<std::int32_t>& group, std::int64_t count,
                                   std::uint64_t seed, Stream stream, std::size_t number)
{
    RandomStream random(seed, stream, number);
    std::vector<std::int32_t> chosen;
    for (const std::int32_t place : randomPermutation(std::ssize(group), random)) {
        if (std::ssize(chosen) == count)
            break;
        chosen.push_back(group[static_cast<std::size_t>(place)]);
    }
    return chosen;
}

// What a split is made of.
struct SplitPlan {
    const ImageSet& images;
    const std::vector<std::int32_t>& pool;
    const Array<float>* latents;                          // of the pool, or nullptr
    const std::vector<std::vector<std::int32_t>>& groups; // places in the pool
    const std::vector<std::int64_t>& sizes;               // of each group
    Stream stream;
};

Array<double> chosenRows(const Array<float>& rows, const std::vector<std::int32_t>& chosen)
{
    Array<double> taken({std::ssize(chosen), rows.rowSize()});
    for (std::size_t i = 0; i < chosen.size(); ++i)
        std::ranges::copy(rows.row(chosen[i]), taken.row(static_cast<std::int64_t>(i)).begin());
    return taken;
}

// Appends the numbers of the chosen pictures to `choice`.
Examples makeExamples(const SplitPlan& plan, const DigitSettings& settings, std::int64_t perGroup,
                      std::uint64_t seed, std::string& choice)
{
    Examples examples;
    ClassTargets targets{.classes = settings.design.classes};
    std::vector<std::int32_t> places;
    for (std::size_t group = 0; group < plan.groups.size(); ++group) {
        const auto chosen = chosenOf(plan.groups[group], std::min(plan.sizes[group], perGroup),
                                     seed, plan.stream, group);
        places.insert(places.end(), chosen.begin(), chosen.end());
        const auto label = static_cast<std::int64_t>(group) / settings.design.subclasses;
        targets.labels.insert(targets.labels.end(), chosen.size(),
                              static_cast<std::int32_t>(label));
        examples.groups.insert(examples.groups.end(), chosen.size(),
                               static_cast<std::int32_t>(group));
    }
    std::vector<std::int32_t> pictures;
    for (const std::int32_t place : places)
        pictures.push_back(plan.pool[static_cast<std::size_t>(place)]);
    for (const std::int32_t picture : pictures)
        choice += std::to_string(picture) + " ";
    examples.inputs = pixelVectors(plan.images, pictures);
    if (plan.latents)
        examples.places = chosenRows(*plan.latents, places);
    examples.targets = std::move(targets);
    return examples;
}

std::vector<std::int64_t> sizesOf(const std::vector<std::vector<std::int32_t>>& groups)
{
    std::vector<std::int64_t> sizes;
    for (const auto& group : groups)
        sizes.push_back(std::ssize(group));
    return sizes;
}

Result<Dataset> makeDigits(const Parameters& values, const DatasetSeeds& seeds,
                           std::int64_t perGroup, const std::stop_token& stop)
{
    const auto settings = readDigitSettings(values);
    if (!settings)
        return settings.error();
    const auto grouped = groupedDigits(*settings, seeds.geometry, stop);
    if (!grouped)
        return grouped.error();
    if (stop.stop_requested())
        return Dataset{};
    Grouping grouping = groupingOf(*settings, values, seeds);
    const auto& [pools, clusters] = **grouped;
    const auto needed = neededLatents(*settings, pools, seeds.geometry);
    if (!needed)
        return needed.error();
    const auto& latents = *needed;
    const auto& source = settings->source;
    if (auto problem = trainingProblem(grouping, clusters, integerValue(values, "n")))
        return *problem;
    if (auto problem = testProblem(grouping, clusters))
        return *problem;
    std::string choice;
    Examples train = makeExamples({source->train, pools.train, latents ? &latents->train : nullptr,
                                   clusters.train, grouping.trainingSize, Stream::TrainingData},
                                  *settings, perGroup, seeds.data, choice);
    choice += "test ";
    Examples test =
        makeExamples({source->testImages(), pools.test, latents ? &latents->test : nullptr,
                      clusters.test, grouping.testSize, Stream::TestData},
                     *settings, perGroup, seeds.data, choice);
    return Dataset{.train = std::move(train),
                   .test = std::move(test),
                   .grouping = std::move(grouping),
                   .drawnFrom = sizesOf(clusters.train),
                   .fingerprint = settings->fingerprint,
                   .choiceFingerprint = fingerprintText(choice)};
}

DatasetShape shapeOfDigits(const Parameters& values, const DatasetSeeds&)
{
    const auto settings = readDigitSettings(values);
    if (!settings)
        return {};
    DatasetShape shape = classSubclassShape(settings->design, {}, values);
    shape.pictureHeight = settings->source->train.height();
    shape.pictureWidth = settings->source->train.width();
    shape.features = shape.pictureHeight * shape.pictureWidth;
    return shape;
}

std::optional<SubclassGeometry>
geometryOfDigits(const Parameters& values, const DatasetSeeds& seeds, const std::stop_token& stop)
{
    const auto settings = readDigitSettings(values);
    if (!settings)
        return std::nullopt;
    const auto grouped = groupedDigits(*settings, seeds.geometry, stop);
    if (!grouped || stop.stop_requested())
        return std::nullopt;
    return SubclassGeometry{.centroids = (*grouped)->clusters.centroids,
                            .classes = groupingOf(*settings, values, seeds).classes,
                            .ofInputs = settings->space == DigitSpace::Pixels};
}

Result<std::optional<LatentRequest>> latentsOfDigits(const Parameters& values,
                                                     const DatasetSeeds& seeds)
{
    auto settings = readDigitSettings(values);
    if (!settings)
        return settings.error();
    if (settings->space == DigitSpace::Pixels)
        return std::optional<LatentRequest>();
    auto pools = digitPools(*settings, seeds.geometry);
    if (!pools)
        return pools.error();
    return std::optional(LatentRequest{.recipe = latentRecipe(*settings, seeds.geometry),
                                       .images = settings->source,
                                       .train = std::move(pools->train),
                                       .test = std::move(pools->test),
                                       .seed = seeds.geometry});
}

bool needsLatents(const Parameters& values)
{
    return textValue(values, "clustersFrom") != "pixels";
}

// The vectors of the pictures of one digit; where a network makes them also its training, which was
// measured to take no more than 1 kB for each pixel of the pictures that go through it together.
std::int64_t makingBytesOfDigits(const Parameters& values)
{
    constexpr std::int64_t picturesAtOnce = 200;
    constexpr std::int64_t networkBytes = 1024;
    const auto settings = readDigitSettings(values);
    if (!settings)
        return 0;
    const ImageSet& images = settings->source->train;
    const std::int64_t pixels = images.height() * images.width();
    return settings->space == DigitSpace::Pixels
               ? settings->perDigit * pixels * std::int64_t{sizeof(double)}
               : picturesAtOnce * pixels * networkBytes;
}

Result<std::string> fingerprintOfDigits(const Parameters& values)
{
    const auto settings = readDigitSettings(values);
    return settings ? Result<std::string>(settings->fingerprint) : settings.error();
}

} // namespace

DatasetKind digitsDataset()
{
    return {
        .entry = {.id = "digits",
                  .title = "Digits",
                  .help = "Handwritten digits of MNIST, of which clusters are subsampled: those "
                          "that k-means finds among the pictures of each digit (Carvalho et "
                          "al., Sec. 4).",
                  .parameters = digitParameters(),
                  .check = checkDigits,
                  .isCheckSlow = areDigitsUnread},
        .make =
            [](const Parameters& values, const DatasetSeeds& seeds, const std::stop_token& stop) {
                return makeDigits(values, seeds, std::numeric_limits<std::int64_t>::max(), stop);
            },
        .grouping =
            [](const Parameters& values, const DatasetSeeds& seeds) {
                const auto settings = readDigitSettings(values);
                return settings ? groupingOf(*settings, values, seeds) : Grouping{};
            },
        .shape = shapeOfDigits,
        .geometry = geometryOfDigits,
        .makeFirst =
            [](const Parameters& values, const DatasetSeeds& seeds, std::int64_t perGroup,
               const std::stop_token& stop) { return makeDigits(values, seeds, perGroup, stop); },
        .fingerprint = fingerprintOfDigits,
        .latents = latentsOfDigits,
        .needsLatents = needsLatents,
        .makingBytes = makingBytesOfDigits};
}

} // namespace grokking
