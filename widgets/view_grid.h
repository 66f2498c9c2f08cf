// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the views of a run in a grid of two columns, all with one cursor and one step scale.
// A double-click or a key 1..9 maximizes a view and back, Escape leaves. Owns its views; has the
// slots of a view and passes them on to all. GUI thread only.
#pragma once

#include "widgets/run_view.h"

#include <QWidget>

class QGridLayout;

namespace grokking {

class ReplotTurns;
class ViewCell;

class ViewGrid : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewGrid)

public:
    explicit ViewGrid(QWidget* parent = nullptr);

    // Whether a view is shown until the user chooses otherwise.
    enum class Initially { Shown, Hidden };

    // Appends a view and takes ownership. Of an odd number of views the last takes both columns.
    void addView(RunView* view, Initially initially = Initially::Shown);
    // Shows or hides one of its views: one without a meaning for the current run takes no room.
    void setViewVisible(RunView* view, bool visible);
    // Returns whether one of its views is shown, or would be if none were maximized.
    [[nodiscard]] bool isViewVisible(const RunView* view) const;

    [[nodiscard]] std::vector<RunView*> views() const;
    // Returns the view shown alone, or nullptr.
    [[nodiscard]] RunView* maximizedView() const;

public slots:
    void startRun(const grokking::RunStarted& started);
    void showSamples(std::span<const grokking::Sampled> samples);
    void showObservations(std::span<const grokking::Observed> observations);
    void showSummary(const grokking::RunSummary& summary);
    void showChange(const grokking::ParameterChanged& change);
    void setOverlays(const std::vector<grokking::RunOverlay>& overlays);
    void setStepScale(grokking::StepScale scale);
    void setCursorStep(std::optional<std::int64_t> step);
    void resetZoom();

    // Shows one view alone; nullptr shows the grid again.
    void maximize(grokking::RunView* view);

signals:
    // The mouse moved to another evaluated step in any view, or left it.
    void cursorStepChanged(std::optional<std::int64_t> step);
    // "Save picture..." was chosen in a view.
    void saveRequested(grokking::RunView* view);
    void maximizedViewChanged(grokking::RunView* view);

private:
    void addShortcuts();
    void arrange();
    [[nodiscard]] std::vector<ViewCell*> shownCells() const;

    QGridLayout* m_layout;
    ReplotTurns* m_turns;
    std::vector<ViewCell*> m_cells;
    ViewCell* m_maximized = nullptr;
};

} // namespace grokking
