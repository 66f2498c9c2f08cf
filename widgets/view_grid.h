// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the views of a run in rows, all with one cursor and one step scale, and lets the user
// arrange them: a double-click or a key 1..9 maximizes a view and back, title rows and gaps can be
// dragged, views hidden. Owns its views; has the slots of a view and passes them on to all. GUI
// thread only.
#pragma once

#include "widgets/run_view.h"
#include "widgets/step_view.h"
#include "widgets/view_arrangement.h"

#include <QHash>
#include <QWidget>

class QScrollArea;

namespace grokking {

class ReplotTurns;
class ViewCanvas;
class ViewCell;

class ViewGrid : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewGrid)

public:
    explicit ViewGrid(QWidget* parent = nullptr);

    // Whether a view is shown until the user chooses otherwise: with others beside it, or in a row
    // of its own, which is higher than others.
    enum class Initially { Shown, WholeRow, Hidden };

    // Appends a view and takes ownership. Views of a group, if it has a name, are chosen together.
    void addView(RunView* view, Initially initially = Initially::Shown, const QString& group = {});
    // Gives a view that lies elsewhere the same inputs and the same cursor, and lets it be
    // exported. It is borrowed.
    void attach(RunView* view);
    // Shows or hides one of its views.
    void setViewVisible(RunView* view, bool visible);
    // Shows the views of these ids, and the first of them that was not shown before in sight.
    void showViews(const QStringList& ids);
    // Returns whether one of its views is shown, or would be if none were maximized.
    [[nodiscard]] bool isViewVisible(const RunView* view) const;
    // Offers one of its views, or withdraws it as long as it has no meaning; whether the user wants
    // it shown is remembered.
    void setViewOffered(RunView* view, bool offered);
    [[nodiscard]] bool isViewOffered(const RunView* view) const;

    // Returns the name of a view's group; empty without one.
    [[nodiscard]] QString groupOf(const RunView* view) const;

    // Returns the views in reading order.
    [[nodiscard]] std::vector<RunView*> views() const;
    // Returns these and the attached ones.
    [[nodiscard]] std::vector<RunView*> allViews() const;
    // Returns the view shown alone, or nullptr.
    [[nodiscard]] RunView* maximizedView() const;

    [[nodiscard]] ViewArrangement arrangement() const;
    // Arranges the views so. Ids without a view are ignored; views without an id come last, as
    // they were added. Emits nothing.
    void setArrangement(const ViewArrangement& arrangement);

    // Returns the step all views look at; lives as long as the grid.
    [[nodiscard]] StepCursor* cursor() const { return m_cursor; }
    [[nodiscard]] bool hasLinkedSteps() const { return m_linkedSteps; }

public slots:
    void startRun(const grokking::RunStarted& started);
    void showSamples(std::span<const grokking::Sampled> samples);
    void showObservations(std::span<const grokking::Observed> observations);
    void setAwaited(bool awaited);
    void showSummary(const grokking::RunSummary& summary);
    void showChange(const grokking::ParameterChanged& change);
    void showSlingshots(const std::vector<std::int64_t>& steps);
    void setOverlays(const std::vector<grokking::RunOverlay>& overlays);
    void setStepScale(grokking::StepScale scale);
    void setExportInfo(const grokking::ExportInfo& info);
    void setPictureSize(const grokking::PictureSize& size);
    void resetZoom();
    // Makes all step axes show the same part, or each its own.
    void setLinkedSteps(bool linked);

    // Shows one view alone; nullptr shows the grid again.
    void maximize(grokking::RunView* view);
    // Exchanges the places of two views.
    void swapViews(grokking::RunView* first, grokking::RunView* second);
    // Shows the views in the order they were added, with equal sizes.
    void resetArrangement();

signals:
    // "Save picture..." was chosen in a view, an attached one too.
    void saveRequested(grokking::RunView* view);
    void maximizedViewChanged(grokking::RunView* view);
    // The user arranged the views in another way.
    void arrangementChanged();

private:
    void connectCell(ViewCell* cell);
    void connectView(RunView* view);
    void addShortcuts();
    void leave();
    void dragOver(ViewCell* dragged, const QPoint& globalPoint);
    void drop(ViewCell* dragged, const QPoint& globalPoint);
    void linkSteps(const StepView* source, const std::optional<StepRange>& range);
    [[nodiscard]] ViewCell* cellOf(const RunView* view) const;

    QScrollArea* m_scroll;
    ViewCanvas* m_canvas;
    ReplotTurns* m_turns;
    StepCursor* m_cursor;
    std::vector<QPointer<RunView>> m_attached;
    QHash<const RunView*, QString> m_groups;
    std::vector<PlacedView> m_usual; // the arrangement before the user's
    ViewCell* m_maximized = nullptr;
    bool m_linkedSteps = true;
    bool m_linking = false; // passes a range on at the moment
};

} // namespace grokking
