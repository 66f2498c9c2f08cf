// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lets one thread at a time make what a key stands for. Who comes later waits; if the first one
// gives up, the next one begins anew. Any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>

namespace grokking {

class Makers
{
public:
    using Progress = std::function<void(double share)>; // done, 0 to 1

    // The only one at its key while it exists; the makers outlive it.
    class Place
    {
    public:
        ~Place() { m_makers.leave(m_key); }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        // Tells those who wait the share done.
        void tell(double share) { m_share->store(share); }

    private:
        friend Makers;
        Place(Makers& makers, std::string key) : m_makers(makers), m_key(std::move(key)) {}

        Makers& m_makers;
        std::string m_key;
        std::shared_ptr<std::atomic<double>> m_share = std::make_shared<std::atomic<double>>(0.0);
    };

    // Waits until nobody else is at the key, and takes it; nullptr once stop is requested. Who
    // waits is told the share done, on this thread.
    [[nodiscard]] std::unique_ptr<Place> enter(const std::string& key, const std::stop_token& stop,
                                               const Progress& progress = {});

private:
    void leave(const std::string& key);

    std::mutex m_mutex;
    std::condition_variable_any m_left;
    std::map<std::string, std::shared_ptr<std::atomic<double>>> m_shares;
};

} // namespace grokking
