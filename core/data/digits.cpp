// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/digits.h"

#include "core/data/class_subclass.h"
#include "core/data/digit_clusters.h"
#include "core/data/digit_settings.h"
#include "core/util/random.h"
#include "core/util/recent_values.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace grokking {

namespace {

// Pictures in groups, from which the examples are chosen.
struct GroupedDigits {
    std::shared_ptr<const ImageSource> source;
    DigitPools pools;
    DigitClusters clusters;
};

GroupedDigits groupDigits(const DigitSettings& settings, std::uint64_t seed,
                          const std::stop_token& stop)
{
    const auto& source = settings.source;
    auto pools = drawPools(*source, settings.design.classes, settings.perDigit, seed);
    auto clusters =
        findDigitClusters(*source, pools, pixelVectors(source->train, pools.train),
                          pixelVectors(testImages(*source), pools.test), settings.design.classes,
                          settings.design.subclasses, seed, stop);
    return {source, std::move(pools), std::move(clusters)};
}

// Returns the groups, which are remembered; incomplete once stop is requested.
std::shared_ptr<const GroupedDigits> groupedDigits(const DigitSettings& settings,
                                                   std::uint64_t seed, const std::stop_token& stop)
{
    static RecentValues<GroupedDigits> recent(20);
    std::string key = settings.fingerprint;
    for (const std::int64_t number :
         {settings.design.classes, settings.design.subclasses, settings.perDigit})
        key += " " + std::to_string(number);
    key += " " + std::to_string(seed);
    if (auto known = recent.find(key))
        return known;
    auto found = std::make_shared<const GroupedDigits>(groupDigits(settings, seed, stop));
    if (!stop.stop_requested())
        recent.remember(key, found);
    return found;
}

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
    return Error{ErrorCode::InvalidSpec,
                 "cluster " + grouping.names[*scarcest] + " has " + std::to_string(there)
                     + " test pictures, and the test set is to have "
                     + std::to_string(grouping.testSize[*scarcest])
                     + " of each cluster; set data.testSize to "
                     + std::to_string(there * std::ssize(grouping.names))
                     + " or less, or choose fewer training pictures per digit or fewer clusters",
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
    const std::vector<std::vector<std::int32_t>>& groups; // places in the pool
    const std::vector<std::int64_t>& sizes;               // of each group
    Stream stream;
};

Examples makeExamples(const SplitPlan& plan, const DigitSettings& settings, std::int64_t perGroup,
                      std::uint64_t seed)
{
    Examples examples;
    ClassTargets targets{.classes = settings.design.classes};
    std::vector<std::int32_t> pictures;
    for (std::size_t group = 0; group < plan.groups.size(); ++group)
        for (const std::int32_t place :
             chosenOf(plan.groups[group], std::min(plan.sizes[group], perGroup), seed, plan.stream,
                      group)) {
            pictures.push_back(plan.pool[static_cast<std::size_t>(place)]);
            targets.labels.push_back(static_cast<std::int32_t>(static_cast<std::int64_t>(group)
                                                               / settings.design.subclasses));
            examples.groups.push_back(static_cast<std::int32_t>(group));
        }
    examples.inputs = pixelVectors(plan.images, pictures);
    examples.targets = std::move(targets);
    return examples;
}

Result<Dataset> makeDigits(const Parameters& values, const DatasetSeeds& seeds,
                           std::int64_t perGroup, const std::stop_token& stop)
{
    const auto settings = readDigitSettings(values);
    if (!settings)
        return settings.error();
    const auto grouped = groupedDigits(*settings, seeds.geometry, stop);
    Grouping grouping = groupingOf(*settings, values, seeds);
    if (stop.stop_requested())
        return Dataset{};
    const auto& [source, pools, clusters] = *grouped;
    if (auto problem = trainingProblem(grouping, clusters, integerValue(values, "n")))
        return *problem;
    if (auto problem = testProblem(grouping, clusters))
        return *problem;
    Examples train = makeExamples(
        {source->train, pools.train, clusters.train, grouping.trainingSize, Stream::TrainingData},
        *settings, perGroup, seeds.data);
    Examples test = makeExamples(
        {testImages(*source), pools.test, clusters.test, grouping.testSize, Stream::TestData},
        *settings, perGroup, seeds.data);
    return Dataset{.train = std::move(train),
                   .test = std::move(test),
                   .grouping = std::move(grouping),
                   .fingerprint = settings->fingerprint};
}

DatasetShape shapeOfDigits(const Parameters& values, const DatasetSeeds&)
{
    const auto settings = readDigitSettings(values);
    if (!settings)
        return {};
    DatasetShape shape = classSubclassShape(settings->design, {}, values);
    shape.features = settings->source->train.height() * settings->source->train.width();
    return shape;
}

std::optional<SubclassGeometry> geometryOfDigits(const Parameters& values,
                                                 const DatasetSeeds& seeds)
{
    const auto settings = readDigitSettings(values);
    if (!settings)
        return std::nullopt;
    return SubclassGeometry{groupedDigits(*settings, seeds.geometry, {})->clusters.centroids,
                            groupingOf(*settings, values, seeds).classes};
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
        .makeFirst = [](const Parameters& values, const DatasetSeeds& seeds,
                        std::int64_t perGroup) { return makeDigits(values, seeds, perGroup, {}); },
        .fingerprint = fingerprintOfDigits};
}

} // namespace grokking
