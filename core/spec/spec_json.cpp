// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_json.h"

#include "core/spec/checked_json.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_table.h"
#include "core/spec/value_json.h"
#include "core/util/nearest_names.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

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
    if (const auto exact = wholeNumber(json); exact && param.kind != ParamKind::Real)
        return *exact; // as a large seed has to be
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
            readChoice(spec, slot);
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

    // Settings of the choice that are missing take its own defaults.
    void readChoice(ExperimentSpec& spec, const EntrySlot& slot)
    {
        if (!readValue(spec, slotParam(slot, m_catalogs)))
            m_unclear.insert(slot.path);
        EntrySpec& entry = slot.entry(spec);
        if (const CatalogEntry* const chosen = findEntry(m_catalogs.*slot.catalog, entry.id))
            entry.parameters = defaultParameters(*chosen);
    }

    // Returns whether the value is missing or right.
    bool readValue(ExperimentSpec& spec, const ParamSpec& param)
    {
        const bool again = !m_known.insert(param.id).second;
        const auto pointer = pointerOf(param.id);
        if (again || !m_root.contains(pointer))
            return true;
        const Json& json = m_root[pointer];
        std::string wrong;
        if (json.is_structured())
            wrong = "must be " + rangeText(param) + ", not an " + json.type_name();
        else if (const auto status = setSpecValue(spec, m_catalogs, param.id, valueOf(json, param));
                 !status)
            wrong = status.error().message;
        if (!wrong.empty())
            m_problems.push_back({param.id, wrong});
        return wrong.empty();
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
                                  && change.contains("step") && wholeNumber(change["step"])
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
            const bool isGroup = std::ranges::any_of(
                m_known, [&](const std::string& known) { return known.starts_with(path + "."); });
            if (isGroup && child.is_object())
                complainOfUnknownKeys(child, path + ".");
            else if (isGroup)
                m_problems.push_back({path, "must be an object of settings in braces"});
            else if (!isUnclear(path))
                m_problems.push_back(
                    {path, "is not a setting here; remove it or correct its name"
                               + nearestText(nearestPaths(path, settingsAndGroups()))});
        }
    }

    [[nodiscard]] std::vector<std::string> settingsAndGroups() const
    {
        std::set<std::string> paths = m_known;
        for (const std::string& path : m_known)
            for (auto dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1))
                paths.insert(path.substr(0, dot));
        return {paths.begin(), paths.end()};
    }

    // Tells whether nobody knows which settings there are, because their entry is wrong.
    [[nodiscard]] bool isUnclear(const std::string& path) const
    {
        return std::ranges::any_of(
            m_unclear, [&](const std::string& slot) { return path.starts_with(slot + "."); });
    }

    const Json& m_root;
    const Catalogs& m_catalogs;
    std::set<std::string> m_known;
    std::set<std::string> m_unclear; // slots with a wrong choice
    std::vector<SpecProblem> m_problems;
};

std::optional<Error> versionProblem(const Json& root, const std::string& context)
{
    if (!root.contains("schemaVersion"))
        return std::nullopt;
    const Json& version = root["schemaVersion"];
    const std::string newest = std::to_string(experimentSchemaVersion);
    if (!version.is_number_integer() || version.get<double>() < 1.0)
        return Error{ErrorCode::InvalidSpec,
                     "schemaVersion must be a whole number from 1 to " + newest + ", not "
                         + version.dump(),
                     context};
    if (version.get<double>() > static_cast<double>(experimentSchemaVersion))
        return Error{ErrorCode::NewerSchema,
                     "this spec was written by a newer version of the program (schema "
                         + version.dump() + ", this one reads up to " + newest
                         + "); update the program",
                     context};
    return std::nullopt;
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

Result<ExperimentSpec> draftFromJson(std::string_view json, const Catalogs& catalogs,
                                     const std::string& context)
{
    const auto parsed = parseChecked(json, context);
    if (!parsed)
        return parsed.error();
    const auto& [root, duplicates] = *parsed;
    if (auto problem = versionProblem(root, context))
        return *problem;
    SpecReader reader(root, catalogs);
    ExperimentSpec spec = reader.read();
    std::vector<SpecProblem> problems = duplicates;
    problems.insert(problems.end(), reader.problems().begin(), reader.problems().end());
    if (!problems.empty())
        return problemsError(problems, context);
    return spec;
}

Result<ExperimentSpec> specFromJson(std::string_view json, const Catalogs& catalogs,
                                    const std::string& context)
{
    auto spec = draftFromJson(json, catalogs, context);
    if (!spec)
        return spec;
    if (const auto problems = validate(*spec, catalogs); !problems.empty())
        return problemsError(problems, context);
    return spec;
}

} // namespace grokking
