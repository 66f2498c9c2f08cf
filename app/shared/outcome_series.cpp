// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/outcome_series.h"

#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

std::optional<StepCount> scoreOf(const MeanScore& score)
{
    return score.runs > 0 ? std::optional(StepCount{score.mean}) : std::nullopt;
}

std::optional<double> numberAt(const ExperimentSpec& spec, const std::string& path)
{
    const auto value = specValue(spec, path).value_or(Value{});
    if (const auto* const whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* const real = std::get_if<double>(&value))
        return *real;
    return std::nullopt;
}

// Returns the spec with what does not set a series apart made alike.
ExperimentSpec alike(ExperimentSpec spec, const std::string& path, const ExperimentSpec& first)
{
    spec.seed = 0;
    spec.preset.clear();
    (void)setSpecValue(spec, catalogs(), path, specValue(first, path).value_or(Value{}));
    return spec;
}

// Returns what the labels of the rows begin with alike, up to a hyphen or comma; of rows of one
// preset the label without the setting.
std::string nameOf(const RowSeries& series, const std::string& path)
{
    const auto labelOf = [&path](SpecGroup group) {
        std::erase_if(group.settings, [&path](const auto& each) { return each.first == path; });
        return group.label();
    };
    const std::string first = labelOf(series.rows.front().second->group);
    std::size_t length = first.size();
    for (const auto& [setting, row] : series.rows) {
        const std::string label = labelOf(row->group);
        const auto [end, other] = std::ranges::mismatch(first, label);
        length = std::min(length, static_cast<std::size_t>(end - first.begin()));
    }
    if (length == first.size())
        return first;
    const std::size_t cut = first.find_last_of("-,", length);
    return cut == std::string::npos || cut == 0 ? first.substr(0, length) : first.substr(0, cut);
}

struct Collected {
    ExperimentSpec key;
    RowSeries series;
};

} // namespace

const std::vector<OutcomeKind>& outcomeKinds()
{
    using Unit = OutcomeKind::Unit;
    using Summary = RunGroupSummary;
    static const std::vector<OutcomeKind> kinds{
        {"t1", "t1, memorized", Unit::Steps, [](const Summary& all) { return all.t1; }},
        {"t2", "t2, generalized", Unit::Steps, [](const Summary& all) { return all.t2; }},
        {"gap", "Gap t2 - t1", Unit::Steps, [](const Summary& all) { return all.gap; }},
        {"best-test", "Best test score", Unit::Score,
         [](const Summary& all) { return scoreOf(all.bestTest); }},
        {"final-test", "Final test score", Unit::Score,
         [](const Summary& all) { return scoreOf(all.finalTest); }},
        {"final-train", "Final train score", Unit::Score,
         [](const Summary& all) { return scoreOf(all.finalTrain); }},
    };
    return kinds;
}

const OutcomeKind* findOutcome(std::string_view id)
{
    const auto& kinds = outcomeKinds();
    const auto found =
        std::ranges::find_if(kinds, [id](const OutcomeKind& kind) { return kind.id == id; });
    return found == kinds.end() ? nullptr : &*found;
}

Result<std::vector<RowSeries>> rowsAgainst(const std::string& path, const GroupTable& table)
{
    std::vector<Collected> all;
    for (const GroupRow& row : table.rows) {
        const auto setting = numberAt(row.spec, path);
        if (!setting)
            return Error{ErrorCode::Usage,
                         "is not a number that is set in all of these runs; name a setting as "
                         "--set does, for example data.trainFraction",
                         path};
        const ExperimentSpec key = alike(row.spec, path, table.rows.front().spec);
        auto found = std::ranges::find(all, key, &Collected::key);
        if (found == all.end())
            found = all.insert(all.end(), Collected{key, {}});
        found->series.rows.emplace_back(*setting, &row);
    }
    std::vector<RowSeries> series;
    for (Collected& each : all) {
        std::ranges::stable_sort(each.series.rows, {}, &std::pair<double, const GroupRow*>::first);
        each.series.name = nameOf(each.series, path);
        series.push_back(std::move(each.series));
    }
    return series;
}

std::vector<std::string> settingsAgainst(const GroupTable& table)
{
    std::vector<std::string> paths;
    if (table.rows.empty())
        return paths;
    for (const ParamSpec& param : specParameters(table.rows.front().spec, catalogs())) {
        const auto first = numberAt(table.rows.front().spec, param.id);
        const auto hasOther = [&](const GroupRow& row) {
            return numberAt(row.spec, param.id) != first;
        };
        const auto hasNone = [&](const GroupRow& row) { return !numberAt(row.spec, param.id); };
        if (sectionOf(param.id) != "seeds" && std::ranges::any_of(table.rows, hasOther)
            && std::ranges::none_of(table.rows, hasNone))
            paths.push_back(param.id);
    }
    return paths;
}

Result<std::vector<OutcomeSeries>> outcomesAgainst(const std::string& path, const OutcomeKind& kind,
                                                   const GroupTable& table)
{
    const auto all = rowsAgainst(path, table);
    if (!all)
        return all.error();
    std::vector<OutcomeSeries> series;
    for (const RowSeries& each : *all) {
        OutcomeSeries outcomes{.name = each.name};
        for (const auto& [setting, row] : each.rows)
            if (const auto outcome = kind.of(row->summary))
                outcomes.points.push_back({setting, *outcome});
        if (!outcomes.points.empty())
            series.push_back(std::move(outcomes));
    }
    if (series.empty())
        return Error{ErrorCode::Usage, "no finished run has this outcome", kind.id};
    return series;
}

} // namespace grokking
