// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_json.h"

#include "core/store/database.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array errorCodeNames{
    std::pair{ErrorCode::Usage, std::string_view("usage")},
    std::pair{ErrorCode::InvalidSpec, std::string_view("invalid-spec")},
    std::pair{ErrorCode::InvalidFile, std::string_view("invalid-file")},
    std::pair{ErrorCode::NewerSchema, std::string_view("newer-schema")},
    std::pair{ErrorCode::FileExists, std::string_view("file-exists")},
    std::pair{ErrorCode::FileAccess, std::string_view("file-access")},
    std::pair{ErrorCode::DiskFull, std::string_view("disk-full")},
    std::pair{ErrorCode::Unavailable, std::string_view("unavailable")},
    std::pair{ErrorCode::Internal, std::string_view("internal")},
};

std::string errorCodeName(ErrorCode code)
{
    const auto row = std::ranges::find(errorCodeNames, code, [](const auto& r) { return r.first; });
    return std::string(row->second);
}

ErrorCode errorCodeFromName(const std::string& name)
{
    const auto row =
        std::ranges::find(errorCodeNames, name, [](const auto& r) { return r.second; });
    if (row == errorCodeNames.end())
        throwDamaged("unknown error code \"" + name + "\"");
    return row->first;
}

EncodedEvent encoded(std::int64_t step, std::string type, const Json& json = Json::object())
{
    return {step, std::move(type), json.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

// JSON has no NaN and no infinity: they become texts.
Json realJson(double value)
{
    if (std::isfinite(value))
        return value;
    return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

double realFrom(const Json& json)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (!json.is_string())
        return json.get<double>();
    if (json == "inf" || json == "-inf")
        return json == "inf" ? infinity : -infinity;
    return std::numeric_limits<double>::quiet_NaN();
}

Json blocksJson(const std::vector<ParameterBlock>& blocks)
{
    Json json = Json::array();
    for (const ParameterBlock& block : blocks)
        json.push_back({{"name", block.name}, {"shape", block.shape}, {"offset", block.offset}});
    return json;
}

std::vector<ParameterBlock> blocksFrom(const Json& json)
{
    std::vector<ParameterBlock> blocks;
    for (const Json& block : json)
        blocks.push_back({block.at("name"), block.at("shape"), block.at("offset")});
    return blocks;
}

Json groupingJson(const std::optional<Grouping>& grouping)
{
    if (!grouping)
        return nullptr;
    return {{"title", grouping->title},
            {"names", grouping->names},
            {"classes", grouping->classes},
            {"subsampled", grouping->subsampled},
            {"trainingSize", grouping->trainingSize},
            {"testSize", grouping->testSize}};
}

std::optional<Grouping> groupingFrom(const Json& json)
{
    if (json.is_null())
        return std::nullopt;
    return Grouping{json.at("title"),      json.at("names"),        json.at("classes"),
                    json.at("subsampled"), json.at("trainingSize"), json.at("testSize")};
}

TrainingEvent startedFrom(std::int64_t step, const Json& json)
{
    return RunStarted{step,
                      json.at("trainingExamples"),
                      json.at("testExamples"),
                      json.at("batchesPerEpoch"),
                      json.at("errorLabel"),
                      json.at("complexityLabel"),
                      json.at("classifier"),
                      blocksFrom(json.at("parameters")),
                      groupingFrom(json.at("grouping")),
                      {}};
}

TrainingEvent changedFrom(std::int64_t step, const Json& json)
{
    return ParameterChanged{step, json.at("path"), realFrom(json.at("value"))};
}

TrainingEvent noticeFrom(std::int64_t step, const Json& json)
{
    return Notice{step, json.at("message")};
}

TrainingEvent pausedFrom(std::int64_t step, const Json&)
{
    return Paused{step};
}

TrainingEvent resumedFrom(std::int64_t step, const Json&)
{
    return Resumed{step};
}

TrainingEvent finishedFrom(std::int64_t step, const Json& json)
{
    const auto end = runEndFromName(json.at("end").get<std::string>());
    if (!end)
        throwDamaged("unknown end of a run");
    return Finished{step, *end, json.at("divergedQuantity"), {}, realFrom(json.at("wallSeconds"))};
}

TrainingEvent failedFrom(std::int64_t step, const Json& json)
{
    return Failed{step,
                  {errorCodeFromName(json.at("code")), json.at("message"), json.at("context")}};
}

using Decoder = TrainingEvent (*)(std::int64_t, const Json&);

const std::map<std::string, Decoder>& decoders()
{
    static const std::map<std::string, Decoder> table{
        {"started", startedFrom}, {"parameter-changed", changedFrom}, {"notice", noticeFrom},
        {"paused", pausedFrom},   {"resumed", resumedFrom},           {"finished", finishedFrom},
        {"failed", failedFrom},
    };
    return table;
}

} // namespace

EncodedEvent encodeEvent(const RunStarted& event)
{
    return encoded(event.firstStep, "started",
                   {{"trainingExamples", event.trainingExamples},
                    {"testExamples", event.testExamples},
                    {"batchesPerEpoch", event.batchesPerEpoch},
                    {"errorLabel", event.errorLabel},
                    {"complexityLabel", event.complexityLabel},
                    {"classifier", event.classifier},
                    {"parameters", blocksJson(event.parameters)},
                    {"grouping", groupingJson(event.grouping)}});
}

EncodedEvent encodeEvent(const ParameterChanged& event)
{
    return encoded(event.step, "parameter-changed",
                   {{"path", event.path}, {"value", realJson(event.value)}});
}

EncodedEvent encodeEvent(const Notice& event)
{
    return encoded(event.step, "notice", {{"message", event.message}});
}

EncodedEvent encodeEvent(const Paused& event)
{
    return encoded(event.step, "paused");
}

EncodedEvent encodeEvent(const Resumed& event)
{
    return encoded(event.step, "resumed");
}

EncodedEvent encodeEvent(const Finished& event)
{
    return encoded(event.step, "finished",
                   {{"end", runEndName(event.end)},
                    {"divergedQuantity", event.divergedQuantity},
                    {"wallSeconds", realJson(event.wallSeconds)}});
}

EncodedEvent encodeEvent(const Failed& event)
{
    return encoded(event.step, "failed",
                   {{"code", errorCodeName(event.error.code)},
                    {"message", event.error.message},
                    {"context", event.error.context}});
}

TrainingEvent decodeEvent(const EncodedEvent& encoded)
{
    const auto decoder = decoders().find(encoded.type);
    if (decoder == decoders().end())
        throwDamaged("an event is of the unknown type \"" + encoded.type + "\"");
    try {
        return decoder->second(encoded.step, Json::parse(encoded.json));
    } catch (const Json::exception& exception) {
        throwDamaged("event \"" + encoded.type + "\" (" + exception.what() + ")");
    }
}

} // namespace grokking
