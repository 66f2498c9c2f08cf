// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_library.h"

#include "app/window/background.h"
#include "core/spec/run_name.h"
#include "core/store/library_cleanup.h"
#include "widgets/number_text.h"

#include <QFileInfo>

#include <algorithm>
#include <system_error>

namespace grokking {

namespace {

constexpr int shortestRestMs = 1'500; // between two listings
constexpr int restPerListing = 20;    // so that following a folder takes 5 % of a core at most
constexpr std::size_t progressInterval = 100; // files

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
            .error = listing.failure ? QString::fromStdString(listing.failure->text()) : QString(),
            .group = QString::fromStdString(listing.group)};
}

QString useText(const LibraryUse& use)
{
    QString text = RunLibrary::tr("%1, %2").arg(runsText(static_cast<std::int64_t>(use.runs)),
                                                QString::fromStdString(bytesText(use.bytes)));
    if (use.trashBytes > 0)
        text +=
            RunLibrary::tr(" · trash %1").arg(QString::fromStdString(bytesText(use.trashBytes)));
    return text;
}

} // namespace

RunLibrary::RunLibrary(std::filesystem::path folder, QObject* parent)
    : QObject(parent), m_folder(std::move(folder)), m_overlays(m_model)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RunLibrary::refresh);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &RunLibrary::refreshLater);
    connect(&m_overlays, &RunOverlays::failed, this, &RunLibrary::failed);
}

RunLibrary::~RunLibrary()
{
    m_stop.request_stop();
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

void RunLibrary::watch()
{
    const QString folder = QString::fromStdString(m_folder.string());
    if (!m_watcher.directories().contains(folder) && QFileInfo::exists(folder))
        m_watcher.addPath(folder);
}

void RunLibrary::refreshLater()
{
    if (!m_timer.isActive() && !m_listing)
        m_timer.start(shortestRestMs);
    m_again = m_listing;
}

void RunLibrary::setFolder(const std::filesystem::path& folder)
{
    if (folder == m_folder)
        return;
    if (!m_watcher.directories().isEmpty())
        m_watcher.removePaths(m_watcher.directories());
    m_folder = folder;
    m_found = false;
    m_lastProblem.clear();
    showFolder({});
    refresh();
}

void RunLibrary::refresh()
{
    std::error_code status;
    if (m_listing || (!m_found && !std::filesystem::exists(m_folder, status))) {
        m_again = m_listing;
        return; // nothing was recorded yet
    }
    watch(); // before listing, so that no change is missed
    m_found = true;
    m_listing = true;
    m_listingTime.start();
    const auto progress = [this](std::size_t read, std::size_t files) {
        if (read % progressInterval == 0)
            QMetaObject::invokeMethod(this, [this, read, files] {
                emit useShown(tr("reading %1 of %2 runs")
                                  .arg(countText(static_cast<std::int64_t>(read)),
                                       countText(static_cast<std::int64_t>(files))));
            });
    };
    inBackground(
        this,
        [folder = m_folder, stop = m_stop.get_token(), progress] {
            return listRuns(folder, {.stop = stop, .progress = progress});
        },
        [this, folder = m_folder](const Result<RunFolder>& list) { takeList(folder, list); });
}

void RunLibrary::takeList(const std::filesystem::path& folder, const Result<RunFolder>& list)
{
    m_listing = false;
    if (folder != m_folder) // another one was chosen meanwhile
        return refresh();
    const auto took = static_cast<int>(m_listingTime.elapsed());
    if (std::exchange(m_again, false))
        m_timer.start(std::max(shortestRestMs, restPerListing * took));
    const auto& problem = list ? list->indexProblem : std::optional(list.error());
    const QString text = problem ? QString::fromStdString(problem->text()) : QString();
    if (problem && text != m_lastProblem)
        emit failed(*problem);
    m_lastProblem = text;
    showFolder(list ? *list : RunFolder{});
}

void RunLibrary::showFolder(const RunFolder& folder)
{
    std::vector<RunRow> rows;
    QSet<QString> files;
    for (const RunListing& listing : folder.runs) {
        RunRow row = rowOf(listing);
        files.insert(row.file);
        const RunRow* const known = m_model.findRow(row.file);
        row.overlaid = known && known->overlaid;
        rows.push_back(known && m_live.contains(row.file) ? *known : row);
    }
    for (const QString& file : m_live)
        if (const RunRow* const live = m_model.findRow(file); live && !files.contains(file))
            rows.push_back(*live); // started after the folder was read
    for (const UnreadableRun& run : folder.unreadable)
        rows.push_back({.file = QString::fromStdString(run.file.string()),
                        .name = nameOf(run.file),
                        .error = QString::fromStdString(run.error.message)});
    m_model.setRuns(rows);
    emit useShown(useText(libraryUse(m_folder, folder)));
}

void RunLibrary::open(const QString& file)
{
    inBackground(
        this, [file] { return readOpened(file, RunHistory::Observations::Whole); },
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
                           .summary = run->summary,
                           .group = groupOf(run->spec)};
                if (!run->history->samples().empty())
                    row.last = run->history->samples().back();
                m_model.updateRun(row);
            }
            m_overlays.setOpened(*run);
            emit opened(*run);
        });
}

void RunLibrary::beginGroup()
{
    m_live.clear();
    m_overlays.endLive();
    refreshLater(); // their files are stored ones now
}

void RunLibrary::showLive(const RunRow& row, const ExperimentSpec& spec,
                          const std::shared_ptr<const RunHistory>& history)
{
    watch(); // the first run makes the folder
    RunRow shown = row;
    const RunRow* const old = m_live.contains(row.file) ? m_model.findRow(row.file) : nullptr;
    shown.group = old ? old->group : groupOf(spec);
    if (old) {
        shown.overlaid = old->overlaid;
        shown.note = old->note;
    }
    m_live.insert(row.file);
    m_overlays.setLive(row.file, {row.name, history, row.summary, shown.group});
    m_model.updateRun(shown);
    m_found = true;
    if (!row.live)
        refreshLater();
}

bool RunLibrary::goesOn(const QString& file) const
{
    const RunRow* const row = m_model.findRow(file);
    return row && row->live;
}

void RunLibrary::forget(const QString& file)
{
    m_live.remove(file);
    m_model.removeRun(file);
    m_overlays.forget(file);
}

void RunLibrary::rename(const QString& from, const QString& to)
{
    if (const RunRow* const known = m_model.findRow(from)) {
        RunRow row = *known;
        row.file = to;
        row.name = QFileInfo(to).completeBaseName();
        m_live.remove(from);
        m_model.removeRun(from);
        m_model.updateRun(row);
    }
    m_overlays.rename(from, to);
}

} // namespace grokking
