// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_json.h"

#include "core/spec/spec_fields.h"
#include "core/spec/spec_table.h"
#include "core/spec/value_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

Json::json_pointer pointerOf(std::string_view path)
{
    std::string pointer = "/" + std::string(path);
    std::ranges::replace(pointer, '.', '/');
    return Json::json_pointer(pointer);
}

// Converts a leaf; whole numbers written with an exponent ("1e3") are integers too.
Value valueOf(const Json& json, const ParamSpec& param)
{
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_string())
        return json.get<std::string>();
    if (json.is_null() || !json.is_number())
        return {};
    constexpr double exactLimit = 0x1p53;
    const double number = json.get<double>();
    const bool whole = number == std::trunc(number) && std::abs(number) <= exactLimit;
    if (param.kind == ParamKind::Real || !whole)
        return number; // of an integer, complaint() says that it must be whole
    return static_cast<std::int64_t>(number);
}

// Collects what the reader finds wrong and goes on, so that all of it can be said at once.
class SpecReader
{
public:
    SpecReader(const Json& root, const Catalogs& catalogs) : m_root(root), m_catalogs(catalogs) {}

    ExperimentSpec read()
    {
        ExperimentSpec spec = defaultSpec(m_catalogs);
        readText("preset", spec.preset);
        for (const EntrySlot& slot : entrySlots()) // the choices decide which settings there are
            readValue(spec, slotParam(slot, m_catalogs));
        for (const ParamSpec& param : specParameters(spec, m_catalogs))
            readValue(spec, param);
        readSchedule(spec);
        complainOfUnknownKeys(m_root, "");
        return spec;
    }

    [[nodiscard]] const std::vector<SpecProblem>& problems() const { return m_problems; }

private:
    void readText(const std::string& path, std::string& text)
    {
        m_known.insert(path);
        if (!m_root.contains(path))
            return;
        if (m_root[path].is_string())
            text = m_root[path].get<std::string>();
        else
            m_problems.push_back({path, "must be a text in quotes"});
    }

    void readValue(ExperimentSpec& spec, const ParamSpec& param)
    {
        const bool again = !m_known.insert(param.id).second;
        const auto pointer = pointerOf(param.id);
        if (again || !m_root.contains(pointer))
            return;
        const Json& json = m_root[pointer];
        if (json.is_structured())
            m_problems.push_back(
                {param.id, "must be " + rangeText(param) + ", not an " + json.type_name()});
        else if (const auto status = setSpecValue(spec, m_catalogs, param.id, valueOf(json, param));
                 !status)
            m_problems.push_back({param.id, status.error().message});
    }

    void readSchedule(ExperimentSpec& spec)
    {
        const std::string path = "training.schedule";
        m_known.insert(path);
        const auto pointer = pointerOf(path);
        if (!m_root.contains(pointer))
            return;
        const Json& changes = m_root[pointer];
        if (!changes.is_array()) {
            m_problems.push_back({path, "must be a list of {step, path, value}"});
            return;
        }
        for (const Json& change : changes) {
            const bool complete = change.is_object() && change.size() == 3
                                  && change.contains("step") && change["step"].is_number_integer()
                                  && change.contains("path") && change["path"].is_string()
                                  && change.contains("value") && change["value"].is_number();
            if (complete)
                spec.training.schedule.push_back({change["step"].get<std::int64_t>(),
                                                  change["path"].get<std::string>(),
                                                  change["value"].get<double>()});
            else
                m_problems.push_back({path, "each change needs a whole number \"step\", a text "
                                            "\"path\" and a number \"value\", not "
                                                + change.dump()});
        }
    }

    void complainOfUnknownKeys(const Json& object, const std::string& prefix)
    {
        for (const auto& [key, child] : object.items()) {
            const std::string path = prefix + key;
            if (path == "schemaVersion" || m_known.contains(path))
                continue;
            const bool isGroup =
                child.is_object() && std::ranges::any_of(m_known, [&](const std::string& known) {
                    return known.starts_with(path + ".");
                });
            if (isGroup)
                complainOfUnknownKeys(child, path + ".");
            else
                m_problems.push_back(
                    {path, "is not a setting here; remove it or correct its name"});
        }
    }

    const Json& m_root;
    const Catalogs& m_catalogs;
    std::set<std::string> m_known;
    std::vector<SpecProblem> m_problems;
};

Error errorOf(const std::vector<SpecProblem>& problems, const std::string& context)
{
    std::string message;
    for (const SpecProblem& problem : problems)
        message += (message.empty() ? "" : "\n") + problem.path + " " + problem.message;
    return {ErrorCode::InvalidSpec, message, context};
}

} // namespace

std::string toJson(const ExperimentSpec& spec, const Catalogs& catalogs)
{
    Json root;
    root["schemaVersion"] = spec.schemaVersion;
    root["preset"] = spec.preset;
    root["seed"] = spec.seed;
    for (const ParamSpec& param : specParameters(spec, catalogs))
        root[pointerOf(param.id)] = jsonValue(specValue(spec, param.id).value_or(Value{}));
    Json schedule = Json::array();
    for (const ScheduledChange& change : spec.training.schedule)
        schedule.push_back({{"step", change.step}, {"path", change.path}, {"value", change.value}});
    root["training"]["schedule"] = std::move(schedule);
    return root.dump(2) + "\n";
}

Result<ExperimentSpec> specFromJson(std::string_view json, const Catalogs& catalogs,
                                    const std::string& context)
{
    const Json root = Json::parse(json, nullptr, false);
    if (root.is_discarded() || !root.is_object()) {
        std::string where = "no object";
        try {
            std::ignore = Json::parse(json);
        } catch (const Json::parse_error& error) {
            where = error.what();
        }
        return Error{ErrorCode::InvalidSpec, "this is not a JSON object (" + where + ")", context};
    }
    const std::int64_t version =
        root.contains("schemaVersion") && root["schemaVersion"].is_number_integer()
            ? root["schemaVersion"].get<std::int64_t>()
            : experimentSchemaVersion;
    if (version > experimentSchemaVersion)
        return Error{ErrorCode::NewerSchema,
                     "this spec was written by a newer version of the program (schema "
                         + std::to_string(version) + ", this one reads up to "
                         + std::to_string(experimentSchemaVersion) + "); update the program",
                     context};
    SpecReader reader(root, catalogs);
    ExperimentSpec spec = reader.read();
    std::vector<SpecProblem> problems = reader.problems();
    if (problems.empty())
        problems = validate(spec, catalogs);
    if (!problems.empty())
        return errorOf(problems, context);
    return spec;
}

} // namespace grokking
