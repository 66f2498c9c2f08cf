// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plane_axes.h"

namespace grokking {

PlaneSample planeSample(const Sampled& sample)
{
    return {.step = sample.step,
            .error = sample.error,
            .complexity = sample.complexity,
            .trainScore = sample.train.score};
}

void PlaneReader::append(const PlaneSample& sample, double complexity)
{
    const double error =
        m_axes.error == PlaneAxes::Error::TrainScore ? 1.0 - sample.trainScore : sample.error;
    m_path.append({.step = sample.step, .error = error, .complexity = complexity});
}

void PlaneRun::clear()
{
    m_samples.clear();
    m_series.clear();
    m_own = {};
    m_chosen = PlaneReader(m_axes);
}

void PlaneRun::append(const Sampled& sample)
{
    m_samples.push_back(planeSample(sample));
    readOn();
}

void PlaneRun::append(const Observed& observed)
{
    m_series[observed.observation.id].append(observed);
    readOn();
}

void PlaneRun::setAxes(const PlaneAxes& axes)
{
    m_axes = axes;
    m_chosen = PlaneReader(axes);
    readOn();
}

const PlanePath& PlaneRun::path() const
{
    return m_axes.areNative() ? m_own.path() : m_chosen.path();
}

bool PlaneRun::has(const QString& measure) const
{
    return m_series.contains(measure.toStdString());
}

void PlaneRun::readOn()
{
    const auto sampleAt = [this](std::size_t index) { return m_samples[index]; };
    m_own.read(m_samples.size(), sampleAt, nullptr);
    if (m_axes.areNative())
        return;
    const auto series = m_series.find(m_axes.complexity.toStdString());
    m_chosen.read(m_samples.size(), sampleAt, series == m_series.end() ? nullptr : &series->second);
}

} // namespace grokking
