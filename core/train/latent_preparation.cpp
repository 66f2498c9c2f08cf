// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/latent_preparation.h"

#include "core/train/latent_cache.h"
#include "core/util/makers.h"

#include <utility>

namespace grokking {

namespace {

Status makeNow(const LatentRequest& request, const std::stop_token& stop,
               const LatentProgress& progress, const std::filesystem::path& cacheFolder,
               const LatentMaker& make)
{
    if (auto cached = readCachedLatents(cacheFolder, request.recipe)) {
        rememberLatents(request.recipe, std::move(*cached));
        return Success{};
    }
    auto made = make(request, stop, progress);
    if (!made)
        return made.error();
    if (stop.stop_requested())
        return Success{};
    cacheLatents(cacheFolder, request.recipe, *made);
    rememberLatents(request.recipe, std::move(*made));
    return Success{};
}

} // namespace

Status prepareLatents(const LatentRequest& request, const std::stop_token& stop,
                      const LatentProgress& progress, const std::filesystem::path& cacheFolder,
                      const LatentMaker& make)
{
    if (knownLatents(request.recipe))
        return Success{};
    static Makers makers;
    const auto place = makers.enter(request.recipe, stop, progress);
    if (!place)
        return Success{};
    if (knownLatents(request.recipe)) // somebody else has made them meanwhile
        return Success{};
    return makeNow(
        request, stop,
        [&](double done) {
            place->tell(done);
            if (progress)
                progress(done);
        },
        cacheFolder, make);
}

} // namespace grokking
