// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/nearest_names.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace grokking {

namespace {

constexpr std::size_t mostNames = 3;
constexpr std::size_t leastToContain = 3; // letters

std::string lowered(std::string_view text)
{
    std::string lower(text);
    for (char& letter : lower)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return lower;
}

// Returns by how many letters two texts differ (Damerau and Levenshtein; no letter changes twice).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> last;
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        last = std::exchange(before, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t exchanged = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({before[j] + 1, row[j - 1] + 1, exchanged});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], last[j - 2] + 1);
        }
    }
    return row.back();
}

// Returns how far a name is from what was typed, if it is near.
std::optional<std::size_t> nearness(const std::string& typed, const std::string& name)
{
    if (typed.size() >= leastToContain && name.find(typed) != std::string::npos)
        return name == typed ? 0 : name.starts_with(typed) ? 1 : 2;
    const std::size_t far = distance(typed, name);
    return far <= (typed.size() + 1) / 3 ? std::optional(far) : std::nullopt;
}

std::string_view lastName(std::string_view path)
{
    return path.substr(path.find_last_of('.') + 1); // npos + 1 is 0
}

} // namespace

std::vector<std::string> nearestNames(std::string_view typed, const std::vector<std::string>& known)
{
    std::vector<std::pair<std::size_t, std::string>> near;
    const std::string lower = lowered(typed);
    for (const std::string& name : known)
        if (const auto far = nearness(lower, lowered(name)))
            near.emplace_back(*far, name);
    std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(near.size(), mostNames); ++i)
        names.push_back(std::move(near[i].second));
    return names;
}

std::vector<std::string> nearestPaths(std::string_view typed, const std::vector<std::string>& known)
{
    const std::string_view name = lastName(typed);
    const std::string group(typed.substr(0, typed.size() - name.size()));
    std::vector<std::string> siblings;
    std::vector<std::string> namesakes;
    for (const std::string& path : known) {
        if (path.size() - lastName(path).size() == group.size() && path.starts_with(group))
            siblings.emplace_back(lastName(path));
        if (lowered(lastName(path)) == lowered(name) && namesakes.size() < mostNames)
            namesakes.push_back(path);
    }
    std::vector<std::string> paths = nearestNames(name, siblings);
    for (std::string& path : paths)
        path.insert(0, group);
    return paths.empty() ? namesakes : paths;
}

std::string nearestText(const std::vector<std::string>& nearest)
{
    std::string text;
    for (const std::string& name : nearest)
        text += (text.empty() ? "" : ", ") + name;
    if (text.empty())
        return text;
    return (nearest.size() == 1 ? "; the nearest is " : "; the nearest are ") + text;
}

} // namespace grokking
