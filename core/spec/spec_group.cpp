// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_group.h"

#include "core/spec/spec_difference.h"
#include "core/spec/spec_fields.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace grokking {

namespace {

constexpr std::string_view schedulePath = "training.schedule";

ExperimentSpec withoutSeed(ExperimentSpec spec)
{
    spec.seed = 0;
    return spec;
}

// One group while it is collected, with what its members have in common.
struct Candidate {
    ExperimentSpec spec;
    SpecGroup group;
};

std::vector<Candidate> collect(std::span<const ExperimentSpec> specs)
{
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const ExperimentSpec spec = withoutSeed(specs[i]);
        auto found = std::ranges::find(candidates, spec, &Candidate::spec);
        if (found == candidates.end()) {
            candidates.push_back({spec, {.preset = spec.preset}});
            found = candidates.end() - 1;
        }
        found->group.members.push_back(i);
    }
    return candidates;
}

Value valueAt(const ExperimentSpec& spec, const std::string& path)
{
    if (path == schedulePath)
        return std::to_string(spec.training.schedule.size()) + " changes";
    return specValue(spec, path).value_or(Value{});
}

// Reads a number that begins a text and removes it.
std::optional<double> takeNumber(std::string_view& text)
{
    double number = 0.0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool begins = !text.empty() && text.front() >= '0' && text.front() <= '9';
    if (!begins || result.ec != std::errc())
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
    return number;
}

} // namespace

std::string SpecGroup::label() const
{
    std::string text = preset.empty() ? "own experiment" : preset;
    for (const auto& [path, value] : settings) {
        const std::string shown = valueText(value);
        text += ", " + settingName(path) + " " + (shown.empty() ? "none" : shown);
    }
    return text;
}

std::vector<SpecGroup> groupSpecs(std::span<const ExperimentSpec> specs,
                                  std::span<const Preset> presets, const Catalogs& catalogs)
{
    std::vector<Candidate> candidates = collect(specs);
    for (Candidate& candidate : candidates) {
        std::set<std::string> different;
        const auto compareWith = [&](const ExperimentSpec& other) {
            for (std::string& path : differingPaths(candidate.spec, other, catalogs))
                different.insert(std::move(path));
        };
        const auto preset = std::ranges::find(presets, candidate.group.preset, &Preset::id);
        if (preset != presets.end())
            compareWith(preset->spec);
        for (const Candidate& other : candidates) {
            if (other.group.preset == candidate.group.preset)
                compareWith(other.spec);
        }
        for (const ParamSpec& param : specParameters(candidate.spec, catalogs)) {
            if (different.contains(param.id))
                candidate.group.settings.emplace_back(param.id, valueAt(candidate.spec, param.id));
        }
        if (const std::string path(schedulePath); different.contains(path))
            candidate.group.settings.emplace_back(path, valueAt(candidate.spec, path));
    }
    std::vector<SpecGroup> groups;
    for (Candidate& candidate : candidates)
        groups.push_back(std::move(candidate.group));
    std::ranges::stable_sort(groups, [](const SpecGroup& first, const SpecGroup& second) {
        return naturallyBefore(first.label(), second.label());
    });
    return groups;
}

std::vector<std::string> differingPaths(const ExperimentSpec& first, const ExperimentSpec& second,
                                        const Catalogs& catalogs)
{
    std::vector<std::string> paths = changedPaths(second, first, catalogs);
    std::erase(paths, "seed");
    if (first.training.schedule != second.training.schedule)
        paths.emplace_back(schedulePath);
    return paths;
}

bool naturallyBefore(std::string_view first, std::string_view second)
{
    while (!first.empty() && !second.empty()) {
        std::string_view afterFirst = first;
        std::string_view afterSecond = second;
        const auto number = takeNumber(afterFirst);
        const auto other = takeNumber(afterSecond);
        if (number && other) {
            if (*number != *other)
                return *number < *other;
            first = afterFirst;
            second = afterSecond;
            continue;
        }
        if (first.front() != second.front())
            return first.front() < second.front();
        first.remove_prefix(1);
        second.remove_prefix(1);
    }
    return first.size() < second.size();
}

} // namespace grokking
