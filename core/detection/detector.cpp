// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace grokking {

namespace {

constexpr const char* threshold = "threshold";
constexpr const char* firstCrossing = "first-crossing";
constexpr const char* erfFit = "erf-fit";

} // namespace

std::string divergedQuantity(const Sampled& sample)
{
    for (const auto& [name, value] : std::array{
             std::pair{"train loss", sample.train.loss},
             std::pair{"weight norm", sample.weightNorm}, std::pair{"test loss", sample.test.loss},
             std::pair{"error", sample.error}, std::pair{"complexity", sample.complexity}}) {
        if (!std::isfinite(value))
            return name;
    }
    return "";
}

Detector::Detector(const DetectionSpec& settings, std::span<const Sampled> samples)
    : m_settings(settings), m_train(settings.trainThreshold, settings.window),
      m_test(settings.testThreshold, settings.window)
{
    for (const Sampled& sample : samples)
        append(sample);
}

void Detector::append(const Sampled& sample)
{
    if (sample.kind == SampleKind::Manual || (!m_path.empty() && sample.step <= m_path.back().step))
        return;
    m_path.push_back({sample.step, sample.error, sample.complexity});
    m_trainScore.push_back(sample.train.score);
    const double best = m_bestTestScore.empty() ? sample.test.score : m_bestTestScore.back();
    m_bestTestScore.push_back(std::max(best, sample.test.score));
    if (m_diverged.empty())
        m_diverged = divergedQuantity(sample);
    m_fitted.reset();
    m_train.append(sample.step, sample.train.score);
    m_test.append(sample.step, sample.test.score);
}

std::vector<DefinitionTimes> Detector::definitions() const
{
    return {timesBy(threshold), timesBy(firstCrossing), timesBy(erfFit)};
}

DefinitionTimes Detector::timesBy(const std::string& definition) const
{
    if (definition == erfFit)
        return m_fitted ? *m_fitted : m_fitted.emplace(fittedTimes());
    DefinitionTimes times{.definition = definition};
    const bool first = definition == firstCrossing;
    times.t1 = first ? m_train.first() : m_train.sustained();
    times.t2 = first ? m_test.first() : m_test.sustained();
    return times;
}

DefinitionTimes Detector::fittedTimes() const
{
    DefinitionTimes times{.definition = erfFit};
    const auto train = m_train.fitted(std::nullopt);
    std::optional<double> memorized;
    if (train && train->rise)
        memorized = train->rise->end();
    else if (const auto t1 = m_train.sustained())
        memorized = logStep(t1->step);
    const auto test = m_test.fitted(memorized);
    if (train)
        times.t1 = train->crossing;
    if (test)
        times.t2 = test->crossing;
    if (train && train->rise)
        times.sharpness1 = train->rise->sharpness();
    if (test && test->rise)
        times.sharpness2 = test->rise->sharpness();
    return times;
}

std::optional<std::int64_t> Detector::ungrokkedSince() const
{
    return m_settings.definition == firstCrossing ? m_test.dropAfterFirst()
                                                  : m_test.dropAfterSustained();
}

std::optional<Crossing> Detector::crossing(Milestone milestone) const
{
    const DefinitionTimes times = timesBy(m_settings.definition);
    return milestone == Milestone::Memorized ? times.t1 : times.t2;
}

RunSummary Detector::summary(Progress progress) const
{
    const DefinitionTimes times = timesBy(m_settings.definition);
    RunSummary summary{.t1 = times.t1,
                       .t2 = times.t2,
                       .divergedQuantity = m_diverged,
                       .lastStep = m_path.empty() ? 0 : m_path.back().step};
    describeTimes(summary);
    summary.verdict = verdict(summary, progress);
    describeRegions(summary);
    return summary;
}

void Detector::describeTimes(RunSummary& summary) const
{
    if (summary.t1) {
        // The last evaluation up to t1; a fitted t1 may lie between two.
        const auto after = std::ranges::upper_bound(m_path, summary.t1->step, {}, &PathPoint::step);
        const auto index = std::max(after - m_path.begin(), std::ptrdiff_t{1}) - 1;
        summary.intensity =
            m_settings.testThreshold - m_bestTestScore[static_cast<std::size_t>(index)];
        summary.room = room();
    }
    if (summary.t2)
        summary.stability = ungrokkedSince().value_or(summary.lastStep) - summary.t2->step;
    if (summary.t1 && summary.t2) {
        summary.gap = summary.t2->step - summary.t1->step;
        if (summary.t1->step > 0)
            summary.ratio =
                static_cast<double>(summary.t2->step) / static_cast<double>(summary.t1->step);
    }
}

// In the middle of a fitted rise the error is still high: the lines start where the rise ends.
void Detector::describeRegions(RunSummary& summary) const
{
    const auto memorized =
        m_settings.definition == erfFit && summary.t1 ? m_train.sustained() : summary.t1;
    if (memorized)
        summary.regions = defaultRegions(m_path, memorized->step);
    if (summary.regions)
        summary.lehcShare = lehcShare(m_path, *summary.regions);
}

std::optional<ScoreRange> Detector::room() const
{
    const auto size = static_cast<std::ptrdiff_t>(m_trainScore.size());
    const auto count = std::min(size, static_cast<std::ptrdiff_t>(m_settings.window));
    const double sum = std::accumulate(m_trainScore.end() - count, m_trainScore.end(), 0.0);
    const double limit = sum / static_cast<double>(count);
    if (!(limit >= m_settings.testThreshold))
        return std::nullopt; // lost again, or no number
    return ScoreRange{m_settings.testThreshold, limit};
}

Verdict Detector::verdict(const RunSummary& summary, Progress progress) const
{
    if (!summary.divergedQuantity.empty())
        return Verdict::Diverged;
    const bool decided = summary.t1 && summary.t2 && summary.t1->confirmed && summary.t2->confirmed;
    if (progress == Progress::Running && !decided)
        return Verdict::Running;
    if (!summary.t1)
        return Verdict::Failed;
    if (!summary.t2)
        return Verdict::Memorized;
    if (ungrokkedSince())
        return Verdict::Ungrokked;
    return *summary.gap < m_settings.minimumGap ? Verdict::Together : Verdict::Grokked;
}

} // namespace grokking
