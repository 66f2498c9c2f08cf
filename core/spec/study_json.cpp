// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/study_json.h"

#include "core/spec/checked_json.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_json.h"
#include "core/spec/value_json.h"
#include "core/util/nearest_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <utility>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array studyTexts{
    std::pair{"id", &StudySpec::id}, std::pair{"group", &StudySpec::group},
    std::pair{"title", &StudySpec::title}, std::pair{"explanation", &StudySpec::explanation},
    std::pair{"claim", &StudySpec::claim}};

// Converts a leaf. Whole numbers become integers, which real settings take as well.
Value valueOf(const Json& json)
{
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_string())
        return json.get<std::string>();
    if (!json.is_number())
        return {};
    if (const auto exact = wholeNumber(json))
        return *exact;
    constexpr double exactLimit = 0x1p53;
    const double number = json.get<double>();
    const bool whole = number == std::trunc(number) && std::abs(number) <= exactLimit;
    return whole ? Value(static_cast<std::int64_t>(number)) : Value(number);
}

// Collects what the reader finds wrong and goes on, so that all of it can be said at once.
class StudyReader
{
public:
    StudyReader(std::span<const Preset> presets, const Catalogs& catalogs)
        : m_presets(presets), m_catalogs(catalogs)
    {
    }

    StudySpec read(const Json& root)
    {
        StudySpec study;
        complainOfUnknownKeys(root, "", {"id", "group", "title", "explanation", "claim", "study"});
        for (const auto& [key, member] : studyTexts)
            readText(root, key, study.*member);
        const Json& json = root["study"];
        if (!json.is_object()) {
            complain("study", "must be an object with a \"base\"");
            return study;
        }
        complainOfUnknownKeys(json, "study.", {"base", "set", "axes", "seeds"});
        readBases(json, study);
        readChanges(json, study);
        readAxes(json, study);
        readSeeds(json, study.seeds);
        return study;
    }

    [[nodiscard]] const std::vector<SpecProblem>& problems() const { return m_problems; }

private:
    void complain(const std::string& path, const std::string& message)
    {
        m_problems.push_back({path, message});
    }

    void complainOfUnknownKeys(const Json& object, const std::string& prefix,
                               std::initializer_list<std::string_view> known)
    {
        for (const auto& [key, child] : object.items()) {
            if (std::ranges::find(known, key) == known.end())
                complain(prefix + key, "has no meaning here; remove it or correct its name");
        }
    }

    void readText(const Json& root, const char* key, std::string& text)
    {
        if (!root.contains(key))
            return;
        if (root[key].is_string())
            text = root[key].get<std::string>();
        else
            complain(key, "must be a text in quotes");
    }

    void readBases(const Json& json, StudySpec& study)
    {
        if (!json.contains("base"))
            return; // validate() says so
        const Json& base = json["base"];
        if (!base.is_array())
            readBase(base, "study.base", study);
        for (std::size_t i = 0; base.is_array() && i < base.size(); ++i)
            readBase(base[i], "study.base." + std::to_string(i), study);
    }

    void readBase(const Json& base, const std::string& path, StudySpec& study)
    {
        if (base.is_string()) {
            const auto id = base.get<std::string>();
            const auto preset = std::ranges::find(m_presets, id, &Preset::id);
            if (preset == m_presets.end())
                complain(path, "there is no run preset \"" + id + "\""
                                   + nearestText(nearestNames(id, idsOf(m_presets)))
                                   + "; see `grokking list presets`");
            else
                study.bases.push_back(preset->spec);
            return;
        }
        if (!base.is_object()) {
            complain(path, "must be the id of a preset in quotes, or an experiment");
            return;
        }
        auto spec = specFromJson(base.dump(), m_catalogs, "");
        if (spec) {
            study.bases.push_back(std::move(*spec));
            return;
        }
        std::istringstream lines(spec.error().message);
        for (std::string line; std::getline(lines, line);) // each begins with its path
            complain(path + (line.starts_with("this ") ? "" : "." + line.substr(0, line.find(' '))),
                     line.starts_with("this ") ? line : line.substr(line.find(' ') + 1));
    }

    void readChanges(const Json& json, StudySpec& study)
    {
        if (!json.contains("set"))
            return;
        if (!json["set"].is_object()) {
            complain("study.set", "must be an object like {\"training.steps\": 20000}");
            return;
        }
        for (const auto& [path, value] : json["set"].items()) {
            for (ExperimentSpec& base : study.bases) {
                const auto status =
                    value.is_structured()
                        ? Status(Error{ErrorCode::InvalidSpec, "must be a single value", path})
                        : setSpecValue(base, m_catalogs, path, valueOf(value));
                if (!status) {
                    complain("study.set." + path, status.error().message);
                    break;
                }
            }
        }
    }

    void readAxes(const Json& json, StudySpec& study)
    {
        if (!json.contains("axes"))
            return;
        const Json& axes = json["axes"];
        if (!axes.is_array())
            complain("study.axes", "must be a list of {\"path\", \"values\"}");
        for (std::size_t i = 0; axes.is_array() && i < axes.size(); ++i) {
            const Json& axis = axes[i];
            const std::string where = "study.axes." + std::to_string(i);
            const bool complete = axis.is_object() && axis.contains("path")
                                  && axis["path"].is_string() && axis.contains("values")
                                  && axis["values"].is_array();
            if (!complete) {
                complain(where, "needs a text \"path\" and a list \"values\"");
                continue;
            }
            complainOfUnknownKeys(axis, where + ".", {"path", "values"});
            readAxis(axis, where, study.axes.emplace_back());
        }
    }

    void readAxis(const Json& json, const std::string& where, StudyAxis& axis)
    {
        axis.path = json["path"].get<std::string>();
        for (const Json& value : json["values"]) {
            if (value.is_structured())
                complain(where + ".values." + std::to_string(axis.values.size()),
                         "must be a single value");
            axis.values.push_back(valueOf(value));
        }
    }

    void readSeeds(const Json& json, StudySeeds& seeds)
    {
        if (!json.contains("seeds"))
            return;
        const Json& object = json["seeds"];
        if (!object.is_object()) {
            complain("study.seeds", "must be an object like {\"first\": 0, \"count\": 10}");
            return;
        }
        complainOfUnknownKeys(object, "study.seeds.", {"first", "count"});
        for (const auto& [key, member] :
             {std::pair{"first", &StudySeeds::first}, std::pair{"count", &StudySeeds::count}}) {
            if (!object.contains(key))
                continue;
            const Value value = valueOf(object[key]);
            if (const auto* number = std::get_if<std::int64_t>(&value))
                seeds.*member = *number;
            else
                complain(std::string("study.seeds.") + key, "must be a whole number");
        }
    }

    std::span<const Preset> m_presets;
    const Catalogs& m_catalogs;
    std::vector<SpecProblem> m_problems;
};

} // namespace

bool isStudy(std::string_view json)
{
    const auto root = Json::parse(json, nullptr, false);
    return root.is_object() && root.contains("study");
}

Result<StudySpec> studyFromJson(std::string_view json, std::span<const Preset> presets,
                                const Catalogs& catalogs, const std::string& context)
{
    const auto parsed = parseChecked(json, context);
    if (!parsed)
        return Error{ErrorCode::InvalidFile, parsed.error().message, context};
    if (!parsed->root.contains("study"))
        return Error{ErrorCode::InvalidFile,
                     "a study is a JSON object with a \"study\"; print one with `grokking spec "
                     "--preset ID` as a pattern",
                     context};
    StudyReader reader(presets, catalogs);
    StudySpec study = reader.read(parsed->root);
    std::vector<SpecProblem> problems = parsed->duplicates;
    problems.insert(problems.end(), reader.problems().begin(), reader.problems().end());
    if (problems.empty())
        problems = validate(study, catalogs);
    if (!problems.empty())
        return problemsError(problems, context);
    return study;
}

std::string toJson(const StudySpec& study, const Catalogs& catalogs)
{
    Json root;
    for (const auto& [key, member] : studyTexts)
        root[key] = study.*member;
    Json& json = root["study"];
    json["base"] = Json::array();
    for (const ExperimentSpec& base : study.bases)
        json["base"].push_back(Json::parse(toJson(base, catalogs)));
    json["axes"] = Json::array();
    for (const StudyAxis& axis : study.axes) {
        Json values = Json::array();
        for (const Value& value : axis.values)
            values.push_back(jsonValue(value));
        json["axes"].push_back({{"path", axis.path}, {"values", std::move(values)}});
    }
    json["seeds"] = {{"first", study.seeds.first}, {"count", study.seeds.count}};
    return root.dump(2) + "\n";
}

Result<std::vector<StudySpec>> loadStudies(std::span<const std::string_view> texts,
                                           std::span<const Preset> presets,
                                           const Catalogs& catalogs)
{
    std::vector<StudySpec> studies;
    for (const std::string_view text : texts) {
        if (!isStudy(text))
            continue;
        auto study = studyFromJson(text, presets, catalogs, "built-in study");
        if (!study)
            return study.error();
        studies.push_back(std::move(*study));
    }
    return studies;
}

} // namespace grokking
