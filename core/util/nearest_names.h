// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the known names somebody may have meant who typed another one. Stateless; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace grokking {

// Returns at most three names, the nearest first: those that begin with what was typed or contain
// it, and those that differ from it by few letters (added, left out, exchanged, swapped), at most
// about one in three. Upper and lower case are alike. Of equally near ones the first.
[[nodiscard]] std::vector<std::string> nearestNames(std::string_view typed,
                                                    const std::vector<std::string>& known);

// Returns at most three paths ("data.f") in the same group whose last name is near, or if there are
// none those of other groups with the same last name.
[[nodiscard]] std::vector<std::string> nearestPaths(std::string_view typed,
                                                    const std::vector<std::string>& known);

// Returns what things that have an id are called.
template <class Items>
[[nodiscard]] std::vector<std::string> idsOf(const Items& items)
{
    std::vector<std::string> ids;
    for (const auto& item : items)
        ids.push_back(item.id);
    return ids;
}

// Returns names for the end of a message: "; the nearest is mlp", "; the nearest are a, b"; an
// empty text if there are none.
[[nodiscard]] std::string nearestText(const std::vector<std::string>& nearest);

} // namespace grokking
