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
std::string nameOf(const std::vector<const GroupRow*>& rows, const std::string& path)
{
    const auto labelOf = [&path](SpecGroup group) {
        std::erase_if(group.settings, [&path](const auto& each) { return each.first == path; });
        return group.label();
    };
    const std::string first = labelOf(rows.front()->group);
    std::size_t length = first.size();
    for (const GroupRow* row : rows) {
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
    std::vector<const GroupRow*> rows;
    OutcomeSeries series;
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

Result<std::vector<OutcomeSeries>> outcomesAgainst(const std::string& path, const OutcomeKind& kind,
                                                   const GroupTable& table)
{
    std::vector<Collected> all;
    for (const GroupRow& row : table.rows) {
        const auto setting = numberAt(row.spec, path);
        if (!setting)
            return Error{ErrorCode::Usage,
                         "is not a number that is set in all of these runs; name a setting as "
                         "--set does, for example data.trainFraction",
                         path};
        const auto outcome = kind.of(row.summary);
        if (!outcome)
            continue;
        const ExperimentSpec key = alike(row.spec, path, table.rows.front().spec);
        auto found = std::ranges::find(all, key, &Collected::key);
        if (found == all.end())
            found = all.insert(all.end(), Collected{key, {}, {}});
        found->rows.push_back(&row);
        found->series.points.push_back({*setting, *outcome});
    }
    if (all.empty())
        return Error{ErrorCode::Usage, "no finished run has this outcome", kind.id};
    std::vector<OutcomeSeries> series;
    for (Collected& each : all) {
        std::ranges::stable_sort(each.series.points, {}, &SettingOutcome::setting);
        each.series.name = nameOf(each.rows, path);
        series.push_back(std::move(each.series));
    }
    return series;
}

} // namespace grokking
