// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/live_rows.h"

#include <QFileInfo>

#include <utility>

namespace grokking {

namespace {

constexpr int rowIntervalMs = 200;      // a row of numbers cannot be read faster
constexpr int overlayIntervalMs = 1000; // runs behind the shown one may lag

} // namespace

LiveRows::LiveRows(RunController& runs, RunLibrary& library, QObject* parent)
    : QObject(parent), m_runs(runs), m_library(library)
{
    m_rowTimer.setInterval(rowIntervalMs);
    m_rowTimer.setSingleShot(true);
    connect(&m_rowTimer, &QTimer::timeout, this, &LiveRows::showStale);
    m_overlayTimer.setInterval(overlayIntervalMs);
    connect(&m_overlayTimer, &QTimer::timeout, m_library.overlays(), &RunOverlays::publish);
    connect(&m_runs, &RunController::began, &m_library, &RunLibrary::beginGroup);
    connect(&m_runs, &RunController::started, this, [this](const QString& file) {
        show(*m_runs.find(file));
        if (m_runs.planned() > 1)
            m_overlayTimer.start();
    });
    connect(&m_runs, &RunController::stateChanged, this, [this](RunState state) {
        if (state == RunState::Idle)
            m_overlayTimer.stop();
    });
    connect(&m_runs, &RunController::changed, this, &LiveRows::follow);
}

void LiveRows::follow(const QString& file)
{
    const LiveRun& run = *m_runs.find(file);
    if (run.state() == RunState::Running) {
        m_stale.insert(file);
        if (!m_rowTimer.isActive())
            m_rowTimer.start();
    } else {
        m_stale.remove(file); // once it is over it may get another name
        show(run);
        if (run.isOver())
            m_library.overlays()->publish();
    }
}

void LiveRows::showStale()
{
    for (const QString& file : std::exchange(m_stale, {}))
        if (const LiveRun* const run = m_runs.find(file))
            show(*run);
}

void LiveRows::show(const LiveRun& run)
{
    const auto history = run.history();
    if (!history->started())
        return;
    RunRow row{.file = run.file(),
               .name = QFileInfo(run.file()).completeBaseName(),
               .preset = QString::fromStdString(run.spec().preset),
               .seed = run.spec().seed,
               .created = run.launched(),
               .summary = run.summary(),
               .live = !run.isOver()};
    if (!history->samples().empty())
        row.last = history->samples().back();
    m_library.showLive(row, run.spec(), history);
}

} // namespace grokking
