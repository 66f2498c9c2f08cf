// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

std::variant<SustainedCrossing, FirstCrossing> makeCrossing(const DetectionSpec& settings,
                                                            double threshold)
{
    if (settings.definition == "first-crossing")
        return FirstCrossing(threshold);
    return SustainedCrossing(threshold, settings.window);
}

std::optional<Crossing> crossingOf(const std::variant<SustainedCrossing, FirstCrossing>& any)
{
    return std::visit([](const auto& crossing) { return crossing.crossing(); }, any);
}

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

Detector::Detector(const DetectionSpec& settings)
    : m_settings(settings), m_train(makeCrossing(settings, settings.trainThreshold)),
      m_test(makeCrossing(settings, settings.testThreshold))
{
}

void Detector::append(const Sampled& sample)
{
    if (sample.kind == SampleKind::Manual || (!m_path.empty() && sample.step <= m_path.back().step))
        return;
    m_path.push_back({sample.step, sample.error, sample.complexity});
    const double best = m_bestTestScore.empty() ? sample.test.score : m_bestTestScore.back();
    m_bestTestScore.push_back(std::max(best, sample.test.score));
    if (m_diverged.empty())
        m_diverged = divergedQuantity(sample);
    std::visit([&](auto& crossing) { crossing.append(sample.step, sample.train.score); }, m_train);
    std::visit([&](auto& crossing) { crossing.append(sample.step, sample.test.score); }, m_test);
    watchStability(sample);
}

void Detector::watchStability(const Sampled& sample)
{
    const auto t2 = crossingOf(m_test);
    if (!t2 || sample.step <= t2->step || sample.test.score >= m_settings.testThreshold) {
        m_below = 0;
        m_belowSince.reset();
        return;
    }
    if (!m_belowSince)
        m_belowSince = sample.step;
    if (++m_below >= m_settings.window && !m_ungrokkedSince)
        m_ungrokkedSince = m_belowSince;
}

bool Detector::hasReached(Milestone milestone) const
{
    const AnyCrossing& watched = milestone == Milestone::Memorized ? m_train : m_test;
    return std::visit([](const auto& score) { return score.crossing().has_value(); }, watched);
}

RunSummary Detector::summary(Progress progress) const
{
    RunSummary summary{.t1 = crossingOf(m_train),
                       .t2 = crossingOf(m_test),
                       .divergedQuantity = m_diverged,
                       .lastStep = m_path.empty() ? 0 : m_path.back().step};
    describeTimes(summary);
    summary.verdict = verdict(summary, progress);
    if (summary.t1)
        summary.regions = defaultRegions(m_path, summary.t1->step);
    if (summary.regions)
        summary.lehcShare = lehcShare(m_path, *summary.regions);
    return summary;
}

void Detector::describeTimes(RunSummary& summary) const
{
    if (summary.t1) {
        const auto at = std::ranges::find(m_path, summary.t1->step, &PathPoint::step);
        const auto index = static_cast<std::size_t>(at - m_path.begin());
        summary.intensity = m_settings.testThreshold - m_bestTestScore[index];
    }
    if (summary.t2)
        summary.stability = m_ungrokkedSince.value_or(summary.lastStep) - summary.t2->step;
    if (summary.t1 && summary.t2) {
        summary.gap = summary.t2->step - summary.t1->step;
        if (summary.t1->step > 0)
            summary.ratio =
                static_cast<double>(summary.t2->step) / static_cast<double>(summary.t1->step);
    }
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
    if (m_ungrokkedSince)
        return Verdict::Ungrokked;
    return *summary.gap < m_settings.minimumGap ? Verdict::Together : Verdict::Grokked;
}

} // namespace grokking
