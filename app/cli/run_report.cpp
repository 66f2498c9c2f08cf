// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_report.h"

#include "core/detection/detector.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"

#include <nlohmann/json.hpp>

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

void addLastSample(Json& object, const RunHistory& history)
{
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
    add("weight_norm", finite(last.weightNorm));
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

std::string text(const Json& value, const char* none = "-")
{
    return value.is_null() ? none : value.is_string() ? value.get<std::string>() : value.dump();
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
    object["verdict"] = verdictName(summary.verdict);
    object["t1"] = stepOf(summary.t1);
    object["t2"] = stepOf(summary.t2);
    object["gap"] = jsonOf(summary.gap);
    object["steps"] =
        report.history.finished() ? report.history.finished()->step : summary.lastStep;
    addLastSample(object, report.history);
    object["lehc_share"] = jsonOf(summary.lehcShare);
    addTimes(object, report.history);
    object["subclass_accuracy"] = subclassAccuracy(report.history);
    object["end"] =
        report.history.finished() ? Json(runEndName(report.history.finished()->end)) : Json();
    object["t1_confirmed"] = confirmed(summary.t1);
    object["t2_confirmed"] = confirmed(summary.t2);
    object["intensity"] = jsonOf(summary.intensity);
    object["stability"] = jsonOf(summary.stability);
    return object;
}

// Returns the verdict in a word; a run that was stopped before there was one is not running.
std::string_view verdictWord(const RunHistory& history, Verdict verdict)
{
    const auto& finished = history.finished();
    const bool stopped = finished && finished->end == RunEnd::Interrupted;
    return stopped && verdict == Verdict::Running ? runEndName(finished->end)
                                                  : verdictName(verdict);
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
    if (report.history.finished())
        return report.history.finished()->summary;
    Detector detector(report.spec.detection);
    for (const Sampled& sample : report.history.samples())
        detector.append(sample);
    return detector.summary(Detector::Progress::Running);
}

std::string reportJson(const RunReport& report)
{
    return objectOf(report).dump();
}

std::string reportText(const RunReport& report)
{
    const Json object = objectOf(report);
    const RunSummary summary = summaryOf(report);
    const auto step = [](const std::optional<Crossing>& crossing) {
        return crossing ? std::to_string(crossing->step) + (crossing->confirmed ? "" : "?") : "-";
    };
    std::string t2 = step(summary.t2);
    if (summary.verdict == Verdict::Memorized)
        t2 = "> " + std::to_string(summary.lastStep);
    std::string lines =
        report.id + "\n  verdict      " + std::string(verdictWord(report.history, summary.verdict))
        + (summary.divergedQuantity.empty()
               ? ""
               : " (" + summary.divergedQuantity + " at step " + text(object["steps"]) + ")")
        + "\n  t1, t2, gap  " + step(summary.t1) + ", " + t2 + ", " + text(object["gap"])
        + "\n  steps        " + text(object["steps"]) + " of "
        + std::to_string(report.spec.training.steps) + "\n  train, test  score "
        + fixed(object["train_score"], 4) + ", " + fixed(object["test_score"], 4) + "; loss "
        + fixed(object["train_loss"], 6) + ", " + fixed(object["test_loss"], 4)
        + "\n  weight norm  " + fixed(object["weight_norm"], 3) + "; LEHC share "
        + fixed(object["lehc_share"], 3) + "\n  preset, seed " + text(object["preset"]) + ", "
        + text(object["seed"]) + "\n";
    if (object["wall_seconds"].is_number())
        lines += "  time         " + fixed(object["wall_seconds"], 1) + " s, "
                 + fixed(object["steps_per_second"], 0) + " steps/s\n";
    if (report.history.failed())
        lines += "  failed       " + report.history.failed()->error.text() + "\n";
    return lines;
}

} // namespace grokking
