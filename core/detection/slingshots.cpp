// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/slingshots.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr std::size_t window = 21;
constexpr std::size_t fewest = 5; // samples to have a median of
constexpr double jumpFactor = 10.0;
constexpr double smallestMedian = 1e-8;
constexpr double leap = 1.005;

double medianOf(const std::deque<double>& losses)
{
    std::vector<double> sorted(losses.begin(), losses.end());
    const auto middle = sorted.begin() + std::ssize(sorted) / 2;
    std::ranges::nth_element(sorted, middle);
    return std::max(*middle, smallestMedian);
}

} // namespace

void SlingshotWatch::append(const Sampled& sample)
{
    if (sample.kind == SampleKind::Manual || (m_lastStep && sample.step <= *m_lastStep)
        || !std::isfinite(sample.train.loss))
        return;
    m_lastStep = sample.step;
    if (m_jump) {
        goOn(sample);
        return;
    }
    if (m_losses.size() >= fewest) {
        const double median = medianOf(m_losses);
        if (sample.train.loss >= jumpFactor * median) {
            begin(sample, median);
            return;
        }
    }
    keep(sample.train.loss);
    m_norm = sample.weightNorm;
}

void SlingshotWatch::begin(const Sampled& sample, double median)
{
    m_jump = Jump{.highest = {.step = sample.step, .lossRatio = sample.train.loss / median},
                  .line = jumpFactor * median,
                  .median = median,
                  .losses = {sample.train.loss}};
}

void SlingshotWatch::goOn(const Sampled& sample)
{
    const double loss = sample.train.loss;
    Jump& jump = *m_jump;
    if (loss >= jump.line) {
        jump.losses.push_back(loss);
        if (loss > jump.highest.lossRatio * jump.median)
            jump.highest = {.step = sample.step, .lossRatio = loss / jump.median};
        if (jump.losses.size() < window)
            return;
        std::ranges::for_each(jump.losses, [this](double each) { keep(each); });
    } else {
        jump.highest.normGrowth = sample.weightNorm / m_norm;
        if (jump.highest.normGrowth >= leap)
            m_found.push_back(jump.highest);
        keep(loss);
    }
    m_norm = sample.weightNorm;
    m_jump.reset();
}

void SlingshotWatch::keep(double loss)
{
    m_losses.push_back(loss);
    if (m_losses.size() > window)
        m_losses.pop_front();
}

std::vector<Slingshot> findSlingshots(std::span<const Sampled> samples)
{
    SlingshotWatch watch;
    for (const Sampled& sample : samples)
        watch.append(sample);
    return watch.slingshots();
}

} // namespace grokking
