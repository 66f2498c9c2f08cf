// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on the axes of the error-complexity plane: a learner's own error and complexity, or
// what unlike learners have in common; and how the points of a run are read from what it has shown.
// Plain values; GUI thread only.
#pragma once

#include "core/events/observation_series.h"
#include "core/events/training_event.h"
#include "widgets/plane_path.h"

#include <QString>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace grokking {

// A metric whose number can stand for complexity.
struct PlaneMeasure {
    QString id;        // of the metric
    QString title;     // "Description length"
    QString axisLabel; // name and unit
};

struct PlaneAxes {
    enum class Error { Native, TrainScore };

    QString complexity = {};     // id of a measure; empty: the learner's own
    Error error = Error::Native; // or 1 - train score

    // Returns whether both are the learner's own, which detection and its lines go by.
    [[nodiscard]] bool areNative() const { return complexity.isEmpty() && error == Error::Native; }

    bool operator==(const PlaneAxes&) const = default;
};

// What the plane needs of a sample.
struct PlaneSample {
    std::int64_t step = 0;
    double error = 0.0;
    double complexity = 0.0;
    double trainScore = 0.0;
};

[[nodiscard]] PlaneSample planeSample(const Sampled& sample);

// A run's path by some axes, read as far as its samples and observations went at the last look.
class PlaneReader
{
public:
    PlaneReader() = default;
    explicit PlaneReader(PlaneAxes axes) : m_axes(std::move(axes)) {}

    // Reads on: `count` samples that sampleAt(index) returns, in order of steps, and the series of
    // the measure that stands for complexity; nullptr without one. A point of a measure lies where
    // both have been taken at a step. Returns whether points were added.
    template <class SampleAt>
    bool read(std::size_t count, const SampleAt& sampleAt, const ObservationSeries* series);

    [[nodiscard]] const PlanePath& path() const { return m_path; }

private:
    void append(const PlaneSample& sample, double complexity);

    PlaneAxes m_axes;
    PlanePath m_path;
    std::size_t m_samples = 0;      // read so far
    std::size_t m_observations = 0; // likewise
};

// What the current run has shown, with its path by the learner's own axes and by the chosen ones.
class PlaneRun
{
public:
    void clear();
    void append(const Sampled& sample);
    // Takes an observation of a measure.
    void append(const Observed& observed);
    void setAxes(const PlaneAxes& axes);

    [[nodiscard]] const PlanePath& ownPath() const { return m_own.path(); }
    [[nodiscard]] const PlanePath& path() const;
    // Returns whether the run has shown this measure.
    [[nodiscard]] bool has(const QString& measure) const;

private:
    void readOn();

    PlaneAxes m_axes;
    std::vector<PlaneSample> m_samples;
    std::map<std::string, ObservationSeries> m_series; // by measure
    PlaneReader m_own;
    PlaneReader m_chosen; // unused while the axes are the learner's own
};

template <class SampleAt>
bool PlaneReader::read(std::size_t count, const SampleAt& sampleAt, const ObservationSeries* series)
{
    const std::size_t before = m_path.points().size();
    if (m_axes.complexity.isEmpty()) {
        for (; m_samples < count; ++m_samples) {
            const PlaneSample sample = sampleAt(m_samples);
            append(sample, sample.complexity);
        }
        return m_path.points().size() > before;
    }
    const std::size_t observations = series ? series->steps().size() : 0;
    for (; m_observations < observations; ++m_observations) {
        const std::int64_t step = series->steps()[m_observations];
        while (m_samples < count && sampleAt(m_samples).step < step)
            ++m_samples;
        if (m_samples == count) // its sample comes later
            break;
        if (const PlaneSample sample = sampleAt(m_samples); sample.step == step)
            append(sample, series->row(m_observations).front());
    }
    return m_path.points().size() > before;
}

} // namespace grokking
