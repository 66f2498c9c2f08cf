// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What groups of runs came to against a setting that differs among them, for a picture. Stateless.
#pragma once

#include "app/shared/group_table.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace grokking {

// A number that a group of runs comes to.
struct OutcomeKind {
    enum class Unit { Steps, Score };

    const char* id;    // "best-test"
    const char* title; // "Best test score"
    Unit unit;
    // Returns it; a number of steps that was not reached is larger than that. nullopt: there is
    // none.
    std::optional<StepCount> (*of)(const RunGroupSummary& summary);
};

[[nodiscard]] const std::vector<OutcomeKind>& outcomeKinds();
// Returns the kind with this id, or nullptr.
[[nodiscard]] const OutcomeKind* findOutcome(std::string_view id);

struct SettingOutcome {
    double setting = 0.0;
    StepCount outcome;

    bool operator==(const SettingOutcome&) const = default;
};

// Groups that differ in nothing but the setting, their preset and their seeds.
struct OutcomeSeries {
    std::string name;
    std::vector<SettingOutcome> points; // in order of settings

    bool operator==(const OutcomeSeries&) const = default;
};

// The rows of such groups in order of settings, with these; borrowed from their table.
struct RowSeries {
    std::string name;
    std::vector<std::pair<double, const GroupRow*>> rows;
};

// Returns the rows of a table against the setting of this path, which must be a number. Fails
// (Usage) if it is not, or if a group does not have it.
[[nodiscard]] Result<std::vector<RowSeries>> rowsAgainst(const std::string& path,
                                                         const GroupTable& table);

// Returns the paths of the settings that can be drawn against: numbers that all groups of a table
// have and that are not the same in all, in form order; seeds are none.
[[nodiscard]] std::vector<std::string> settingsAgainst(const GroupTable& table);

// Returns the outcome of each group of a table against the setting of this path, which must be a
// number. Fails (Usage) if it is not, if a group does not have it, or if no run has the outcome.
[[nodiscard]] Result<std::vector<OutcomeSeries>>
outcomesAgainst(const std::string& path, const OutcomeKind& kind, const GroupTable& table);

} // namespace grokking
