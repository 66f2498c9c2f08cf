// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_recorder.h"

#include "core/spec/spec_json.h"
#include "core/store/database.h"
#include "core/store/run_file.h"
#include "core/store/run_file_writer.h"
#include "core/store/writer_name.h"

#include <utility>

namespace grokking {

namespace fs = std::filesystem;

namespace {

using Recorder = std::unique_ptr<RunRecorder>;

} // namespace

Result<Recorder> RunRecorder::create(const fs::path& file, const ExperimentSpec& spec,
                                     const Catalogs& catalogs)
{
    return guarded<Recorder>(file, [&] {
        const std::string writer = newWriterName();
        createRunFile(file, {spec, toJson(spec, catalogs)}, writer);
        return started(file, writer);
    });
}

Result<Recorder> RunRecorder::resume(const fs::path& file)
{
    return guarded<Recorder>(file, [&] {
        const std::string writer = newWriterName();
        rewindToCheckpoint(file, std::nullopt, writer);
        return started(file, writer);
    });
}

Result<Recorder> RunRecorder::resume(const fs::path& file, const ExperimentSpec& spec,
                                     const Catalogs& catalogs, std::optional<std::int64_t> step)
{
    return guarded<Recorder>(file, [&] {
        const std::string writer = newWriterName();
        rewindToCheckpoint(file, SpecText{spec, toJson(spec, catalogs)}, writer, step);
        return started(file, writer);
    });
}

Recorder RunRecorder::started(const fs::path& file, const std::string& writer)
{
    Recorder recorder(new RunRecorder(file, writer));
    recorder->m_writer->start();
    return recorder;
}

RunRecorder::RunRecorder(fs::path file, std::string writer) : m_file(std::move(file))
{
    const auto output = std::make_shared<RunFileWriter>(fs::absolute(m_file), std::move(writer));
    m_writer = std::make_unique<WriterThread>(
        [output](std::span<const Arrival> arrivals) { return output->write(arrivals); });
}

RunRecorder::~RunRecorder() = default; // the writer thread closes itself

void RunRecorder::publish(const TrainingEvent& event)
{
    m_writer->push(event);
}

void RunRecorder::setFailureHandler(std::function<void(const Error&)> handler)
{
    m_writer->setFailureHandler(std::move(handler));
}

void RunRecorder::retry()
{
    m_writer->retry();
}

Status RunRecorder::close()
{
    return m_writer->close();
}

} // namespace grokking
