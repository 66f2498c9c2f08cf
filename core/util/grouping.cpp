// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/grouping.h"

#include <algorithm>

namespace grokking {

namespace {

// Returns what a group's name says of its class: "A" of "A1", "7" of "7.2", "cat" of "cat: white".
std::string classPart(const std::string& name)
{
    if (const std::size_t colon = name.find(": "); colon != std::string::npos)
        return name.substr(0, colon);
    const std::string part = name.substr(0, name.find_last_not_of("0123456789") + 1);
    return part.ends_with('.') ? part.substr(0, part.size() - 1) : part;
}

} // namespace

std::vector<std::string> classNames(const Grouping& grouping)
{
    std::vector<std::string> names;
    for (std::size_t group = 0; group < grouping.names.size(); ++group) {
        const auto label = static_cast<std::size_t>(grouping.classes[group]);
        if (label >= names.size())
            names.resize(label + 1);
        const std::string& name = grouping.names[group];
        if (names[label].empty())
            names[label] = grouping.title == "Class" ? name : classPart(name);
    }
    for (std::size_t label = 0; label < names.size(); ++label)
        if (names[label].empty() || std::ranges::count(names, names[label]) > 1)
            names[label] = "class " + std::to_string(label + 1);
    return names;
}

} // namespace grokking
