// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What views of a data set show: its subclasses and some of its samples, laid out in a plane.
// Plain values; any thread.
#pragma once

#include "core/util/array.h"
#include "core/util/grouping.h"

#include <QPointF>
#include <QString>

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace grokking {

// The subclasses whose centroids span a plane; none for the principal plane.
using PlaneChoice = std::optional<std::array<std::size_t, 3>>;

enum class SampleSplit { Training, Test };

// One of the samples whose predictions a run records.
struct SceneSample {
    SampleSplit split = SampleSplit::Training;
    std::size_t group = 0;
    std::int64_t number = 0; // among those of its subclass and split, from 0
    QPointF position;        // in the plane
    double distance = 0.0;   // from the centroid of its subclass

    bool operator==(const SceneSample&) const = default;
};

// Some pictures of each subclass: training samples, or where it has none those of the test set.
struct SceneImages {
    int height = 0; // pixels
    int width = 0;
    std::vector<Array<double>> ofGroup; // (pictures, pixels), 0 to 1; empty: no pictures

    bool operator==(const SceneImages&) const = default;
};

// Points of data with one input: what is to be predicted (of two classes 0 or 1) against it. The
// first ones of either split; without it none.
struct ScenePoints {
    std::vector<QPointF> train;
    std::vector<QPointF> test;

    bool operator==(const ScenePoints&) const = default;
};

struct DataScene {
    QString source;    // whose data it is: "next run"
    Grouping grouping; // without names: nothing to show
    PlaneChoice plane;
    std::array<QString, 2> axes;      // axis labels
    std::array<QString, 2> shortAxes; // the same for where there is little room
    std::vector<QPointF> centroids;   // of each subclass, in the plane
    Array<double> distances;          // between centroids (subclasses, subclasses)
    std::vector<SceneSample> samples; // in the order of a run's observations of them
    SceneImages images;               // of data sets of pictures
    ScenePoints points = {};          // of data with one input

    bool operator==(const DataScene&) const = default;
};

// Returns the name of a sample: "A1 train 3".
[[nodiscard]] QString sampleName(const DataScene& scene, std::size_t sample);

// Returns the subclass of another class whose centroid is nearest; nullopt if there is none.
[[nodiscard]] std::optional<std::size_t> nearestOfAnotherClass(const DataScene& scene,
                                                               std::size_t group);

} // namespace grokking
