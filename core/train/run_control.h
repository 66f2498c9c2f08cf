// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Carries commands down to a run: they take effect at its next step boundary. Commands may come
// from any thread; the functions of the second part are for the run's own thread.
#pragma once

#include "core/detection/crossing.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace grokking {

// A live change of a setting, for example of "training.optimizer.learningRate".
struct SettingChange {
    std::string path;
    double value = 0.0;
};

class RunControl
{
public:
    void pause();
    void resume();
    // Lets a paused run do `count` more steps and pause again; a running one pauses after them.
    void step(std::int64_t count);
    // Lets the run go on until the evaluation that first shows t1 or t2, and pause there; at the
    // next one if it is there already. pause(), resume() and step() call this off.
    void runUntil(Milestone milestone);
    // Changes a live setting from the next step on.
    void change(SettingChange change);

    // Returns, without waiting, whether there is anything to obey before the next step.
    [[nodiscard]] bool hasOrders() const { return m_hasOrders.load(std::memory_order_acquire); }
    // Returns the changes asked for since the last call.
    [[nodiscard]] std::vector<SettingChange> takeChanges();
    // Returns the milestone to pause at, if any.
    [[nodiscard]] std::optional<Milestone> goal();
    // Pauses if this is still the goal.
    void reached(Milestone milestone);
    // Returns whether the next step has to wait; otherwise counts it against step().
    [[nodiscard]] bool mustWait();
    // Waits until another command arrives or a stop is requested.
    void waitForOrders(const std::stop_token& stop);

private:
    void notify();
    void allow(std::int64_t steps, std::optional<Milestone> goal = std::nullopt);

    static constexpr std::int64_t unlimited = -1;

    std::atomic<bool> m_hasOrders = false;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::int64_t m_allowedSteps = unlimited; // 0 = paused
    std::optional<Milestone> m_goal;         // pauses the run, while steps are unlimited
    std::int64_t m_orders = 0;               // commands so far
    std::vector<SettingChange> m_changes;
};

} // namespace grokking
