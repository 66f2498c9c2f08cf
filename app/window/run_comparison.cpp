// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_comparison.h"

#include "app/window/experiment_controller.h"
#include "app/window/runs_desk.h"
#include "widgets/runs_model.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace grokking {

QStringList runsBefore(const std::vector<RunRow>& rows, const QString& file)
{
    const auto shown = std::ranges::find(rows, file, &RunRow::file);
    if (shown == rows.end())
        return {};
    const auto isSibling = [&](const RunRow& run) {
        return !run.group.isEmpty() && run.group == shown->group;
    };
    const auto isEarlier = [&](const RunRow& run) { // than one from another folder: all of them
        return run.file != file && (!shown->created.isValid() || run.created <= shown->created);
    };
    const RunRow* last = nullptr;
    for (const RunRow& run : rows)
        if (run.error.isEmpty() && isEarlier(run) && !(isSibling(run) && run.overlaid)
            && (!last || run.created > last->created))
            last = &run;
    if (!last)
        return {};
    QStringList files{last->file};
    if (!last->group.isEmpty() && !isSibling(*last))
        for (const RunRow& run : rows)
            if (run.group == last->group && run.error.isEmpty() && run.file != last->file)
                files << run.file;
    return files;
}

RunComparison::RunComparison(const ExperimentController& experiment, RunsModel& model,
                             RunsDesk& desk)
    : QObject(&desk), m_experiment(experiment), m_model(model), m_desk(desk),
      m_action(new QAction(tr("Compare"), this))
{
    m_action->setShortcut(Qt::Key_F9);
    m_action->setCheckable(true);
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(m_action, &QAction::triggered, this, [this](bool on) { on ? begin() : end(); });
    connect(&m_timer, &QTimer::timeout, this, &RunComparison::update);
    const auto later = qOverload<>(&QTimer::start);
    connect(&experiment, &ExperimentController::runShown, &m_timer, later);
    connect(&experiment, &ExperimentController::viewsCleared, &m_timer, later);
    connect(&m_model, &QAbstractItemModel::rowsInserted, &m_timer, later);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, &m_timer, later);
    connect(&m_model, &QAbstractItemModel::modelReset, &m_timer, later);
    connect(&m_model, &RunsModel::overlayToggled, &m_timer, later);
    connect(&m_desk, &RunsDesk::renamed, this, &RunComparison::rename);
    update();
}

// Ends when another run is shown, or nothing is left of what was drawn here.
void RunComparison::update()
{
    const QString shown = m_experiment.shownFile();
    const auto isDrawn = [this](const QString& file) {
        const RunRow* const run = m_model.findRow(file);
        return run && run->overlaid;
    };
    if (!m_shown.isEmpty()
        && (shown != m_shown
            || (!m_drawn.isEmpty() && std::ranges::none_of(std::as_const(m_drawn), isDrawn))))
        end();
    const QString why = shown.isEmpty() ? tr("Nothing to compare: no run is shown. Press Run, or "
                                             "open one in the table of runs")
                        : runsBefore(m_model.rows(), shown).isEmpty()
                            ? tr("Nothing to compare with: no other run was made before this one")
                            : QString();
    m_action->setEnabled(why.isEmpty() || !m_shown.isEmpty());
    m_action->setWhatsThis(why.isEmpty() ? tr("Compare with the run before this one: draws it "
                                              "behind and shows which settings differ")
                                         : why);
}

void RunComparison::begin()
{
    const QString shown = m_experiment.shownFile();
    const QStringList before = runsBefore(m_model.rows(), shown);
    if (before.isEmpty()) {
        m_action->setChecked(false);
        return;
    }
    m_shown = shown;
    for (const QString& file : before) {
        if (m_model.findRow(file)->overlaid)
            continue;
        m_drawn << file;
        m_model.setData(m_model.indexOf(file), Qt::Checked, Qt::CheckStateRole);
    }
    m_desk.showDifference(before.front(), shown);
}

void RunComparison::end()
{
    m_shown.clear();
    for (const QString& file : std::exchange(m_drawn, {}))
        m_model.setData(m_model.indexOf(file), Qt::Unchecked, Qt::CheckStateRole);
    m_action->setChecked(false);
}

void RunComparison::rename(const QString& from, const QString& to)
{
    if (m_shown == from)
        m_shown = to;
    m_drawn.replaceInStrings(from, to);
}

} // namespace grokking
