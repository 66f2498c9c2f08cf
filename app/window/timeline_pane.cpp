// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/timeline_pane.h"

#include "app/window/experiment_controller.h"
#include "widgets/timeline.h"
#include "widgets/view_grid.h"

#include <QContextMenuEvent>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <qcustomplot.h>

namespace grokking {

TimelinePane::TimelinePane(ViewGrid& views, ExperimentController& experiment, RunController& runs,
                           QWidget* parent)
    : QWidget(parent), m_timeline(new Timeline), m_readout(new QLabel), m_follow(new QToolButton)
{
    setToolTip(tr(
        "The phases of the run. Drag the handle, or press Left, Right or Home, to look at "
        "another step in all views; End or Escape follows the run again. The context menu copies "
        "and saves it."));
    m_follow->setObjectName(QStringLiteral("link"));
    m_follow->setFocusPolicy(Qt::StrongFocus);
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("All views show the latest step again (End in the timeline, Escape)"));
    m_follow->setEnabled(false);
    auto* const texts = new QVBoxLayout;
    texts->addWidget(m_readout);
    texts->addWidget(m_follow, 0, Qt::AlignLeft);
    texts->addStretch();
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 8, 2);
    layout->addLayout(texts);
    layout->addWidget(m_timeline, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    fitReadout();
    views.attach(m_timeline);
    m_timeline->plot()->installEventFilter(this);
    connectCursor(views);
    const auto update = [this, &experiment, &runs] { updatePlan(experiment, runs); };
    connect(&experiment, &ExperimentController::runShown, this, update);
    connect(&experiment, &ExperimentController::viewsCleared, this, update);
    connect(&runs, &RunController::changed, this, update);
}

void TimelinePane::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    m_timeline->fillMenu(menu);
    menu.exec(event->globalPos());
}

bool TimelinePane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ContextMenu)
        return QWidget::eventFilter(watched, event);
    contextMenuEvent(static_cast<QContextMenuEvent*>(event)); // plots pass nothing on
    return true;
}

void TimelinePane::connectCursor(ViewGrid& views)
{
    StepCursor* const cursor = views.cursor();
    connect(m_timeline, &Timeline::scrubbed, cursor, &StepCursor::pin);
    connect(m_timeline, &Timeline::startRequested, cursor, &StepCursor::moveToStart);
    connect(m_timeline, &Timeline::followRequested, cursor, &StepCursor::release);
    connect(m_follow, &QToolButton::clicked, cursor, &StepCursor::release);
    connect(m_timeline, &RunView::readoutChanged, this, &TimelinePane::updateReadout);
    connect(cursor, &StepCursor::moved, this,
            [this](const CursorMarks& marks) { m_follow->setEnabled(marks.pinned); });
}

void TimelinePane::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitReadout();
}

void TimelinePane::fitReadout()
{
    m_readout->setFixedWidth(QFontMetrics(font()).horizontalAdvance("step 100,000,000 "));
}

// A run that goes on has room for the steps to come; one that is over ends where it ended.
void TimelinePane::updatePlan(const ExperimentController& experiment, const RunController& runs)
{
    const LiveRun* const run = runs.find(experiment.shownFile());
    m_timeline->setPlannedSteps(run && !run->isOver() ? std::optional(run->spec().training.steps)
                                                      : std::nullopt);
}

void TimelinePane::updateReadout()
{
    const QString text = m_timeline->readout();
    m_readout->setText(text.section(QStringLiteral("  ·  "), 0, 0));
    m_readout->setToolTip(text);
}

} // namespace grokking
