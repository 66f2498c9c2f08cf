// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/makers.h"

#include <chrono>

namespace grokking {

std::unique_ptr<Makers::Place> Makers::enter(const std::string& key, const std::stop_token& stop,
                                             const Progress& progress)
{
    using namespace std::chrono_literals;
    std::unique_lock lock(m_mutex);
    while (m_shares.contains(key) && !stop.stop_requested()) {
        const auto share = m_shares.at(key);
        if (progress) {
            lock.unlock();
            progress(share->load());
            lock.lock();
        }
        m_left.wait_for(lock, stop, 50ms, [&] { return !m_shares.contains(key); });
    }
    if (stop.stop_requested())
        return nullptr;
    auto place = std::unique_ptr<Place>(new Place(*this, key));
    m_shares.emplace(key, place->m_share);
    return place;
}

void Makers::leave(const std::string& key)
{
    {
        const std::lock_guard lock(m_mutex);
        m_shares.erase(key);
    }
    m_left.notify_all();
}

} // namespace grokking
