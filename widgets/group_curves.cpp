// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/group_curves.h"

#include "core/events/step_quartiles.h"

#include <algorithm>

namespace grokking {

namespace {

// Returns the names' common beginning, without a seed that was cut off: "demo-seed1" and
// "demo-seed2" are "demo".
QString commonTitle(const GroupCurves& group, const std::vector<RunOverlay>& overlays)
{
    QString common = overlays[group.members.front()].title;
    for (const std::size_t member : group.members)
        while (!overlays[member].title.startsWith(common))
            common.chop(1);
    const auto seed = common.lastIndexOf(QLatin1String("-seed"));
    return seed > 0 ? common.left(seed) : common;
}

// Two experiments of one preset have runs of the same names.
void numberEqualTitles(std::vector<GroupCurves>& groups)
{
    for (std::size_t later = 1; later < groups.size(); ++later) {
        const auto same = std::count_if(
            groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(later),
            [&](const GroupCurves& group) { return group.title == groups[later].title; });
        if (same > 0)
            groups[later].title += QStringLiteral(" #%1").arg(same + 1);
    }
}

// Leaves out of the labels what all titles begin with, word by word: "fig3a-n100" and "fig3a-n200"
// are "n100" and "n200".
void labelGroups(std::vector<GroupCurves>& groups)
{
    const QString common = commonBeginning(groups);
    const bool isWhole = std::ranges::any_of(groups, [&common](const GroupCurves& group) {
        return group.title.size() == common.size();
    });
    for (GroupCurves& group : groups)
        group.label = isWhole ? group.title : group.title.mid(common.size());
}

CurveSeries seriesOf(const std::vector<double>& values)
{
    CurveSeries series;
    for (const double value : values)
        series.append(value);
    return series;
}

} // namespace

std::pair<std::size_t, std::size_t> GroupCurves::runRange() const
{
    std::pair<std::size_t, std::size_t> range{0, 0};
    for (const BandCurve& curve : curves) {
        for (const std::size_t count : curve.runs) {
            range.first = range.first == 0 ? count : std::min(range.first, count);
            range.second = std::max(range.second, count);
        }
    }
    return range;
}

std::vector<GroupCurves> groupsOf(const std::vector<RunOverlay>& overlays)
{
    std::vector<GroupCurves> groups;
    std::vector<QString> keys;
    for (std::size_t overlay = 0; overlay < overlays.size(); ++overlay) {
        const QString& key = overlays[overlay].group;
        if (key.isEmpty())
            continue;
        auto place = std::ranges::find(keys, key);
        if (place == keys.end()) {
            groups.emplace_back();
            place = keys.insert(place, key);
        }
        GroupCurves& group = groups[static_cast<std::size_t>(place - keys.begin())];
        group.members.push_back(overlay);
        group.isShown = group.isShown || overlays[overlay].isShown;
    }
    std::erase_if(groups, [](const auto& group) { return group.members.size() < fewestForBand; });
    for (GroupCurves& group : groups)
        group.title = commonTitle(group, overlays);
    numberEqualTitles(groups);
    labelGroups(groups);
    return groups;
}

QString commonBeginning(const std::vector<GroupCurves>& groups)
{
    if (groups.size() < 2)
        return {};
    QString common = groups.front().title;
    for (const GroupCurves& group : groups)
        while (!group.title.startsWith(common))
            common.chop(1);
    const auto isPart = [](QChar letter) { return letter.isLetterOrNumber() || letter == u'.'; };
    while (!common.isEmpty() && isPart(common.back()))
        common.chop(1);
    return common;
}

void computeBands(GroupCurves& group, const std::vector<OverlayCurves::Run>& runs)
{
    group.curves.clear();
    for (std::size_t curve = 0; curve < runs[group.members.front()].curves.size(); ++curve) {
        std::vector<RunCurve> curves;
        for (const std::size_t member : group.members)
            curves.push_back({runs[member].steps, runs[member].curves[curve].values(),
                              runs[member].manualSteps});
        StepQuartiles quartiles = stepQuartiles(curves);
        group.curves.push_back({.steps = std::move(quartiles.steps),
                                .runs = std::move(quartiles.runs),
                                .lower = seriesOf(quartiles.lower),
                                .median = seriesOf(quartiles.median),
                                .upper = seriesOf(quartiles.upper)});
    }
}

} // namespace grokking
