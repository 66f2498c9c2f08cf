// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/progress.h"

#include "app/shared/grouped.h"
#include "core/train/run_probe.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace grokking {

namespace {

std::string barText(double share)
{
    constexpr int width = 24;
    const int filled = static_cast<int>(std::clamp(share, 0.0, 1.0) * width);
    return "[" + std::string(static_cast<std::size_t>(filled), '#')
           + std::string(static_cast<std::size_t>(width - filled), '-') + "]";
}

std::string scoreText(double score)
{
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.3f", score);
    return buffer.data();
}

} // namespace

std::string progressText(const ProgressState& state, double seconds)
{
    if (state.prepared)
        return barText(*state.prepared) + " "
               + std::to_string(static_cast<int>(100.0 * *state.prepared))
               + " %  training the network that the data need";
    const double share =
        state.steps > 0 ? static_cast<double>(state.step) / static_cast<double>(state.steps) : 0.0;
    std::string text =
        barText(share) + " " + std::to_string(static_cast<int>(100.0 * share)) + " %";
    if (state.runs > 1)
        text += "  " + std::to_string(state.finishedRuns) + " of " + std::to_string(state.runs)
                + " runs";
    const std::string unit(state.unit);
    text += "  " + grouped(state.step) + " / " + grouped(state.steps) + " " + unit;
    const double rate = seconds > 0.0 ? static_cast<double>(state.trained) / seconds : 0.0;
    if (rate > 0.0)
        text += "  " + grouped(std::llround(rate)) + " " + unit + "/s  "
                + timeText(static_cast<double>(state.left) / rate) + " left";
    if (state.last)
        text += "  train " + scoreText(state.last->train.score) + "  test "
                + scoreText(state.last->test.score);
    return text;
}

Progress::Style Progress::defaultStyle()
{
    return isatty(STDERR_FILENO) == 1 ? Style::Bar : Style::Lines;
}

Progress::Progress(Style style) : m_style(style) {}

Progress::~Progress()
{
    if (m_barShown)
        std::cerr << std::endl;
}

void Progress::update(const ProgressState& state)
{
    using namespace std::chrono_literals;
    const auto now = Clock::now();
    const auto interval = m_style == Style::Bar ? Clock::duration(100ms) : Clock::duration(5s);
    const bool completes = state.left == 0 && !m_complete;
    if (m_style == Style::None || (now - m_lastShown < interval && !completes))
        return;
    m_complete = state.left == 0;
    m_lastShown = now;
    const std::chrono::duration<double> seconds = now - m_start;
    const std::string text = progressText(state, seconds.count());
    if (m_style == Style::Lines) {
        std::cerr << text << std::endl;
        return;
    }
    std::cerr << '\r' << text << "\033[K" << std::flush;
    m_barShown = true;
}

void Progress::message(const std::string& line)
{
    if (m_barShown)
        std::cerr << "\r\033[K";
    std::cerr << line << std::endl;
}

} // namespace grokking
