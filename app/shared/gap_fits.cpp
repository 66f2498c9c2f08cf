// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/gap_fits.h"

#include "app/shared/outcome_series.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

void addPoints(const GroupRow& row, double setting, std::vector<GapPoint>& points)
{
    for (const auto& [steps, reached] : row.summary.gaps)
        points.push_back({setting, {steps / row.stepsPerEpoch, reached}});
}

struct PointSeries {
    std::string name;
    std::vector<GapPoint> points;
};

GapFitRow rowOf(const std::string& name, const std::vector<GapPoint>& points)
{
    return {name, points, fitGap(points, UnreachedGaps::CountAsReached),
            fitGap(points, UnreachedGaps::LeaveOut)};
}

std::string lineOf(const std::string& name, std::size_t width, const std::optional<GapFit>& fit)
{
    std::string line = name;
    line.resize(std::max(width, line.size()), ' ');
    if (!fit)
        return line + "  too few runs, or all settings or gaps are the same\n";
    std::array<char, 128> numbers{};
    std::snprintf(numbers.data(), numbers.size(), "%6zu %12zu %10.4f %10.3f %8.3f %10.2e %8.3f\n",
                  fit->runs, fit->unreached, fit->slope, fit->intercept, fit->correlation,
                  fit->pValue, fit->rankCorrelation);
    return line + numbers.data();
}

Json jsonOf(const std::optional<GapFit>& fit)
{
    if (!fit)
        return {};
    return {{"runs", fit->runs},
            {"unreached", fit->unreached},
            {"slope", fit->slope},
            {"intercept", fit->intercept},
            {"r", fit->correlation},
            {"p", fit->pValue},
            {"rank_correlation", fit->rankCorrelation}};
}

std::vector<GapFitRow> fitsOf(const std::vector<PointSeries>& series)
{
    std::vector<GapFitRow> rows;
    std::vector<GapPoint> all;
    for (const auto& [name, points] : series) {
        rows.push_back(rowOf(name, points));
        all.insert(all.end(), points.begin(), points.end());
    }
    if (rows.size() > 1)
        rows.push_back(rowOf("all", all));
    return rows;
}

} // namespace

Result<std::vector<GapFitRow>> gapFits(const std::string& path, const GroupTable& table)
{
    const auto series = rowsAgainst(path, table);
    if (!series)
        return series.error();
    std::vector<PointSeries> all;
    for (const RowSeries& each : *series) {
        PointSeries& points = all.emplace_back(PointSeries{each.name, {}});
        for (const auto& [setting, row] : each.rows)
            addPoints(*row, setting, points.points);
    }
    if (std::ranges::all_of(all, [](const PointSeries& each) { return each.points.empty(); }))
        return Error{ErrorCode::Usage, "no finished run has a t1, and so none a gap", path};
    return fitsOf(all);
}

Result<std::vector<GapFitRow>> lehcGapFits(const GroupTable& table, const LehcLines& lines)
{
    const auto series = lehcGaps(table, lines);
    if (!series)
        return series.error();
    std::vector<PointSeries> all;
    for (const LehcSeries& each : *series) {
        PointSeries& points = all.emplace_back(PointSeries{each.row->group.label(), {}});
        for (const auto& [share, gap] : each.runs)
            points.points.push_back({share, {gap.steps / each.row->stepsPerEpoch, gap.reached}});
    }
    return fitsOf(all);
}

std::string gapFitsText(const std::vector<GapFitRow>& rows, const std::string& path)
{
    std::size_t width = 4;
    for (const GapFitRow& row : rows)
        width = std::max(width, row.name.size());
    std::string text = "ln gap = slope x + intercept, gap in epochs, x: " + path + "\n\n"
                       + std::string(width, ' ')
                       + "  runs  not reached      slope  intercept        r          p     rank\n";
    bool hasUnreached = false;
    for (const GapFitRow& row : rows) {
        text += lineOf(row.name, width, row.fit);
        hasUnreached = hasUnreached || (row.fit && row.fit->unreached > 0);
    }
    if (!hasUnreached)
        return text;
    text += "\nwithout the runs that did not reach t2, which count above as if at the end:\n";
    for (const GapFitRow& row : rows)
        if (row.fit && row.fit->unreached > 0)
            text += lineOf(row.name, width, row.reachedFit);
    return text;
}

std::string gapFitsJson(const std::vector<GapFitRow>& rows)
{
    std::string text;
    for (const GapFitRow& row : rows)
        text += Json{{"name", row.name},
                     {"fit", jsonOf(row.fit)},
                     {"fit_of_reached", jsonOf(row.reachedFit)}}
                    .dump()
                + "\n";
    return text;
}

} // namespace grokking
