// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows on stderr how far one or many runs are: a bar that redraws itself on a terminal, plain
// lines elsewhere. One owner, one thread.
#pragma once

#include "core/events/training_event.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace grokking {

struct ProgressState {
    std::int64_t step = 0;  // over all runs
    std::int64_t steps = 0; // likewise
    std::size_t finishedRuns = 0;
    std::size_t runs = 1;
    std::optional<Sampled> last; // of the run that reported last
};

class Progress
{
public:
    enum class Style { Bar, Lines, None };

    // Chooses a bar if stderr is a terminal.
    [[nodiscard]] static Style defaultStyle();

    explicit Progress(Style style);
    // Ends the line of the bar.
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // Takes the present state and shows it if it is time to.
    void update(const ProgressState& state);
    // Writes one line, above the bar if there is one.
    void message(const std::string& line);

private:
    using Clock = std::chrono::steady_clock;

    Style m_style;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_lastShown;
    std::optional<std::int64_t> m_firstStep; // a resumed run does not begin at 0
    bool m_barShown = false;
    bool m_complete = false; // all steps were shown as done
};

// Returns "[#####-----]  50 %  12,300 / 24,600 steps  6,400 steps/s  2 s left  train 1.000 ...".
[[nodiscard]] std::string progressText(const ProgressState& state, std::int64_t firstStep,
                                       double seconds);

} // namespace grokking
