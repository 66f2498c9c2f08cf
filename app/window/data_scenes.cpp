// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/data_scenes.h"

#include "app/window/background.h"
#include "core/data/dataset_catalog.h"
#include "core/data/example_selection.h"
#include "core/data/projection.h"
#include "widgets/number_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

Result<Dataset> firstExamples(const DatasetKind& kind, const ExperimentSpec& spec,
                              const Grouping& grouping)
{
    const DatasetSeeds seeds = datasetSeeds(spec);
    return kind.makeFirst ? kind.makeFirst(spec.data.parameters, seeds,
                                           observedPerGroup(std::ssize(grouping.names)))
                          : kind.make(spec.data.parameters, seeds, {});
}

double distance(std::span<const double> a, std::span<const double> b)
{
    double sum = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k)
        sum += (a[k] - b[k]) * (a[k] - b[k]);
    return std::sqrt(sum);
}

QPointF pointOf(const Array<double>& plane, std::int64_t row)
{
    return {plane.row(row)[0], plane.row(row)[1]};
}

void labelAxes(DataScene& scene, const Plane& plane)
{
    const auto name = [&](std::size_t which) {
        return QString::fromStdString(scene.grouping.names[(*scene.plane)[which]]);
    };
    const auto share = [&](std::size_t axis) { return percentText(plane.variance[axis]); };
    if (scene.plane)
        scene.shortAxes = {DataScenes::tr("%1 to %2").arg(name(0), name(1)),
                           DataScenes::tr("toward %1").arg(name(2))};
    else
        scene.shortAxes = {DataScenes::tr("1st direction"), DataScenes::tr("2nd")};
    const std::array<QString, 2> whole =
        scene.plane ? std::array{DataScenes::tr("From %1 to %2").arg(name(0), name(1)),
                                 DataScenes::tr("Toward %1").arg(name(2))}
                    : std::array{DataScenes::tr("1st principal direction"),
                                 DataScenes::tr("2nd principal direction")};
    for (std::size_t axis = 0; axis < 2; ++axis) {
        scene.axes[axis] =
            DataScenes::tr("%1 (%2 of the centroids' variance)").arg(whole[axis], share(axis));
        scene.shortAxes[axis] += QStringLiteral(" (%1)").arg(share(axis));
    }
}

std::vector<SceneSample> samplesOf(const Dataset& data, const Plane& plane,
                                   const Array<double>& centroids)
{
    std::vector<SceneSample> samples;
    const auto train = project(plane, data.train.inputs);
    const auto test = project(plane, data.test.inputs);
    for (const ObservedExample& example : observedExamples(data)) {
        const bool isTraining = example.split == Split::Train;
        samples.push_back({.split = isTraining ? SampleSplit::Training : SampleSplit::Test,
                           .group = static_cast<std::size_t>(example.group),
                           .number = example.number,
                           .position = pointOf(isTraining ? train : test, example.index),
                           .distance = distance(data.split(example.split).inputs.row(example.index),
                                                centroids.row(example.group))});
    }
    return samples;
}

} // namespace

Result<DataScene> dataScene(const ExperimentSpec& spec, const PlaneChoice& plane,
                            const QString& source)
{
    const DatasetKind* const kind = findDataset(spec.data.id);
    DataScene scene{.source = source, .grouping = {}, .plane = plane};
    if (!kind || !kind->grouping || !kind->geometry)
        return scene;
    const DatasetSeeds seeds = datasetSeeds(spec);
    const Grouping grouping = kind->grouping(spec.data.parameters, seeds);
    const auto geometry = kind->geometry(spec.data.parameters, seeds);
    if (!geometry || std::ranges::count(grouping.classes, 0) == std::ssize(grouping.classes)
        || geometry->centroids.rowSize() < 2)
        return scene;
    const auto chosen = plane ? planeThrough(geometry->centroids, *plane)
                              : Result<Plane>(principalPlane(geometry->centroids));
    if (!chosen)
        return chosen.error();
    scene.grouping = grouping;
    labelAxes(scene, *chosen);
    const auto centers = project(*chosen, geometry->centroids);
    for (std::int64_t group = 0; group < centers.rows(); ++group)
        scene.centroids.push_back(pointOf(centers, group));
    scene.distances = distanceMatrix(geometry->centroids);
    const auto data = firstExamples(*kind, spec, grouping);
    if (!data)
        return data.error();
    scene.samples = samplesOf(*data, *chosen, geometry->centroids);
    return scene;
}

DataScenes::DataScenes(QObject* parent) : QObject(parent) {}

void DataScenes::showData(const ExperimentSpec& spec, const QString& source)
{
    if (m_spec && m_source == source && haveSameData(*m_spec, spec))
        return; // an edit of something else
    if (m_spec && m_spec->data.id != spec.data.id)
        m_plane.reset();
    m_spec = spec;
    m_source = source;
    make();
}

void DataScenes::choosePlane(const PlaneChoice& plane)
{
    m_plane = plane;
    if (m_spec)
        make();
}

void DataScenes::make()
{
    m_isStale = m_isBusy;
    if (m_isBusy)
        return;
    m_isBusy = true;
    inBackground(
        this,
        [spec = *m_spec, plane = m_plane, source = m_source] {
            return dataScene(spec, plane, source);
        },
        [this](const Result<DataScene>& scene) { take(scene); });
}

void DataScenes::take(const Result<DataScene>& scene)
{
    m_isBusy = false;
    if (scene) {
        emit sceneMade(*scene);
    } else if (!m_isStale) {
        emit failed(scene.error());
        m_isStale = m_plane.has_value(); // the data can always be seen in the principal one
        m_plane.reset();
    }
    if (std::exchange(m_isStale, false))
        make();
}

} // namespace grokking
