// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_overlays.h"

#include "app/window/background.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace grokking {

RunOverlays::RunOverlays(RunsModel& model, QObject* parent) : QObject(parent), m_model(model) {}

std::vector<RunOverlay> RunOverlays::all() const
{
    std::vector<RunOverlay> runs;
    for (const auto& [file, overlay] : m_checked)
        if (file != m_shownFile)
            runs.push_back(overlay);
    const RunOverlay* const shown = findShown();
    if (shown && std::ranges::find(runs, shown->group, &RunOverlay::group) != runs.end()) {
        runs.push_back(*shown);
        runs.back().isShown = true;
    }
    return runs;
}

const RunOverlay* RunOverlays::findShown() const
{
    for (const auto* const runs : {&m_live, &m_opened})
        if (const auto shown = runs->find(m_shownFile); shown != runs->end())
            return &shown->second;
    return nullptr;
}

QStringList RunOverlays::checked() const
{
    QStringList files = m_wanted;
    for (const QString& file : m_reading)
        files << file;
    for (const auto& [file, overlay] : m_checked)
        files << file;
    files.sort();
    files.removeDuplicates();
    return files;
}

std::vector<std::int64_t> RunOverlays::seeds(const QString& group) const
{
    std::vector<std::int64_t> all;
    for (const auto& [file, overlay] : m_checked) {
        const RunRow* const row = m_model.findRow(file);
        if (row && file != m_shownFile && overlay.group == group)
            all.push_back(row->seed);
    }
    return all;
}

void RunOverlays::setOverlaid(const QString& file, bool overlaid)
{
    const auto live = m_live.find(file);
    if (overlaid && live == m_live.end()) {
        read(file);
        return;
    }
    if (overlaid)
        m_checked[file] = live->second;
    else
        m_checked.erase(file);
    publish();
}

void RunOverlays::read(const QString& file)
{
    m_reading.insert(file);
    inBackground(
        this, [file] { return readOpened(file, RunHistory::Observations::Curves); },
        [this, file](const Result<OpenedRun>& run) { takeRead(file, run); });
}

void RunOverlays::takeRead(const QString& file, const Result<OpenedRun>& run)
{
    m_reading.remove(file);
    const RunRow* const row = m_model.findRow(file);
    if (!row || !row->overlaid)
        return; // unchecked, renamed or deleted while it was read
    if (!run) {
        m_model.setData(m_model.indexOf(file), Qt::Unchecked, Qt::CheckStateRole);
        emit failed(run.error());
        return;
    }
    const QString title = QFileInfo(file).completeBaseName();
    m_checked[file] = {title, run->history, run->summary, groupOf(run->spec)};
    publish();
}

void RunOverlays::drawBehind(const QString& file)
{
    m_model.setData(m_model.indexOf(file), Qt::Checked, Qt::CheckStateRole);
}

void RunOverlays::drawOnceListed(const QStringList& files)
{
    m_wanted.clear();
    for (const QString& file : files) {
        if (m_model.findRow(file))
            drawBehind(file);
        else
            m_wanted << file;
    }
}

void RunOverlays::drawWanted()
{
    drawOnceListed(std::exchange(m_wanted, {}));
    m_wanted.clear();
}

void RunOverlays::dropUnlisted()
{
    const auto dropped = std::erase_if(m_checked, [this](const auto& run) {
        const RunRow* const row = m_model.findRow(run.first);
        return !row || !row->overlaid;
    });
    if (dropped > 0)
        publish();
}

void RunOverlays::setShown(const QString& file)
{
    if (file == m_shownFile)
        return;
    m_shownFile = file;
    if (!m_checked.empty())
        publish();
}

void RunOverlays::setOpened(const OpenedRun& run)
{
    m_opened.clear();
    m_opened[run.file] = {QFileInfo(run.file).completeBaseName(), run.history, run.summary,
                          groupOf(run.spec)};
}

void RunOverlays::setLive(const QString& file, const RunOverlay& run)
{
    m_live[file] = run;
    if (const auto checked = m_checked.find(file); checked != m_checked.end())
        checked->second = run;
}

void RunOverlays::release(const QString& file)
{
    if (file != m_shownFile && !m_checked.contains(file))
        m_live.erase(file);
}

void RunOverlays::endLive()
{
    for (const auto& [file, live] : std::exchange(m_live, {}))
        if (contains(file))
            m_model.setData(m_model.indexOf(file), Qt::Unchecked, Qt::CheckStateRole);
}

void RunOverlays::forget(const QString& file)
{
    m_live.erase(file);
    if (m_checked.erase(file) > 0)
        publish();
}

void RunOverlays::rename(const QString& from, const QString& to)
{
    if (m_shownFile == from)
        m_shownFile = to;
    for (auto* const runs : {&m_checked, &m_live, &m_opened}) {
        auto node = runs->extract(from);
        if (node.empty())
            continue;
        node.key() = to;
        node.mapped().title = QFileInfo(to).completeBaseName();
        runs->insert(std::move(node));
    }
    if (m_reading.remove(from))
        read(to);
    publish();
}

void RunOverlays::publish()
{
    emit changed(all());
}

} // namespace grokking
