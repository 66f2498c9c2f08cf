// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data_scene.h"

#include <QCoreApplication>

namespace grokking {

QString sampleName(const DataScene& scene, std::size_t sample)
{
    const SceneSample& each = scene.samples[sample];
    const QString text = each.split == SampleSplit::Training
                             ? QCoreApplication::translate("DataScene", "%1 train %2")
                             : QCoreApplication::translate("DataScene", "%1 test %2");
    return text.arg(QString::fromStdString(scene.grouping.names[each.group])).arg(each.number + 1);
}

std::optional<std::size_t> nearestOfAnotherClass(const DataScene& scene, std::size_t group)
{
    std::optional<std::size_t> nearest;
    if (static_cast<std::int64_t>(group) >= scene.distances.rows())
        return nearest;
    const auto distances = scene.distances.row(static_cast<std::int64_t>(group));
    const auto& classes = scene.grouping.classes;
    for (std::size_t other = 0; other < distances.size(); ++other)
        if (classes[other] != classes[group]
            && (!nearest || distances[other] < distances[*nearest]))
            nearest = other;
    return nearest;
}

} // namespace grokking
