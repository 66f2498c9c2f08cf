// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/group_table.h"

#include "core/store/run_reader.h"
#include "core/train/catalogs.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace grokking {

namespace {

Result<GroupedRun> readGrouped(const std::filesystem::path& file, const ExperimentSpec& spec)
{
    auto listing = readListing(file);
    if (!listing)
        return listing.error();
    auto samples = readSamples(file);
    if (!samples)
        return samples.error();
    return GroupedRun{listing->finished, spec.training.steps, std::move(listing->summary),
                      std::move(*samples), spec.detection.minimumGap};
}

// Returns what the runs of a group recorded: their data need not be there any more.
double stepsPerEpoch(const std::vector<GroupedRun>& runs)
{
    for (const GroupedRun& run : runs)
        if (!run.samples.empty() && run.samples.back().epoch > 0.0)
            return std::round(static_cast<double>(run.samples.back().step)
                              / run.samples.back().epoch);
    return 1.0;
}

} // namespace

const std::vector<std::int64_t>& defaultTableSteps()
{
    static const std::vector<std::int64_t> steps{100, 1'000, 5'000, 10'000, 20'000, 50'000};
    return steps;
}

GroupTable readTable(const std::vector<std::filesystem::path>& files,
                     const std::vector<std::int64_t>& steps, std::span<const Preset> presets,
                     KeptRuns kept, const std::stop_token& stop)
{
    std::vector<Error> unreadable;
    std::vector<std::filesystem::path> readable;
    std::vector<ExperimentSpec> specs;
    for (const std::filesystem::path& file : files) {
        if (stop.stop_requested())
            break;
        auto spec = readSpec(file, catalogs());
        if (!spec) {
            unreadable.push_back(spec.error());
            continue;
        }
        specs.push_back(std::move(*spec));
        readable.push_back(file);
    }
    GroupTable table = groupTable(specs, readable, steps, presets, kept, stop);
    std::ranges::move(table.unreadable, std::back_inserter(unreadable));
    table.unreadable = std::move(unreadable);
    return table;
}

GroupTable groupTable(std::span<const ExperimentSpec> specs,
                      std::span<const std::filesystem::path> files,
                      const std::vector<std::int64_t>& steps, std::span<const Preset> presets,
                      KeptRuns kept, const std::stop_token& stop)
{
    GroupTable table{steps, {}, {}};
    for (SpecGroup& group : groupSpecs(specs, presets, catalogs())) {
        std::vector<GroupedRun> runs;
        for (const std::size_t member : group.members) {
            if (files[member].empty() || stop.stop_requested())
                continue;
            auto run = readGrouped(files[member], specs[member]);
            if (run)
                runs.push_back(std::move(*run));
            else
                table.unreadable.push_back(run.error());
        }
        const ExperimentSpec& spec = specs[group.members.front()];
        GroupRow& row =
            table.rows.emplace_back(GroupRow{std::move(group), summarize(runs, steps), spec});
        row.stepsPerEpoch = stepsPerEpoch(runs);
        if (kept == KeptRuns::All)
            row.runs = std::move(runs);
    }
    return table;
}

} // namespace grokking
