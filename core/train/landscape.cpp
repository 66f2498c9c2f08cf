// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/landscape.h"

#include "core/train/preparation.h"
#include "core/train/run_memory.h"
#include "core/util/processor.h"

#include <algorithm>
#include <limits>

namespace grokking {

namespace {

GridAxis gridOf(const LandscapeAxis& axis, double start, std::size_t count, GridPlaces places)
{
    constexpr double room = 0.05; // beside a start that lies outside
    double low = axis.low;
    double high = axis.high;
    if (start < low)
        low = start - room * (high - start);
    if (start > high)
        high = start + room * (start - low);
    const double margin =
        places == GridPlaces::Centers ? 0.5 * (high - low) / static_cast<double>(count) : 0.0;
    return {.title = axis.title, .first = low + margin, .last = high - margin, .count = count};
}

Error otherCount(std::size_t given, std::size_t wanted)
{
    return {ErrorCode::InvalidSpec,
            "the learner has " + std::to_string(wanted) + " parameters, not "
                + std::to_string(given) + "; take those of a run of the same experiment",
            "landscape"};
}

// Fills one landscape by moving the two parameters of a learner.
class Survey
{
public:
    Survey(Learner& learner, const LandscapePlane& plane, std::vector<double> parameters)
        : m_learner(learner), m_plane(plane), m_parameters(std::move(parameters))
    {
        m_landscape = {.across = plane.across,
                       .up = plane.up,
                       .errorLabel = learner.errorLabel(),
                       .complexityLabel = learner.complexityLabel()};
        for (auto* const values :
             {&m_landscape.error, &m_landscape.complexity, &m_landscape.objective})
            values->assign(places(), std::numeric_limits<double>::quiet_NaN());
    }

    Landscape run(const std::stop_token& stop, const LandscapeProgress& progress)
    {
        const std::size_t columns = m_plane.across.count;
        for (std::size_t place = 0; place < places() && !stop.stop_requested(); ++place) {
            visit(place % columns, place / columns, place, stop);
            if (progress)
                progress(static_cast<double>(place + 1) / static_cast<double>(places()));
        }
        return std::move(m_landscape);
    }

private:
    [[nodiscard]] std::size_t places() const { return m_plane.across.count * m_plane.up.count; }

    void visit(std::size_t column, std::size_t row, std::size_t place, const std::stop_token& stop)
    {
        m_parameters[m_plane.acrossAxis.parameter] = m_plane.across.value(column);
        m_parameters[m_plane.upAxis.parameter] = m_plane.up.value(row);
        m_learner.setParameters(m_parameters);
        const Evaluation train = m_learner.evaluate(Split::Train, stop);
        if (stop.stop_requested())
            return;
        m_landscape.error[place] = m_learner.error(train);
        m_landscape.complexity[place] = m_learner.complexity();
        m_landscape.objective[place] = m_learner.minimized(train);
    }

    Learner& m_learner;
    const LandscapePlane& m_plane;
    std::vector<double> m_parameters;
    Landscape m_landscape;
};

} // namespace

LandscapePlane landscapePlane(const ExperimentSpec& spec, const LandscapeAxis& across,
                              const LandscapeAxis& up, std::size_t count, GridPlaces places)
{
    const Parameters& learner = spec.learner.parameters;
    return {across, up, gridOf(across, across.start(learner), count, places),
            gridOf(up, up.start(learner), count, places)};
}

void setStart(ExperimentSpec& spec, const LandscapePlane& plane, double across, double up)
{
    plane.acrossAxis.setStart(spec.learner.parameters, across);
    plane.upAxis.setStart(spec.learner.parameters, up);
}

std::array<double, 2> startOn(const ExperimentSpec& spec, const LandscapePlane& plane)
{
    return {plane.acrossAxis.start(spec.learner.parameters),
            plane.upAxis.start(spec.learner.parameters)};
}

bool differOnlyInStart(ExperimentSpec a, ExperimentSpec b, const LandscapePlane& plane)
{
    if (a.learner.id != b.learner.id)
        return false;
    for (ExperimentSpec* const spec : {&a, &b}) {
        setStart(*spec, plane, plane.across.first, plane.up.first);
        spec->preset.clear();
    }
    return a == b;
}

bool haveSameLandscape(const ExperimentSpec& a, ExperimentSpec b, const LandscapePlane& plane)
{
    b.training = a.training;
    b.detection = a.detection;
    return differOnlyInStart(a, b, plane);
}

Result<Landscape> computeLandscape(const ExperimentSpec& spec, const LandscapePlane& plane,
                                   const std::vector<double>& others, const std::stop_token& stop,
                                   const LandscapeProgress& progress)
{
    const FlushedDenormals flushed; // as in training
    if (const auto problem = memoryProblem(spec))
        return *problem;
    const auto dataset = prepareDataset(spec, stop);
    if (!dataset)
        return dataset.error();
    if (stop.stop_requested()) // the data may be incomplete
        return Landscape{.across = plane.across, .up = plane.up};
    const auto learner = prepareLearner(spec, *dataset);
    if (!learner)
        return learner.error();
    return orMemoryRefused(spec, "learner " + spec.learner.id, [&]() -> Result<Landscape> {
        std::vector<double> parameters = (*learner)->parameters();
        if (!others.empty() && others.size() != parameters.size())
            return otherCount(others.size(), parameters.size());
        if (!others.empty())
            parameters = others;
        return Survey(**learner, plane, std::move(parameters)).run(stop, progress);
    });
}

} // namespace grokking
