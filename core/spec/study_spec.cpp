// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/study_spec.h"

#include "core/spec/run_name.h"
#include "core/spec/spec_fields.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace grokking {

namespace {

// Lays the grid over the bases and collects what is wrong on the way.
class Expansion
{
public:
    Expansion(const StudySpec& study, const Catalogs& catalogs)
        : m_study(study), m_catalogs(catalogs)
    {
        checkBases();
        for (std::size_t i = 0; i < study.axes.size(); ++i)
            checkAxis(i);
        checkSeeds();
        if (m_problems.empty())
            checkSize();
        if (m_problems.empty())
            layGrid();
    }

    [[nodiscard]] const std::vector<SpecProblem>& problems() const { return m_problems; }

    [[nodiscard]] std::vector<StudyRun> runs() const
    {
        std::vector<StudyRun> runs;
        for (std::int64_t i = 0; i < m_study.seeds.count; ++i) {
            for (const auto& [stem, spec] : m_points) {
                StudyRun run{runName(stem, m_study.seeds.first + i), spec};
                run.spec.seed = m_study.seeds.first + i;
                runs.push_back(std::move(run));
            }
        }
        return runs;
    }

private:
    // One combination of values over one base, without a seed.
    struct Point {
        std::string stem;
        ExperimentSpec spec;
    };

    void complain(const std::string& path, const std::string& message)
    {
        if (m_said.insert(path + " " + message).second)
            m_problems.push_back({path, message});
    }

    void checkBases()
    {
        if (m_study.bases.empty())
            complain("study.base", "is missing: name a preset, or give an experiment, or a list");
        for (const ExperimentSpec& base : m_study.bases)
            m_ownBases += base.preset.empty() ? 1 : 0;
    }

    void checkAxis(std::size_t index)
    {
        const StudyAxis& axis = m_study.axes[index];
        const std::string where = axisPath(index);
        if (axis.path == "seed")
            complain(where + ".path", "cannot be the seed; \"seeds\" says which there are");
        if (axis.values.empty())
            complain(where + ".values", "is empty; give at least one value");
        const auto isSame = [&](const StudyAxis& other) { return other.path == axis.path; };
        if (std::find_if(m_study.axes.begin(), m_study.axes.begin() + std::ptrdiff_t(index), isSame)
            != m_study.axes.begin() + std::ptrdiff_t(index))
            complain(where + ".path", "is an axis already; put all its values into one");
    }

    void checkSeeds()
    {
        const auto& [first, count] = m_study.seeds;
        if (first < 0)
            complain("study.seeds.first", "must be 0 or more");
        if (count < 1)
            complain("study.seeds.count", "must be 1 or more");
        if (first > std::numeric_limits<std::int64_t>::max() - std::max<std::int64_t>(count, 0))
            complain("study.seeds.first", "is too large for that many runs");
    }

    void checkSize()
    {
        auto size =
            static_cast<double>(m_study.bases.size()) * static_cast<double>(m_study.seeds.count);
        for (const StudyAxis& axis : m_study.axes)
            size *= static_cast<double>(axis.values.size());
        if (size > static_cast<double>(mostStudyRuns))
            complain("study", "has more than " + std::to_string(mostStudyRuns)
                                  + " runs; take fewer values or seeds");
    }

    void layGrid()
    {
        for (std::size_t base = 0; base < m_study.bases.size(); ++base) {
            layAxes(0, {baseName(base), m_study.bases[base]});
        }
        std::set<std::string> stems;
        for (const Point& point : m_points) {
            if (!stems.insert(point.stem).second)
                complain("study", "has two runs named \"" + point.stem
                                      + "\"; take each value once, and give bases different names "
                                        "(\"preset\")");
        }
    }

    void layAxes(std::size_t index, const Point& point)
    {
        if (index == m_study.axes.size()) {
            for (const SpecProblem& problem : grokking::validate(point.spec, m_catalogs))
                complainOnce(problem, point.stem);
            m_points.push_back(point);
            return;
        }
        const StudyAxis& axis = m_study.axes[index];
        for (std::size_t i = 0; i < axis.values.size(); ++i) {
            Point next = point;
            const Status status = setSpecValue(next.spec, m_catalogs, axis.path, axis.values[i]);
            if (!status)
                complainOfValue(index, i, status.error().message, point); // and of what follows
            const std::string text = valueName(next.spec, axis.path);
            next.stem += "-" + axisName(index) + fileNameText(text.empty() ? "none" : text);
            layAxes(index + 1, next);
        }
    }

    void complainOfValue(std::size_t axis, std::size_t value, const std::string& message,
                         const Point& point)
    {
        const std::string& path = m_study.axes[axis].path;
        const std::string where = axisPath(axis);
        const auto params = specParameters(point.spec, m_catalogs);
        if (std::ranges::find(params, path, &ParamSpec::id) == params.end())
            complain(where + ".path", "\"" + path + "\": " + message);
        else
            complain(where + ".values." + std::to_string(value), message);
    }

    // What is wrong in many points alike is said of the first.
    void complainOnce(const SpecProblem& problem, const std::string& stem)
    {
        if (m_said.insert(problem.path + " " + problem.message).second)
            m_problems.push_back({problem.path, problem.message + " (in " + stem + ")"});
    }

    // Returns the value of a setting as names of runs have it: of a file its name alone.
    [[nodiscard]] std::string valueName(const ExperimentSpec& spec, const std::string& path) const
    {
        std::string text = valueText(specValue(spec, path).value_or(Value{}));
        if (text.find('/') == std::string::npos)
            return text;
        const auto params = specParameters(spec, m_catalogs);
        const auto param = std::ranges::find(params, path, &ParamSpec::id);
        const bool isFile = param != params.end() && param->kind == ParamKind::File;
        return isFile ? std::filesystem::path(text).stem().string() : text;
    }

    [[nodiscard]] static std::string axisPath(std::size_t index)
    {
        return "study.axes." + std::to_string(index);
    }

    [[nodiscard]] std::string axisName(std::size_t index) const
    {
        const std::string& path = m_study.axes[index].path;
        const std::string name = settingName(path);
        const auto alike = std::ranges::count_if(
            m_study.axes, [&](const StudyAxis& axis) { return settingName(axis.path) == name; });
        if (alike > 1)
            return path;
        return path.ends_with(".id") ? "" : name; // the name of an entry says enough
    }

    [[nodiscard]] std::string baseName(std::size_t index) const
    {
        const ExperimentSpec& base = m_study.bases[index];
        if (!base.preset.empty())
            return base.preset;
        const std::string name = m_study.id.empty() ? "run" : m_study.id;
        return m_ownBases > 1 ? name + "-" + std::to_string(index + 1) : name;
    }

    const StudySpec& m_study;
    const Catalogs& m_catalogs;
    std::size_t m_ownBases = 0; // those that are not presets
    std::vector<Point> m_points;
    std::vector<SpecProblem> m_problems;
    std::set<std::string> m_said;
};

} // namespace

std::vector<SpecProblem> validate(const StudySpec& study, const Catalogs& catalogs)
{
    return Expansion(study, catalogs).problems();
}

Result<std::vector<StudyRun>> expand(const StudySpec& study, const Catalogs& catalogs)
{
    const Expansion expansion(study, catalogs);
    if (!expansion.problems().empty())
        return problemsError(expansion.problems(), study.id);
    return expansion.runs();
}

Status assign(StudySpec& study, const Catalogs& catalogs, std::string_view assignment)
{
    const std::string path(assignment.substr(0, assignment.find('=')));
    if (path == "seed")
        return Error{ErrorCode::InvalidSpec, "a study has many; choose them with its seeds", path};
    const auto isAxis = [&](const StudyAxis& axis) {
        return axis.path == path || axis.path == path + ".id";
    };
    if (std::ranges::any_of(study.axes, isAxis))
        return Error{ErrorCode::InvalidSpec, "is an axis of this study, which takes many values",
                     path};
    StudySpec changed = study;
    for (ExperimentSpec& base : changed.bases) {
        if (auto status = assign(base, catalogs, assignment); !status)
            return status;
    }
    study = std::move(changed);
    return Success{};
}

} // namespace grokking
