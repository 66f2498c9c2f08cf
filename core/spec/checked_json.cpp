// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/checked_json.h"

#include "core/spec/json_problem.h"

#include <set>
#include <utility>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

// Watches the parser.
class DuplicateFinder
{
public:
    void see(Json::parse_event_t event, const Json& parsed)
    {
        using enum Json::parse_event_t;
        if (event == object_start || event == array_start)
            m_open.push_back({});
        else if (event == object_end || event == array_end)
            m_open.pop_back();
        else if (event == key)
            seeKey(parsed.get<std::string>());
    }

    [[nodiscard]] std::vector<SpecProblem> takeProblems() { return std::move(m_problems); }

private:
    struct Level {
        std::set<std::string> keys;
        std::string last;
    };

    void seeKey(const std::string& name)
    {
        m_open.back().last = name;
        if (!m_open.back().keys.insert(name).second)
            m_problems.push_back({path(), "is given twice; remove one of the two"});
    }

    [[nodiscard]] std::string path() const
    {
        std::string path;
        for (const Level& level : m_open)
            path += (path.empty() || level.last.empty() ? "" : ".") + level.last;
        return path;
    }

    std::vector<Level> m_open;
    std::vector<SpecProblem> m_problems;
};

} // namespace

Result<CheckedJson> parseChecked(std::string_view json, const std::string& context)
{
    DuplicateFinder duplicates;
    const auto watch = [&](int, Json::parse_event_t event, const Json& parsed) {
        duplicates.see(event, parsed);
        return true;
    };
    Json root = Json::parse(json, watch, false);
    if (root.is_object())
        return CheckedJson{std::move(root), duplicates.takeProblems()};
    std::string problem = jsonProblem(json);
    if (problem.empty())
        problem = std::string("it is a ") + (root.is_array() ? "list" : "single value")
                  + "; write its settings in braces {}";
    return Error{ErrorCode::InvalidSpec, "this is not a JSON object: " + problem, context};
}

} // namespace grokking
