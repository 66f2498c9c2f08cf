// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Records a run into a run file while it goes on. One recorder per file; it is made, closed and
// destroyed by its owner, publish() comes from the run's thread, and a thread of its own writes.
#pragma once

#include "core/events/event_sink.h"
#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace grokking {

class WriterThread;

class RunRecorder final : public EventSink
{
public:
    // Creates the file, complete with spec, in an existing folder. Refuses an existing name
    // (FileExists).
    [[nodiscard]] static Result<std::unique_ptr<RunRecorder>>
    create(const std::filesystem::path& file, const ExperimentSpec& spec, const Catalogs& catalogs);

    // Continues a file from its checkpoint (InvalidFile if it has none). What came after it is
    // removed first: samples, observations, snapshots and events of later steps, the sample that
    // was taken only because the run ended there (SampleKind::Final), and how it ended. Changes of
    // settings after the checkpoint's step are among them, but stay in the schedule of the stored
    // spec: the run that goes on replays them and publishes them again. A recorder still writing
    // to this file fails from now on.
    [[nodiscard]] static Result<std::unique_ptr<RunRecorder>>
    resume(const std::filesystem::path& file);

    // Does the same and replaces the stored spec, for example by one with more steps. Its schedule
    // is to contain the recorded changes, as that of StoredRun does. `step` is that of the
    // checkpoint the run goes on from: if the file has another by now, nothing is changed
    // (FileAccess).
    [[nodiscard]] static Result<std::unique_ptr<RunRecorder>>
    resume(const std::filesystem::path& file, const ExperimentSpec& spec, const Catalogs& catalogs,
           std::optional<std::int64_t> step = std::nullopt);

    // Closes; errors are lost.
    ~RunRecorder() override;

    // Takes one event and returns at once. It is in the file after at most a quarter of a second;
    // a checkpoint or an end is written without delay. Ignored after close().
    void publish(const TrainingEvent& event) override;

    // Sets who is told when a write fails: DiskFull if there is no space, otherwise FileAccess or
    // what else went wrong. Called on the writer's thread, once when writing starts to fail and
    // again when it fails after retry(); it must not call close(). Nothing is lost meanwhile: all
    // events are kept, and written when a later attempt succeeds.
    void setFailureHandler(std::function<void(const Error&)> handler);

    // Tries again to write what could not be written. Further events do so by themselves.
    void retry();

    // Writes what is left and ends the writer's thread. Returns the last error if something could
    // not be written, also because another program held the file for 10 seconds.
    Status close();

    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

private:
    RunRecorder(std::filesystem::path file, std::string writer);
    // Starts recording into a file that was prepared for `writer`.
    static std::unique_ptr<RunRecorder> started(const std::filesystem::path& file,
                                                const std::string& writer);

    std::filesystem::path m_file;
    std::unique_ptr<WriterThread> m_writer;
};

} // namespace grokking
