// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_report.h"

#include "core/detection/detector.h"
#include "core/detection/phase.h"
#include "core/detection/slingshots.h"
#include "core/learners/learner_catalog.h"
#include "core/spec/value_json.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

Json stepOf(const std::optional<Crossing>& crossing)
{
    return crossing ? Json(crossing->step) : Json();
}

template <class T>
Json jsonOf(const std::optional<T>& value)
{
    return value ? Json(*value) : Json();
}

Json finite(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

Json accuracyOf(const SplitScore& split)
{
    if (split.total == 0)
        return {};
    return static_cast<double>(split.correct) / static_cast<double>(split.total);
}

void addLastSample(Json& object, const RunReport& report)
{
    const RunHistory& history = report.history;
    const bool hasWeights = findLearner(report.spec.learner.id)->hasWeights;
    static const Sampled nothing{};
    const bool known = !history.samples().empty();
    const Sampled& last = known ? history.samples().back() : nothing;
    const auto add = [&](const char* key, Json value) { object[key] = known ? value : Json(); };
    add("train_score", finite(last.train.score));
    add("test_score", finite(last.test.score));
    add("train_accuracy", accuracyOf(last.train));
    add("test_accuracy", accuracyOf(last.test));
    add("train_loss", finite(last.train.loss));
    add("test_loss", finite(last.test.loss));
    add("weight_norm", hasWeights ? finite(last.weightNorm) : Json());
    add("error", finite(last.error));
    add("complexity", finite(last.complexity));
}

void addTimes(Json& object, const RunHistory& history)
{
    const auto& finished = history.finished();
    const bool known = finished && history.started() && finished->wallSeconds > 0.0;
    object["wall_seconds"] = known ? Json(finished->wallSeconds) : Json();
    object["steps_per_second"] =
        known ? Json(static_cast<double>(finished->step - history.started()->firstStep)
                     / finished->wallSeconds)
              : Json();
}

Json subclassAccuracy(const RunHistory& history)
{
    Json list = Json::array();
    const auto found = history.observations().find("subclass-accuracy");
    if (found == history.observations().end() || found->second.empty())
        return list;
    const auto* vector = std::get_if<NamedVector>(&found->second.back().observation.content);
    if (vector)
        list = vector->values;
    return list;
}

bool isRegression(const RunReport& report)
{
    return report.history.started() && !report.history.started()->classifier;
}

std::string text(const Json& value, const char* none = "-")
{
    return value.is_null() ? none : value.is_string() ? value.get<std::string>() : jsonLine(value);
}

std::string fixed(const Json& value, int digits)
{
    if (!value.is_number())
        return "-";
    std::array<char, 48> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                      value.get<double>(), std::chars_format::fixed, digits);
    return {buffer.data(), result.ptr};
}

// Returns the verdict in a word; a run that was stopped before there was one is not running.
std::string_view verdictWord(const RunHistory& history, Verdict verdict)
{
    const auto& finished = history.finished();
    const bool stopped = finished && finished->end == RunEnd::Interrupted;
    return stopped && verdict == Verdict::Running ? runEndName(finished->end)
                                                  : verdictName(verdict);
}

Detector detectorOf(const RunReport& report)
{
    return Detector(report.spec.detection, report.history.samples());
}

// Returns the phase of a run by Liu et al., or null.
Json phaseJson(const RunReport& report, const RunSummary& summary)
{
    const auto phase = phaseOf(summary, report.spec.detection.minimumGap);
    return phase ? Json(phaseName(*phase)) : Json();
}

Json slingshotsJson(const RunReport& report)
{
    Json steps = Json::array();
    for (const Slingshot& slingshot : findSlingshots(report.history.samples()))
        steps.push_back(slingshot.step);
    return steps;
}

Json definitionsJson(const std::vector<DefinitionTimes>& definitions)
{
    Json object;
    for (const DefinitionTimes& times : definitions) {
        std::string key = times.definition;
        std::ranges::replace(key, '-', '_');
        object[key]["t1"] = stepOf(times.t1);
        object[key]["t2"] = stepOf(times.t2);
        if (times.definition == "erf-fit") {
            object[key]["sharpness1"] = jsonOf(times.sharpness1);
            object[key]["sharpness2"] = jsonOf(times.sharpness2);
        }
    }
    return object;
}

Json objectOf(const RunReport& report)
{
    const RunSummary summary = summaryOf(report);
    const auto confirmed = [](const std::optional<Crossing>& crossing) {
        return crossing ? Json(crossing->confirmed) : Json();
    };
    Json object;
    object["id"] = report.id;
    object["preset"] = report.spec.preset.empty() ? Json() : Json(report.spec.preset);
    object["seed"] = report.spec.seed;
    object["verdict"] = verdictWord(report.history, summary.verdict);
    object["t1"] = stepOf(summary.t1);
    object["t2"] = stepOf(summary.t2);
    object["gap"] = jsonOf(summary.gap);
    object["steps"] =
        report.history.finished() ? report.history.finished()->step : summary.lastStep;
    addLastSample(object, report);
    object["lehc_share"] = jsonOf(summary.lehcShare);
    addTimes(object, report.history);
    object["subclass_accuracy"] = subclassAccuracy(report.history);
    object["end"] =
        report.history.finished() ? Json(runEndName(report.history.finished()->end)) : Json();
    object["t1_confirmed"] = confirmed(summary.t1);
    object["t2_confirmed"] = confirmed(summary.t2);
    object["intensity"] = jsonOf(summary.intensity);
    object["stability"] = jsonOf(summary.stability);
    object["room"] = summary.room ? Json({summary.room->lower, summary.room->upper}) : Json();
    object["definitions"] = definitionsJson(detectorOf(report).definitions());
    object["phase"] = phaseJson(report, summary);
    object["slingshots"] = slingshotsJson(report);
    return object;
}

std::string stepText(const std::optional<Crossing>& crossing)
{
    return crossing ? std::to_string(crossing->step) + (crossing->confirmed ? "" : "?") : "-";
}

// Returns a line of t1 and t2 for each definition.
std::string definitionLines(const RunReport& report)
{
    std::string lines;
    for (const DefinitionTimes& times : detectorOf(report).definitions()) {
        std::string name = times.definition;
        name.resize(15, ' ');
        lines += "    " + name + stepText(times.t1) + ", " + stepText(times.t2);
        if (times.sharpness1 || times.sharpness2)
            lines += "; sharpness " + fixed(jsonOf(times.sharpness1), 2) + ", "
                     + fixed(jsonOf(times.sharpness2), 2) + " per decade";
        if (times.definition == report.spec.detection.definition)
            lines += " (the run's)";
        lines += "\n";
    }
    return "  t1, t2 by definition\n" + lines;
}

std::string verdictLine(const RunReport& report, const RunSummary& summary)
{
    std::string line(verdictWord(report.history, summary.verdict));
    const auto& finished = report.history.finished();
    if (!summary.divergedQuantity.empty())
        line += " (" + summary.divergedQuantity + " at step "
                + std::to_string(finished ? finished->step : summary.lastStep) + ")";
    else if (summary.verdict == Verdict::Running && !finished)
        line += " (or killed: it has no end)";
    else if (summary.verdict == Verdict::Running)
        line += " at step " + std::to_string(finished->step) + ", before a verdict";
    return line;
}

// Returns the quantities of Def. 3.1 as a line.
std::string definitionLine(const Json& object)
{
    const Json& room = object["room"];
    return "  intensity    " + fixed(object["intensity"], 4) + "; room left "
           + (room.is_null() ? "-" : fixed(room[0], 4) + " to " + fixed(room[1], 4))
           + "; stability " + text(object["stability"]) + "\n";
}

// Returns "7, at steps 300, 900, 1200, 1500, 1700, ...".
std::string slingshotsText(const Json& steps)
{
    constexpr std::size_t most = 5;
    std::string line = std::to_string(steps.size()) + ", at steps ";
    for (std::size_t i = 0; i < std::min(steps.size(), most); ++i)
        line += (i > 0 ? ", " : "") + text(steps[i]);
    return steps.size() > most ? line + ", ..." : line;
}

} // namespace

Result<RunReport> readReport(const std::filesystem::path& file)
{
    auto stored = readRun(file, catalogs());
    if (!stored)
        return stored.error();
    RunReport report{stored->file.stem().string(), std::move(stored->spec), {}};
    for (const TrainingEvent& event : stored->events)
        report.history.append(event);
    return report;
}

RunSummary summaryOf(const RunReport& report)
{
    if (const auto& finished = report.history.finished()) {
        RunSummary summary = finished->summary;
        if (!summary.room) // older files lack it
            summary.room = detectorOf(report).summary(Detector::Progress::Ended).room;
        return summary;
    }
    return detectorOf(report).summary(Detector::Progress::Running);
}

std::string reportJson(const RunReport& report)
{
    return jsonLine(objectOf(report));
}

std::string reportText(const RunReport& report)
{
    const Json object = objectOf(report);
    const RunSummary summary = summaryOf(report);
    const std::string t2 = summary.verdict == Verdict::Memorized
                               ? "> " + std::to_string(summary.lastStep)
                               : stepText(summary.t2);
    std::string lines =
        report.id + "\n  verdict      " + verdictLine(report, summary) + "\n  phase        "
        + text(object["phase"]) + " (Liu et al. 2022)\n  t1, t2, gap  " + stepText(summary.t1)
        + ", " + t2 + ", " + text(object["gap"]) + "\n" + definitionLine(object)
        + definitionLines(report) + "  steps        " + text(object["steps"]) + " of "
        + std::to_string(report.spec.training.steps) + "\n  train, test  score "
        + fixed(object["train_score"], 4) + ", " + fixed(object["test_score"], 4)
        + (isRegression(report) ? " (1 - MSE / variance)" : "") + "; loss "
        + fixed(object["train_loss"], 6) + ", " + fixed(object["test_loss"], 4) + "\n  "
        + (object["weight_norm"].is_null()
               ? ""
               : "weight norm  " + fixed(object["weight_norm"], 3) + "; ")
        + "LEHC share " + fixed(object["lehc_share"], 3) + "\n  preset, seed "
        + text(object["preset"]) + ", " + text(object["seed"]) + "\n";
    if (!object["slingshots"].empty())
        lines += "  slingshots   " + slingshotsText(object["slingshots"]) + "\n";
    if (object["wall_seconds"].is_number())
        lines += "  time         " + fixed(object["wall_seconds"], 1) + " s, "
                 + fixed(object["steps_per_second"], 0) + " steps/s\n";
    if (report.history.failed())
        lines += "  failed       " + report.history.failed()->error.text() + "\n";
    return lines;
}

} // namespace grokking
