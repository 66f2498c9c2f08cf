// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the landscape view is about: the plane, its pins and the start that is on the form. Plain
// value; GUI thread only.
#pragma once

#include <QPointF>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <vector>

namespace grokking {

// A start worth a mark.
struct LandscapePin {
    QString letter; // "B"
    QString text;   // what it is
    QPointF place;  // on the two axes

    bool operator==(const LandscapePin&) const = default;
};

struct LandscapeScene {
    QString source;   // "this run", "next run"
    QString owner;    // whose landscape it is, if there are others among the runs
    QStringList axes; // all there are; the names of parameters
    int across = 0;   // those that span the plane
    int up = 1;
    std::vector<LandscapePin> pins;
    std::optional<QPointF> start; // of the next run
    bool hasOthers = false;       // parameters besides the two that say something
    bool isOfRun = false;         // the path of the shown run lies in it
};

// What is drawn over the plane.
enum class LandscapeLayer { Error, Complexity, Objective, Basin };

// How far the basin is. Starts done are drawn, and stay so when it is stopped.
struct BasinStatus {
    enum class Phase { None, Computing, Stopped, Complete };

    Phase phase = Phase::None;
    std::size_t done = 0;
    std::size_t count = 0; // of the starts
    std::optional<double> secondsLeft = {};

    bool operator==(const BasinStatus&) const = default;
};

// Where those parameters are that do not span the plane.
enum class OtherParameters { AtStart, AtStep };

} // namespace grokking
