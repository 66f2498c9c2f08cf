// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_library.h"

#include "app/window/background.h"
#include "core/spec/run_name.h"
#include "core/store/run_library.h"
#include "widgets/number_text.h"

#include <QFileInfo>

#include <algorithm>
#include <system_error>
#include <tuple>
#include <utility>

namespace grokking {

namespace {

constexpr qint64 shortestRestMs = 1'500; // between two listings
constexpr qint64 longestRestMs = 6'000;  // while only runs of this window write into the folder
constexpr qint64 restPerListing = 20;    // so that following a folder takes 5 % of a core at most
constexpr std::size_t progressInterval = 100; // files

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
                         + "); choose another one in the preferences",
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
    if (m_listing)
        m_again = true;
    else if (!m_timer.isActive())
        m_timer.start(static_cast<int>(
            m_listingTime.isValid() ? std::max(shortestRestMs, m_restMs - m_listingTime.elapsed())
                                    : shortestRestMs));
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
    m_begun.clear();
    std::ignore = showFolder({});
    emit useShown({});
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
    m_begun.clear();
    const auto progress = [this](std::size_t read, std::size_t files) {
        if (read % progressInterval == 0)
            callLater(this, [this, read, files] {
                emit useShown(tr("reading %1 of %2 runs")
                                  .arg(countText(static_cast<std::int64_t>(read)),
                                       countText(static_cast<std::int64_t>(files))));
            });
    };
    inBackground(
        this,
        [folder = m_folder, stop = m_stop.get_token(), progress] {
            return listFolder(folder, {.stop = stop, .progress = progress});
        },
        [this, folder = m_folder](const ListedFolder& list) { takeList(folder, list); });
}

void RunLibrary::takeList(const std::filesystem::path& folder, const ListedFolder& list)
{
    m_listing = false;
    if (folder != m_folder) // another one was chosen meanwhile
        return refresh();
    const qint64 took = m_listingTime.elapsed();
    tellProblem(list.problem);
    const bool changed = showFolder(list.runs);
    m_restMs = changed ? shortestRestMs : std::clamp(2 * m_restMs, shortestRestMs, longestRestMs);
    m_restMs = std::max(m_restMs, (1 + restPerListing) * took);
    if (list.isRead)
        m_overlays.drawWanted();
    emit useShown(list.use);
    emit listed();
    if (std::exchange(m_again, false))
        refreshLater();
}

void RunLibrary::tellProblem(const std::optional<Error>& problem)
{
    const QString text = problem ? QString::fromStdString(problem->text()) : QString();
    if (problem && text != m_lastProblem)
        emit failed(*problem);
    m_lastProblem = text;
}

// Returns whether that changed anything in the table.
bool RunLibrary::showFolder(const std::vector<ListedRun>& runs)
{
    std::vector<RunRow> rows;
    QSet<QString> files;
    for (const ListedRun& run : runs) {
        files.insert(run.row.file);
        rows.push_back(rowOf(run));
    }
    for (const QString& file : QSet(m_live)) {
        if (files.contains(file))
            continue;
        const RunRow* const row = m_model.findRow(file);
        if (row && (row->live || m_begun.contains(file)))
            rows.push_back(*row); // it had no file when the folder was read
        else
            m_live.remove(file); // renamed or deleted by another program
    }
    const bool changed = m_model.runCount() != static_cast<int>(rows.size())
                         || std::ranges::any_of(rows, [this](const RunRow& row) {
                                const RunRow* const known = m_model.findRow(row.file);
                                return !known || !(*known == row);
                            });
    if (changed)
        m_model.setRuns(rows);
    m_overlays.dropUnlisted();
    return changed;
}

// Returns what to show of a run: of one of this window what it knows itself, until its file is
// complete.
RunRow RunLibrary::rowOf(const ListedRun& run)
{
    const RunRow* const known = m_model.findRow(run.row.file);
    if (known && m_live.contains(run.row.file)) {
        if (known->live || !run.isOver)
            return *known;
        m_live.remove(run.row.file);
    }
    RunRow row = run.row;
    row.overlaid = known && known->overlaid && row.error.isEmpty();
    return row;
}

void RunLibrary::open(const QString& file)
{
    m_opening = file;
    inBackground(
        this, [file] { return readOpened(file, RunHistory::Observations::Whole); },
        [this, file](const Result<OpenedRun>& run) {
            if (file != m_opening)
                return; // another one was asked for
            m_opening.clear();
            if (run)
                takeOpened(*run);
            else
                emit failed(run.error());
        });
}

void RunLibrary::takeOpened(const OpenedRun& run)
{
    if (!m_model.findRow(run.file)) { // from another folder
        RunRow row{.file = run.file,
                   .name = QFileInfo(run.file).completeBaseName(),
                   .preset = QString::fromStdString(run.spec.preset),
                   .seed = run.spec.seed,
                   .summary = run.summary,
                   .group = groupOf(run.spec)};
        if (!run.history->samples().empty())
            row.last = run.history->samples().back();
        m_model.updateRun(row);
    }
    m_overlays.setOpened(run);
    emit opened(run);
}

void RunLibrary::beginGroup()
{
    m_live.clear();
    m_begun.clear();
    m_overlays.endLive();
    refreshLater(); // their files are stored ones now
}

void RunLibrary::showLive(const RunRow& row, const ExperimentSpec& spec,
                          const std::shared_ptr<const RunHistory>& history)
{
    watch(); // the first run makes the folder
    RunRow shown = row;
    const RunRow* const old = m_model.findRow(row.file);
    const bool isKnown = m_live.contains(row.file);
    shown.group = old && isKnown ? old->group : groupOf(spec);
    if (old) { // stored ones are gone on with
        shown.overlaid = old->overlaid;
        shown.note = old->note;
        shown.created = old->created;
    }
    m_live.insert(row.file);
    if (!isKnown)
        m_begun.insert(row.file);
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
