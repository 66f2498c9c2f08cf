// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline below the views, with the step they look at and a button that follows the run
// again: joins it to the cursor of the grid, and tells it how far the shown run is to go. The
// context menu copies and saves the timeline as those of the views do. All are borrowed and outlive
// the pane. GUI thread only.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace grokking {

class ExperimentController;
class RunController;
class Timeline;
class ViewGrid;

class TimelinePane : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimelinePane)

public:
    TimelinePane(ViewGrid& views, ExperimentController& experiment, RunController& runs,
                 QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitReadout();
    void connectCursor(ViewGrid& views);
    void updatePlan(const ExperimentController& experiment, const RunController& runs);
    void updateReadout();

    Timeline* m_timeline;
    QLabel* m_readout;
    QToolButton* m_follow;
};

} // namespace grokking
