// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_library.h"

#include "core/detection/detector.h"
#include "core/spec/run_name.h"
#include "core/train/catalogs.h"
#include "core/util/processor.h"

#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <system_error>
#include <utility>

namespace grokking {

namespace {

// Runs `work` on a worker thread, which gives way to this one, and `then` with its result on the
// GUI thread.
template <class Work, class Then>
void inBackground(QObject* context, Work work, Then then)
{
    QThreadPool::globalInstance()->start([=, guard = QPointer(context)] {
        lowerThreadPriority(); // for good: the pool's threads all serve in the background
        auto result = work();
        if (guard)
            QMetaObject::invokeMethod(
                guard, [=, result = std::move(result)] { then(result); }, Qt::QueuedConnection);
    });
}

QString nameOf(const std::filesystem::path& file)
{
    return QString::fromStdString(file.stem().string());
}

RunRow rowOf(const RunListing& listing)
{
    return {.file = QString::fromStdString(listing.file.string()),
            .name = nameOf(listing.file),
            .preset = QString::fromStdString(listing.preset),
            .seed = listing.seed,
            .created = QDateTime::fromString(QString::fromStdString(listing.created), Qt::ISODate),
            .summary = listing.summary,
            .last = listing.lastSample,
            .note = QString::fromStdString(listing.note),
            .error = listing.failure ? QString::fromStdString(listing.failure->text()) : QString()};
}

// Overlays show samples only, and the observations of 20 long runs take gigabytes.
enum class Observations { Keep, Drop };

Result<OpenedRun> readOpened(const QString& file, Observations observations)
{
    const auto stored = readRun(file.toStdString(), catalogs());
    if (!stored)
        return stored.error();
    auto history = std::make_shared<RunHistory>();
    Detector detector(stored->spec.detection);
    for (const TrainingEvent& event : stored->events) {
        if (observations == Observations::Keep || !std::holds_alternative<Observed>(event))
            history->append(event);
        if (const auto* sample = std::get_if<Sampled>(&event))
            detector.append(*sample);
    }
    const auto& end = history->finished();
    const auto progress = end && end->end != RunEnd::Interrupted ? Detector::Progress::Ended
                                                                 : Detector::Progress::Running;
    return OpenedRun{file, stored->spec, std::move(history), detector.summary(progress)};
}

} // namespace

RunLibrary::RunLibrary(std::filesystem::path folder, QObject* parent)
    : QObject(parent), m_folder(std::move(folder))
{
}

RunLibrary::~RunLibrary()
{
    QThreadPool::globalInstance()->waitForDone();
}

Result<QString> RunLibrary::newFile(const ExperimentSpec& spec) const
{
    std::error_code status;
    std::filesystem::create_directories(m_folder, status);
    if (status)
        return Error{ErrorCode::FileAccess,
                     "the folder of runs cannot be made (" + status.message()
                         + "); set XDG_DATA_HOME to a folder you can write to",
                     m_folder.string()};
    return QString::fromStdString(newRunFile(m_folder, runName(spec)).string());
}

std::vector<RunOverlay> RunLibrary::overlays() const
{
    std::vector<RunOverlay> all;
    for (const auto& [file, overlay] : m_overlays)
        if (file != m_shownFile)
            all.push_back(overlay);
    return all;
}

void RunLibrary::refresh()
{
    std::error_code status;
    if (!std::filesystem::exists(m_folder, status))
        return; // nothing was recorded yet
    inBackground(
        this, [folder = m_folder] { return listRuns(folder); },
        [this](const Result<RunFolder>& folder) {
            if (folder)
                showFolder(*folder);
            else
                emit failed(folder.error());
        });
}

void RunLibrary::showFolder(const RunFolder& folder)
{
    std::vector<RunRow> rows;
    for (const RunListing& listing : folder.runs) {
        RunRow row = rowOf(listing);
        row.overlaid = m_overlays.contains(row.file);
        const RunRow* const live = m_live.contains(row.file) ? m_model.findRow(row.file) : nullptr;
        rows.push_back(live ? *live : row);
    }
    for (const auto& [file, overlay] : m_live) {
        const RunRow* const live = m_model.findRow(file);
        if (live && std::ranges::find(rows, file, &RunRow::file) == rows.end())
            rows.push_back(*live); // started after the folder was read
    }
    for (const UnreadableRun& run : folder.unreadable)
        rows.push_back({.file = QString::fromStdString(run.file.string()),
                        .name = nameOf(run.file),
                        .error = QString::fromStdString(run.error.message)});
    m_model.setRuns(rows);
}

void RunLibrary::open(const QString& file)
{
    inBackground(
        this, [file] { return readOpened(file, Observations::Keep); },
        [this](const Result<OpenedRun>& run) {
            if (!run) {
                emit failed(run.error());
                return;
            }
            if (!m_model.findRow(run->file)) { // from another folder
                RunRow row{.file = run->file,
                           .name = QFileInfo(run->file).completeBaseName(),
                           .preset = QString::fromStdString(run->spec.preset),
                           .seed = run->spec.seed,
                           .summary = run->summary};
                if (!run->history->samples().empty())
                    row.last = run->history->samples().back();
                m_model.updateRun(row);
            }
            emit opened(*run);
        });
}

void RunLibrary::beginGroup()
{
    for (const auto& [file, live] : std::exchange(m_live, {}))
        if (m_overlays.contains(file))
            m_model.setData(m_model.indexOf(file), Qt::Unchecked, Qt::CheckStateRole);
}

void RunLibrary::showLive(const RunRow& row, const std::shared_ptr<const RunHistory>& history)
{
    m_live[row.file] = {row.name, history, row.summary};
    if (const auto overlay = m_overlays.find(row.file); overlay != m_overlays.end())
        overlay->second = m_live[row.file];
    RunRow shown = row;
    if (const RunRow* const old = m_model.findRow(row.file)) {
        shown.overlaid = old->overlaid;
        shown.note = old->note;
    }
    m_model.updateRun(shown);
}

bool RunLibrary::goesOn(const QString& file) const
{
    const RunRow* const row = m_model.findRow(file);
    return row && row->live;
}

void RunLibrary::drawBehind(const QString& file)
{
    m_model.setData(m_model.indexOf(file), Qt::Checked, Qt::CheckStateRole);
}

void RunLibrary::setShown(const QString& file)
{
    if (file == m_shownFile)
        return;
    const bool changes = m_overlays.contains(file) || m_overlays.contains(m_shownFile);
    m_shownFile = file;
    if (changes)
        publishOverlays();
}

void RunLibrary::publishOverlays()
{
    emit overlaysChanged(overlays());
}

void RunLibrary::setOverlaid(const QString& file, bool overlaid)
{
    const auto live = m_live.find(file);
    if (overlaid && live == m_live.end()) {
        readOverlay(file);
        return;
    }
    if (overlaid)
        m_overlays[file] = live->second;
    else
        m_overlays.erase(file);
    publishOverlays();
}

void RunLibrary::readOverlay(const QString& file)
{
    inBackground(
        this, [file] { return readOpened(file, Observations::Drop); },
        [this](const Result<OpenedRun>& run) {
            if (!run) {
                emit failed(run.error());
                return;
            }
            const RunRow* const row = m_model.findRow(run->file);
            if (!row || !row->overlaid)
                return; // unchecked while it was read
            const QString title = QFileInfo(run->file).completeBaseName();
            m_overlays[run->file] = {title, run->history, run->summary};
            publishOverlays();
        });
}

void RunLibrary::setNote(const QString& file, const QString& note)
{
    inBackground(
        this, [file, note] { return grokking::setNote(file.toStdString(), note.toStdString()); },
        [this](const Status& status) {
            if (!status)
                emit failed(status.error());
        });
}

void RunLibrary::remove(const QString& file)
{
    if (goesOn(file) || !QFile::moveToTrash(file)) {
        emit failed({ErrorCode::FileAccess,
                     goesOn(file) ? "this run goes on; stop it before deleting it"
                                  : "this run cannot be moved to the trash; delete its file",
                     file.toStdString()});
        return;
    }
    m_model.removeRun(file);
    if (m_overlays.erase(file) > 0)
        publishOverlays();
}

} // namespace grokking
