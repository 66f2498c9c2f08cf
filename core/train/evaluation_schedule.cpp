// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/evaluation_schedule.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace grokking {

namespace {

constexpr std::array<std::int64_t, 6> earlySteps{1, 2, 5, 10, 20, 50};
constexpr std::int64_t thoroughRest = 50;     // steps between two passes of the cost of one
constexpr std::int64_t thoroughPerDecade = 4; // passes that are made however often the others are

// Returns whether step = round(10^(k / perDecade)) for a whole k; 0 counts.
bool isLogSpaced(std::int64_t step, std::int64_t perDecade)
{
    if (step == 0)
        return true;
    const auto density = static_cast<double>(perDecade);
    const double index = std::round(density * std::log10(static_cast<double>(step)));
    return std::llround(std::pow(10.0, index / density)) == step;
}

// Returns the part of a decade a step >= 1 lies in, counted from step 1.
std::int64_t decadePart(std::int64_t step)
{
    return static_cast<std::int64_t>(thoroughPerDecade * std::log10(static_cast<double>(step)));
}

} // namespace

EvaluationSchedule::EvaluationSchedule(const TrainingSpec& training)
    : m_logarithmic(training.evaluation == "log"), m_every(training.evaluateEvery),
      m_perDecade(training.evaluationsPerDecade), m_early(training.evaluateEarly),
      m_snapshotsPerDecade(training.snapshotsPerDecade)
{
}

bool EvaluationSchedule::isEarly(std::int64_t step) const
{
    return m_early && std::ranges::find(earlySteps, step) != earlySteps.end();
}

bool EvaluationSchedule::isEvaluated(std::int64_t step) const
{
    if (step == 0 || isEarly(step))
        return true;
    return isSpaced(step);
}

bool EvaluationSchedule::isSpaced(std::int64_t step) const
{
    return m_logarithmic ? isLogSpaced(step, m_perDecade) : step % m_every == 0;
}

bool EvaluationSchedule::isThorough(std::int64_t step, std::int64_t costInSteps) const
{
    if (step == 0 || isEarly(step))
        return true;
    const std::int64_t rest = thoroughRest * costInSteps;
    if (m_logarithmic) {
        const double density = static_cast<double>(m_perDecade);
        const double spacing = static_cast<double>(step) * (std::pow(10.0, 1.0 / density) - 1.0);
        const auto index = std::llround(density * std::log10(static_cast<double>(step)));
        return spacing >= static_cast<double>(rest)
               || index % std::max<std::int64_t>(1, m_perDecade / thoroughPerDecade) == 0;
    }
    const std::int64_t restInEvaluations = (rest + m_every - 1) / m_every;
    return step % (restInEvaluations * m_every) == 0
           || decadePart(step) != decadePart(std::max<std::int64_t>(1, step - m_every));
}

// On a log axis up to 7 of a decade are made, if it has 7 evaluations.
std::int64_t EvaluationSchedule::thoroughAtMost(std::int64_t steps, std::int64_t costInSteps) const
{
    constexpr std::int64_t perDecade = 2 * thoroughPerDecade;
    const auto decades = static_cast<std::int64_t>(std::log10(static_cast<double>(steps))) + 1;
    const std::int64_t early = 2 + std::ssize(earlySteps); // with the first and the last one
    return std::min(count(steps),
                    early + perDecade * decades + steps / (thoroughRest * costInSteps));
}

std::int64_t EvaluationSchedule::count(std::int64_t steps) const
{
    std::int64_t counted = 1 + (m_logarithmic ? countLogSpaced(steps) : steps / m_every);
    for (const std::int64_t step : earlySteps)
        if (m_early && step <= steps && !isSpaced(step))
            ++counted;
    return isEvaluated(steps) ? counted : counted + 1;
}

// Counts the steps in 1..steps: few candidates, some of which coincide.
std::int64_t EvaluationSchedule::countLogSpaced(std::int64_t steps) const
{
    std::int64_t counted = 0;
    std::int64_t last = 0;
    for (std::int64_t k = 0;; ++k) {
        const std::int64_t step =
            std::llround(std::pow(10.0, static_cast<double>(k) / static_cast<double>(m_perDecade)));
        if (step > steps)
            return counted;
        if (step != last && isLogSpaced(step, m_perDecade))
            ++counted;
        last = step;
    }
}

bool EvaluationSchedule::isSnapshot(std::int64_t step) const
{
    return m_snapshotsPerDecade > 0 && isLogSpaced(step, m_snapshotsPerDecade);
}

} // namespace grokking
