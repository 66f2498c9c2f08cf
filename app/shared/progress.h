// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows on stderr how far one or many runs are: a bar that redraws itself on a terminal, plain
// lines elsewhere. One owner, one thread at a time.
#pragma once

#include "core/events/training_event.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace grokking {

struct ProgressState {
    std::int64_t step = 0; // over all runs, as all that follow
    std::int64_t steps = 0;
    std::int64_t trained = 0; // by this program: a resumed run does not begin at 0
    std::int64_t left = 0;    // for this program: a run that diverged leaves none
    std::size_t finishedRuns = 0;
    std::size_t runs = 1;
    std::optional<Sampled> last; // of the run that reported last
    // Share done of what the data need before they can be made, while nothing else goes on.
    std::optional<double> prepared = {};
    std::string_view unit = "steps"; // what is counted, in the plural
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
    bool m_barShown = false;
    bool m_complete = false; // that nothing is left was shown
};

// Returns "[#####-----]  50 %  12,300 / 24,600 steps  6,400 steps/s  2 s left  train 1.000 ...".
[[nodiscard]] std::string progressText(const ProgressState& state, double seconds);

} // namespace grokking
