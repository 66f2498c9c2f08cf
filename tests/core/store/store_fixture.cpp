// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/store/store_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <sched.h>
#include <sys/mount.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>

namespace grokking {

namespace {

template <class T>
bool pointToEqual(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b)
{
    return a && b && *a == *b;
}

Array<double> arrayOf(Shape shape)
{
    Array<double> array(std::move(shape));
    double next = 0.1;
    for (double& value : array.values())
        value = next += 1.0;
    return array;
}

Observed observedAt(std::int64_t step, std::string id, decltype(Observation::content) content)
{
    return {step, {std::move(id), "Title é", "unit", "x", "y", std::move(content)}};
}

std::vector<TrainingEvent> observationsAt(std::int64_t step)
{
    return {
        scalarAt(step),
        observedAt(step, "vector", NamedVector{{"A1", "A2"}, {0.1, 1.0 / 3.0}}),
        observedAt(step, "matrix", Matrix{{"r1", "r2"}, {"c1", "c2", "c3"}, arrayOf({2, 3})}),
        observedAt(step, "empty-matrix", Matrix{}),
        observedAt(step, "points", PointCloud{arrayOf({3, 2}), {0, 1, 0}}),
        observedAt(step, "curve", BandedCurve{{1, 2}, {3, 4}, {}, {5, 6}}),
        observedAt(step, "images", ImageGrid{arrayOf({2, 2, 2})}),
        observedAt(step, "no-images", ImageGrid{Array<double>({0, 28, 28})}),
    };
}

} // namespace

const Catalogs& testCatalogs()
{
    const auto entry = [](std::string id, std::vector<ParamSpec> parameters) {
        return CatalogEntry{std::move(id), "Title", "Help.", std::move(parameters)};
    };
    static const Catalogs catalogs{
        .datasets = {entry("clouds", {{.id = "f", .title = "f", .help = "", .defaultValue = 0.5}})},
        .learners = {entry("net", {})},
        .optimizers = {entry("sgd", {{.id = "learningRate",
                                      .title = "Learning rate",
                                      .help = "",
                                      .defaultValue = 0.1,
                                      .live = true}})},
        .metrics = {}};
    return catalogs;
}

ExperimentSpec testSpec()
{
    ExperimentSpec spec;
    spec.preset = "demo-test";
    spec.seed = 7;
    spec.data = {"clouds", {{"f", 0.2}}};
    spec.learner = {"net", {}};
    spec.training.steps = 12'345;
    spec.training.optimizer = {"sgd", {{"learningRate", 1.0 / 3.0}}};
    return spec;
}

Sampled sampleAt(std::int64_t step, SampleKind kind)
{
    const double x = static_cast<double>(step) + 1.0 / 3.0;
    return {step,
            x / 7.0,
            kind,
            {1 / x, 0.5, step, 2 * step},
            {2 / x, 0.25, step, 3 * step},
            3.0 / x,
            -4.0 / x,
            5.0 / x,
            1e-3,
            1e-4};
}

Observed scalarAt(std::int64_t step)
{
    return observedAt(step, "scalar", Scalar{1.0 / (static_cast<double>(step) + 3.0)});
}

CheckpointTaken checkpointAt(std::int64_t step, std::size_t bytes)
{
    const auto fill = static_cast<std::byte>(step % 256);
    return {step, std::make_shared<const std::vector<std::byte>>(bytes, fill)};
}

SnapshotTaken snapshotAt(std::int64_t step, std::vector<double> parameters)
{
    return {step, std::make_shared<const std::vector<double>>(std::move(parameters))};
}

RunStarted startedAt(std::int64_t step)
{
    return {step,
            100,
            200,
            5,
            "Train loss",
            "Squared weight norm",
            true,
            {{"layer 1 weights", {2, 3}, 0}, {"bias", {}, 6}},
            Grouping{"Subclass", {"A1", "B\"1"}, {0, 1}, {false, true}, {90, 10}, {100, 100}},
            {{"processor", "abacus"}, {"system", "Linux"}}};
}

Finished finishedAt(std::int64_t step, RunEnd end)
{
    const RunSummary summary{Verdict::Grokked,
                             Crossing{100, true},
                             Crossing{5'000, false},
                             4'900,
                             50.0,
                             0.45,
                             12,
                             RegionLines{0.01, 1.0 / 3.0},
                             0.125,
                             "",
                             step,
                             ScoreRange{0.95, 0.999}};
    return {step, end, "", summary, 12.5};
}

std::vector<TrainingEvent> everyKindOfEvent()
{
    std::vector<TrainingEvent> events{Notice{0, "Reference BLAS \xc3\xa9 \"quoted\""}, startedAt(0),
                                      sampleAt(0)};
    const auto add = [&events](std::vector<TrainingEvent> more) {
        events.insert(events.end(), more.begin(), more.end());
    };
    add(observationsAt(0));
    add({snapshotAt(0, {0.5, -0.0, 1e30f}), sampleAt(10), ParameterChanged{10, "a.b", 1.0 / 3.0}});
    add(observationsAt(10));
    add({snapshotAt(10, {0.1, 1e300}), sampleAt(13, SampleKind::Manual), Paused{13}, Resumed{13},
         Failed{13, {ErrorCode::Unavailable, "no device", "training.device"}},
         sampleAt(20, SampleKind::Final), finishedAt(20)});
    return events;
}

bool areEqual(const TrainingEvent& a, const TrainingEvent& b)
{
    return a.index() == b.index()
           && std::visit(
               [&b]<class T>(const T& event) {
                   const T& other = std::get<T>(b);
                   if constexpr (std::is_same_v<T, SnapshotTaken>)
                       return event.step == other.step
                              && pointToEqual(event.parameters, other.parameters);
                   else if constexpr (std::is_same_v<T, CheckpointTaken>)
                       return event.step == other.step && pointToEqual(event.state, other.state);
                   else
                       return event == other;
               },
               a);
}

bool areEqual(const std::vector<TrainingEvent>& a, const std::vector<TrainingEvent>& b)
{
    return std::ranges::equal(
        a, b, [](const auto& left, const auto& right) { return areEqual(left, right); });
}

std::unique_ptr<RunRecorder> newRecorder(const std::filesystem::path& file)
{
    auto recorder = RunRecorder::create(file, testSpec(), testCatalogs());
    if (!recorder)
        std::abort();
    return std::move(*recorder);
}

void recordRun(const std::filesystem::path& file, const std::vector<TrainingEvent>& events)
{
    const auto recorder = newRecorder(file);
    for (const TrainingEvent& event : events)
        recorder->publish(event);
    if (!recorder->close())
        std::abort();
}

void executeSql(const std::filesystem::path& file, const std::string& sql)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, 5'000);
    database.exec(sql);
}

std::string queryText(const std::filesystem::path& file, const std::string& sql)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY, 5'000);
    SQLite::Statement statement(database, sql);
    std::string text;
    while (statement.executeStep()) {
        for (int column = 0; column < statement.getColumnCount(); ++column) {
            const SQLite::Column value = statement.getColumn(column);
            text += value.isBlob() ? "blob:" : "";
            const std::string content = value.getString();
            for (const char letter : content) {
                constexpr const char* digits = "0123456789abcdef";
                const auto byte = static_cast<unsigned char>(letter);
                if (value.isBlob())
                    text.append({digits[byte / 16], digits[byte % 16]});
                else
                    text += letter;
            }
            text += '|';
        }
        text += '\n';
    }
    return text;
}

bool enterPrivateMounts()
{
    return unshare(CLONE_NEWNS) == 0
           && mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

} // namespace grokking
