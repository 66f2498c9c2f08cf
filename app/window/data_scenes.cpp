// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/data_scenes.h"

#include "app/window/background.h"
#include "core/data/dataset_catalog.h"
#include "core/data/example_selection.h"
#include "core/data/projection.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"
#include "widgets/number_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

Result<Dataset> firstExamples(const DatasetKind& kind, const ExperimentSpec& spec,
                              const Grouping& grouping, const std::stop_token& stop)
{
    const DatasetSeeds seeds = datasetSeeds(spec);
    return kind.makeFirst ? kind.makeFirst(spec.data.parameters, seeds,
                                           observedPerGroup(std::ssize(grouping.names)), stop)
                          : kind.make(spec.data.parameters, seeds, stop);
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
    const auto train = project(plane, data.train.points());
    const auto test = project(plane, data.test.points());
    for (const ObservedExample& example : observedExamples(data)) {
        const bool isTraining = example.split == Split::Train;
        samples.push_back(
            {.split = isTraining ? SampleSplit::Training : SampleSplit::Test,
             .group = static_cast<std::size_t>(example.group),
             .number = example.number,
             .position = pointOf(isTraining ? train : test, example.index),
             .distance = distance(data.split(example.split).points().row(example.index),
                                  centroids.row(example.group))});
    }
    return samples;
}

constexpr std::int64_t mostPictures = 24; // of a subclass

// Returns the first pictures of each group.
std::vector<Array<double>> picturesByGroup(const Examples& examples, std::int64_t groups,
                                           std::int64_t pixels)
{
    std::vector<std::vector<std::int64_t>> members(static_cast<std::size_t>(groups));
    for (std::size_t i = 0; i < examples.groups.size(); ++i)
        members[static_cast<std::size_t>(examples.groups[i])].push_back(
            static_cast<std::int64_t>(i));
    std::vector<Array<double>> pictures;
    for (const auto& rows : members) {
        pictures.emplace_back(Shape{std::ssize(rows), pixels});
        for (std::int64_t i = 0; i < std::ssize(rows); ++i)
            std::ranges::copy(examples.inputs.row(rows[static_cast<std::size_t>(i)])
                                  .first(static_cast<std::size_t>(pixels)),
                              pictures.back().row(i).begin());
    }
    return pictures;
}

constexpr std::size_t mostPoints = 2000; // of a split

// Returns whether there is one number to predict, or one class of two, from one number.
bool areOnCurve(const DatasetShape& shape)
{
    return shape.features == 1 && shape.targetPositions == 0
           && (shape.classes == 0 || shape.classes == 2);
}

std::vector<QPointF> pointsOf(const Examples& examples)
{
    const auto target = [&](std::size_t i) {
        const auto* const numbers = std::get_if<RealTargets>(&examples.targets);
        return numbers ? numbers->values[i]
                       : static_cast<double>(std::get<ClassTargets>(examples.targets).labels[i]);
    };
    std::vector<QPointF> points;
    const auto inputs = examples.inputs.values();
    for (std::size_t i = 0; i < std::min(inputs.size(), mostPoints); ++i)
        points.emplace_back(inputs[i], target(i));
    return points;
}

Result<SceneImages> imagesOf(const DatasetKind& kind, const ExperimentSpec& spec,
                             const std::stop_token& stop)
{
    const DatasetShape shape = datasetShape(spec);
    SceneImages images{.height = static_cast<int>(shape.pictureHeight),
                       .width = static_cast<int>(shape.pictureWidth)};
    const std::int64_t pixels = shape.pictureHeight * shape.pictureWidth;
    if (pixels == 0)
        return images;
    const auto data = kind.makeFirst(spec.data.parameters, datasetSeeds(spec), mostPictures, stop);
    if (!data)
        return data.error();
    if (stop.stop_requested())
        return images;
    images.ofGroup = picturesByGroup(data->train, shape.groups, pixels);
    auto unseen = picturesByGroup(data->test, shape.groups, pixels);
    for (std::size_t group = 0; group < images.ofGroup.size(); ++group)
        if (images.ofGroup[group].rows() == 0)
            images.ofGroup[group] = std::move(unseen[group]);
    return images;
}

} // namespace

Result<DataScene> dataScene(const ExperimentSpec& spec, const PlaneChoice& plane,
                            const QString& source, const std::stop_token& stop)
{
    const DatasetKind* const kind = findDataset(spec.data.id);
    DataScene scene{.source = source, .grouping = {}, .plane = plane};
    if (kind && areOnCurve(datasetShape(spec))) {
        const auto data = kind->make(spec.data.parameters, datasetSeeds(spec), stop);
        if (!data)
            return data.error();
        scene.points = {pointsOf(data->train), pointsOf(data->test)};
    }
    if (!kind || !kind->grouping || !kind->geometry)
        return scene;
    if (const Status ready = prepareNeeds(spec, stop); !ready)
        return ready.error();
    if (stop.stop_requested())
        return scene;
    const DatasetSeeds seeds = datasetSeeds(spec);
    const Grouping grouping = kind->grouping(spec.data.parameters, seeds);
    const auto geometry = kind->geometry(spec.data.parameters, seeds, stop);
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
    const auto data = firstExamples(*kind, spec, grouping, stop);
    if (!data)
        return data.error();
    if (stop.stop_requested())
        return DataScene{.source = source, .grouping = {}, .plane = plane};
    scene.samples = samplesOf(*data, *chosen, geometry->centroids);
    auto images = imagesOf(*kind, spec, stop);
    if (!images)
        return images.error();
    scene.images = std::move(*images);
    return scene;
}

DataScenes::DataScenes(QObject* parent) : QObject(parent) {}

DataScenes::~DataScenes()
{
    m_stop.request_stop();
}

void DataScenes::showData(const ExperimentSpec& spec, const QString& source)
{
    if (m_spec && m_source == source && haveSameData(*m_spec, spec))
        return; // an edit of something else
    const bool isAnother = m_spec && m_spec->data.id != spec.data.id;
    if (isAnother)
        m_plane.reset();
    if (isAnother && findDataset(spec.data.id)->latents)
        emit sceneMade({.source = source, .grouping = {}}); // the next one may take a while
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
    m_stop.request_stop();
    if (m_isBusy)
        return;
    m_isBusy = true;
    m_stop = {};
    inBackground(
        m_pool, this,
        [spec = *m_spec, plane = m_plane, source = m_source, stop = m_stop.get_token()] {
            return orMemoryRefused(spec, "data",
                                   [&] { return dataScene(spec, plane, source, stop); });
        },
        [this](const Result<DataScene>& scene) { take(scene); });
}

void DataScenes::take(const Result<DataScene>& scene)
{
    m_isBusy = false;
    if (scene && m_isStale && scene->grouping.names.empty()) {
        // was stopped, for the next one
    } else if (scene) {
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
