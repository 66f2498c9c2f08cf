// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/latent_preparation.h"

#include "core/train/latent_cache.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace grokking {

namespace {

using ShareDone = std::shared_ptr<std::atomic<double>>;

// The recipes that some thread is at. Who comes later waits; if the first one gives up, the next
// one begins anew.
class Makers
{
public:
    // Returns where to tell the share done, once nobody else is at the recipe; nullptr once stop
    // is requested.
    ShareDone enter(const std::string& recipe, const std::stop_token& stop,
                    const LatentProgress& progress)
    {
        using namespace std::chrono_literals;
        std::unique_lock lock(m_mutex);
        while (m_shares.contains(recipe) && !stop.stop_requested()) {
            const ShareDone share = m_shares.at(recipe);
            if (progress) {
                lock.unlock();
                progress(share->load());
                lock.lock();
            }
            m_left.wait_for(lock, stop, 50ms, [&] { return !m_shares.contains(recipe); });
        }
        if (stop.stop_requested())
            return nullptr;
        return m_shares.emplace(recipe, std::make_shared<std::atomic<double>>(0.0)).first->second;
    }

    void leave(const std::string& recipe)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_shares.erase(recipe);
        }
        m_left.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_left;
    std::map<std::string, ShareDone> m_shares;
};

Makers& makers()
{
    static Makers one;
    return one;
}

// Leaves however the work ends.
class Place
{
public:
    explicit Place(std::string recipe) : m_recipe(std::move(recipe)) {}
    ~Place() { makers().leave(m_recipe); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    std::string m_recipe;
};

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
    const ShareDone share = makers().enter(request.recipe, stop, progress);
    if (!share)
        return Success{};
    const Place place(request.recipe);
    if (knownLatents(request.recipe)) // somebody else has made them meanwhile
        return Success{};
    return makeNow(
        request, stop,
        [&](double done) {
            share->store(done);
            if (progress)
                progress(done);
        },
        cacheFolder, make);
}

} // namespace grokking
