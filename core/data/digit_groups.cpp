// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/digit_groups.h"

#include "core/util/makers.h"
#include "core/util/processor.h"
#include "core/util/recent_values.h"

#include <algorithm>
#include <span>
#include <utility>

namespace grokking {

namespace {

// Says all that the pools follow from.
std::string poolRecipe(const DigitSettings& settings, std::uint64_t seed)
{
    const std::string pictures = settings.fingerprint.empty() ? "shipped" : settings.fingerprint;
    return "pictures " + pictures + ", digits " + std::to_string(settings.design.classes) + ", "
           + std::to_string(settings.perDigit) + " of each, seed " + std::to_string(seed);
}

// Returns what says the pixels of pictures of a pool; both are borrowed.
PictureVectors pixelsOf(const ImageSet& images, const std::vector<std::int32_t>& pool)
{
    return [&](std::int64_t first, std::int64_t count) {
        return pixelVectors(images, std::span(pool).subspan(static_cast<std::size_t>(first),
                                                            static_cast<std::size_t>(count)));
    };
}

// Likewise the rows of `vectors`, one for each picture of a pool.
PictureVectors rowsOf(const Array<float>& vectors)
{
    return [&](std::int64_t first, std::int64_t count) {
        Array<double> rows({count, vectors.rowSize()});
        std::ranges::copy(
            vectors.values().subspan(static_cast<std::size_t>(first * vectors.rowSize()),
                                     rows.values().size()),
            rows.values().begin());
        return rows;
    };
}

// Returns whether there is a vector for each picture.
bool areOf(const Latents& latents, const DigitPools& pools)
{
    return latents.train.rows() == std::ssize(pools.train)
           && latents.test.rows() == std::ssize(pools.test);
}

Result<GroupedDigits> groupDigits(const DigitSettings& settings, std::uint64_t seed,
                                  const std::stop_token& stop)
{
    auto pools = digitPools(settings, seed);
    if (!pools)
        return pools.error();
    GroupedDigits grouped{.pools = std::move(*pools)};
    const ImageSource& source = *settings.source;
    const auto group = [&](const PictureVectors& train, const PictureVectors& test) {
        return findDigitClusters(source, grouped.pools, train, test, settings.design.classes,
                                 settings.design.subclasses, seed, stop);
    };
    if (settings.space == DigitSpace::Pixels) {
        grouped.clusters = group(pixelsOf(source.train, grouped.pools.train),
                                 pixelsOf(source.testImages(), grouped.pools.test));
        return grouped;
    }
    const auto latents = neededLatents(settings, grouped.pools, seed);
    if (!latents)
        return latents.error();
    grouped.clusters = group(rowsOf((*latents)->train), rowsOf((*latents)->test));
    return grouped;
}

} // namespace

Result<DigitPools> digitPools(const DigitSettings& settings, std::uint64_t seed)
{
    if (const auto problem = poolProblem(settings))
        return Error{ErrorCode::InvalidSpec, problem->message, "data." + problem->path};
    return drawPools(*settings.source, settings.design.classes, settings.perDigit, seed);
}

// The name of the network stands for all that core/learners/torch/latent_network.cpp does; the
// last bits follow from what computes it.
std::string latentRecipe(const DigitSettings& settings, std::uint64_t seed)
{
    static const std::string computedBy =
        "LibTorch " GROKKING_LIBTORCH_VERSION ", " + processorText();
    return "small-resnet-1, " + computedBy + ", " + poolRecipe(settings, seed);
}

Result<std::shared_ptr<const Latents>> neededLatents(const DigitSettings& settings,
                                                     const DigitPools& pools, std::uint64_t seed)
{
    if (settings.space == DigitSpace::Pixels)
        return std::shared_ptr<const Latents>();
    const auto latents = knownLatents(latentRecipe(settings, seed));
    if (!latents)
        return Error{ErrorCode::Unavailable,
                     "the network that finds the clusters has not been trained yet",
                     "data.clustersFrom"};
    if (!areOf(*latents, pools))
        return Error{ErrorCode::Internal,
                     "the vectors of the network are those of other pictures; empty "
                     "~/.cache/grokking-explorer and try again",
                     "data.clustersFrom"};
    return latents;
}

Result<std::shared_ptr<const GroupedDigits>>
groupedDigits(const DigitSettings& settings, std::uint64_t seed, const std::stop_token& stop)
{
    static RecentValues<GroupedDigits> recent(20);
    static Makers makers;
    const std::string key = poolRecipe(settings, seed)
                            + (settings.space == DigitSpace::Pixels ? ", pixels, " : ", latents, ")
                            + std::to_string(settings.design.subclasses) + " clusters";
    if (auto known = recent.find(key))
        return known;
    const auto place = makers.enter(key, stop);
    if (!place)
        return std::make_shared<const GroupedDigits>();
    if (auto known = recent.find(key)) // somebody else has found them meanwhile
        return known;
    auto grouped = groupDigits(settings, seed, stop);
    if (!grouped)
        return grouped.error();
    const auto found = std::make_shared<const GroupedDigits>(std::move(*grouped));
    if (!stop.stop_requested())
        recent.remember(key, found);
    return found;
}

} // namespace grokking
