// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/lehc_gaps.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace grokking {

namespace {

std::optional<RegionLines> linesOfAll(const GroupTable& table)
{
    std::vector<RegionLines> lines;
    for (const GroupRow& row : table.rows)
        for (const GroupedRun& run : row.runs)
            if (run.finished && run.summary.regions && run.summary.verdict != Verdict::Diverged)
                lines.push_back(*run.summary.regions);
    return medianLines(lines);
}

std::vector<SettingOutcome> runsOf(const GroupRow& row, const RegionLines& lines)
{
    std::vector<SettingOutcome> runs;
    for (const GroupedRun& run : row.runs) {
        const auto share = lehcShareOf(run, lines);
        if (run.finished && run.summary.t1 && share)
            runs.push_back({*share, stepsOfGap(run)});
    }
    std::ranges::stable_sort(runs, {}, &SettingOutcome::setting);
    return runs;
}

} // namespace

Result<LehcLines> lehcLinesFrom(const std::string& text)
{
    if (text == "group")
        return LehcLines{};
    if (text == "all")
        return LehcLines{.whose = LehcLines::Whose::All};
    LehcLines lines{.whose = LehcLines::Whose::Given};
    const char* const end = text.data() + text.size();
    const auto [comma, first] = std::from_chars(text.data(), end, lines.given.error);
    if (first == std::errc() && comma != end && *comma == ',') {
        const auto [rest, second] = std::from_chars(comma + 1, end, lines.given.complexity);
        if (second == std::errc() && rest == end && std::isfinite(lines.given.error)
            && std::isfinite(lines.given.complexity))
            return lines;
    }
    return Error{ErrorCode::Usage,
                 "must be group, all, or the error and the complexity of the lines, for example "
                 "0.2,25",
                 "--lines " + text};
}

Result<std::vector<LehcSeries>> lehcGaps(const GroupTable& table, const LehcLines& lines)
{
    const auto common =
        lines.whose == LehcLines::Whose::Given ? std::optional(lines.given) : linesOfAll(table);
    std::vector<LehcSeries> series;
    for (const GroupRow& row : table.rows) {
        const auto used = lines.whose == LehcLines::Whose::Group ? row.summary.regions : common;
        LehcSeries runs{&row, used ? runsOf(row, *used) : std::vector<SettingOutcome>()};
        if (!runs.runs.empty())
            series.push_back(std::move(runs));
    }
    if (series.empty())
        return Error{ErrorCode::Usage,
                     "no finished run has a gap and a share of steps at low error and high "
                     "complexity",
                     lehcShareId};
    return series;
}

} // namespace grokking
