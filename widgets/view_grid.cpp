// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_grid.h"

#include "widgets/replot_turns.h"
#include "widgets/view_canvas.h"
#include "widgets/view_cell.h"

#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

constexpr int numberKeys = 9;

} // namespace

ViewGrid::ViewGrid(QWidget* parent)
    : QWidget(parent), m_scroll(new QScrollArea(this)), m_canvas(new ViewCanvas),
      m_turns(new ReplotTurns(this)), m_cursor(new StepCursor(this))
{
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    m_scroll->setWidget(m_canvas);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    setMinimumSize(180, 130);
    connect(m_canvas, &ViewCanvas::sizesChanged, this, &ViewGrid::arrangementChanged);
    addShortcuts();
}

void ViewGrid::addView(RunView* view, Initially initially, const QString& group)
{
    m_groups.insert(view, group);
    auto* const cell = new ViewCell(view);
    cell->place().visible = initially != Initially::Hidden;
    cell->place().wholeRow = initially == Initially::WholeRow;
    cell->place().height = initially == Initially::WholeRow ? 1.5 : 1.0;
    m_usual.push_back(cell->place());
    m_canvas->addCell(cell);
    connectCell(cell);
    connectView(view);
}

void ViewGrid::attach(RunView* view)
{
    m_attached.emplace_back(view);
    connectView(view);
}

void ViewGrid::connectCell(ViewCell* cell)
{
    RunView* const view = cell->view();
    connect(cell, &ViewCell::maximizeToggled, this,
            [this, view] { maximize(maximizedView() == view ? nullptr : view); });
    connect(cell, &ViewCell::hideRequested, this, [this, view] { setViewVisible(view, false); });
    connect(cell, &ViewCell::moveRequested, this, [this, cell](Towards towards) {
        if (const ViewCell* const other = m_canvas->neighbor(cell, towards))
            swapViews(cell->view(), other->view());
    });
    connect(cell, &ViewCell::placeEdited, this, [this] {
        m_canvas->arrange();
        emit arrangementChanged();
    });
    connect(cell, &ViewCell::dragged, this,
            [this, cell](const QPoint& point) { dragOver(cell, point); });
    connect(cell, &ViewCell::dropped, this,
            [this, cell](const QPoint& point) { drop(cell, point); });
}

void ViewGrid::connectView(RunView* view)
{
    view->setTurns(m_turns);
    connect(view, &RunView::saveRequested, this, [this, view] { emit saveRequested(view); });
    connect(view, &RunView::cursorStepChanged, m_cursor, &StepCursor::hover);
    connect(view, &RunView::cursorToggled, m_cursor, &StepCursor::toggle);
    connect(view, &RunView::referenceToggled, m_cursor, &StepCursor::toggleReference);
    connect(view, &RunView::cursorMoved, m_cursor, &StepCursor::move);
    connect(m_cursor, &StepCursor::moved, view, &RunView::setCursorMarks);
    if (const auto* const steps = qobject_cast<StepView*>(view))
        connect(steps, &StepView::stepRangeChosen, this,
                [this, steps](const std::optional<StepRange>& range) { linkSteps(steps, range); });
}

ViewCell* ViewGrid::cellOf(const RunView* view) const
{
    const auto& cells = m_canvas->cells();
    const auto cell = std::ranges::find(cells, view, &ViewCell::view);
    return cell == cells.end() ? nullptr : *cell;
}

void ViewGrid::setViewVisible(RunView* view, bool visible)
{
    ViewCell* const cell = cellOf(view);
    if (!cell || cell->place().visible == visible)
        return;
    cell->place().visible = visible;
    if (cell == m_maximized && !visible)
        maximize(nullptr);
    m_canvas->arrange();
    emit arrangementChanged();
}

void ViewGrid::showViews(const QStringList& ids)
{
    ViewCell* first = nullptr;
    for (ViewCell* const cell : std::vector(m_canvas->cells())) {
        if (!ids.contains(cell->place().id) || cell->place().visible)
            continue;
        first = first ? first : cell;
        setViewVisible(cell->view(), true);
    }
    if (first)
        m_scroll->ensureWidgetVisible(first);
}

bool ViewGrid::isViewVisible(const RunView* view) const
{
    const ViewCell* const cell = cellOf(view);
    return cell && cell->place().visible && cell->isOffered();
}

void ViewGrid::setViewOffered(RunView* view, bool offered)
{
    ViewCell* const cell = cellOf(view);
    if (!cell || cell->isOffered() == offered)
        return;
    cell->setOffered(offered);
    if (cell == m_maximized && !offered)
        maximize(nullptr);
    m_canvas->arrange();
}

bool ViewGrid::isViewOffered(const RunView* view) const
{
    const ViewCell* const cell = cellOf(view);
    return cell && cell->isOffered();
}

QString ViewGrid::groupOf(const RunView* view) const
{
    return m_groups.value(view);
}

std::vector<RunView*> ViewGrid::views() const
{
    std::vector<RunView*> views;
    for (const ViewCell* cell : m_canvas->cells())
        views.push_back(cell->view());
    return views;
}

std::vector<RunView*> ViewGrid::allViews() const
{
    std::vector<RunView*> all = views();
    for (const QPointer<RunView>& view : m_attached)
        if (view)
            all.push_back(view);
    return all;
}

RunView* ViewGrid::maximizedView() const
{
    return m_maximized ? m_maximized->view() : nullptr;
}

ViewArrangement ViewGrid::arrangement() const
{
    ViewArrangement arrangement{.views = {},
                                .maximized = m_maximized ? m_maximized->place().id : QString(),
                                .linkedSteps = m_linkedSteps};
    for (const ViewCell* cell : m_canvas->cells())
        arrangement.views.push_back(cell->place());
    return arrangement;
}

void ViewGrid::setArrangement(const ViewArrangement& arrangement)
{
    m_canvas->order(m_usual);
    m_canvas->order(arrangement.views);
    ViewCell* maximized = nullptr;
    for (ViewCell* cell : m_canvas->cells()) {
        const std::vector<PlacedView>* const sources[] = {&m_usual, &arrangement.views};
        for (const auto* const source : sources) {
            const auto wish = std::ranges::find(*source, cell->place().id, &PlacedView::id);
            if (wish != source->end())
                cell->place() = *wish;
        }
        if (cell->place().id == arrangement.maximized)
            maximized = cell;
    }
    m_linkedSteps = arrangement.linkedSteps;
    m_maximized = maximized;
    m_canvas->setMaximized(maximized);
    emit maximizedViewChanged(maximizedView());
}

void ViewGrid::resetArrangement()
{
    setArrangement({.views = m_usual, .maximized = {}, .linkedSteps = m_linkedSteps});
    emit arrangementChanged();
}

void ViewGrid::startRun(const RunStarted& started)
{
    m_cursor->startRun(started);
    for (RunView* view : allViews())
        view->startRun(started);
    for (ViewCell* cell : m_canvas->cells())
        cell->updateTitle();
}

void ViewGrid::showSamples(std::span<const Sampled> samples)
{
    m_cursor->addSamples(samples);
    for (RunView* view : allViews())
        view->showSamples(samples);
}

void ViewGrid::showObservations(std::span<const Observed> observations)
{
    for (RunView* view : allViews())
        view->showObservations(observations);
}

void ViewGrid::setAwaited(bool awaited)
{
    for (RunView* view : allViews())
        view->setAwaited(awaited);
}

void ViewGrid::showSummary(const RunSummary& summary)
{
    for (RunView* view : allViews())
        view->showSummary(summary);
}

void ViewGrid::showChange(const ParameterChanged& change)
{
    for (RunView* view : allViews())
        view->showChange(change);
}

void ViewGrid::showSlingshots(const std::vector<std::int64_t>& steps)
{
    for (RunView* view : allViews())
        if (auto* const stepView = qobject_cast<StepView*>(view))
            stepView->showSlingshots(steps);
}

void ViewGrid::setOverlays(const std::vector<RunOverlay>& overlays)
{
    for (RunView* view : allViews())
        view->setOverlays(overlays);
}

void ViewGrid::setStepScale(StepScale scale)
{
    for (RunView* view : allViews())
        view->setStepScale(scale);
}

void ViewGrid::setExportInfo(const ExportInfo& info)
{
    for (RunView* view : allViews())
        view->setExportInfo(info);
}

void ViewGrid::setPictureSize(const PictureSize& size)
{
    for (RunView* view : allViews())
        view->setPictureSize(size);
}

void ViewGrid::resetZoom()
{
    for (RunView* view : views())
        view->resetZoom();
}

void ViewGrid::setLinkedSteps(bool linked)
{
    if (m_linkedSteps == linked)
        return;
    m_linkedSteps = linked;
    emit arrangementChanged();
}

void ViewGrid::linkSteps(const StepView* source, const std::optional<StepRange>& range)
{
    if (!m_linkedSteps || std::exchange(m_linking, true))
        return;
    for (RunView* view : views())
        if (auto* const steps = qobject_cast<StepView*>(view); steps && steps != source)
            steps->showStepRange(range);
    m_linking = false;
}

void ViewGrid::maximize(RunView* view)
{
    m_maximized = cellOf(view);
    m_canvas->setMaximized(m_maximized);
    setFocus(); // or hiding the focused view would send the next key to some text field
    emit maximizedViewChanged(maximizedView());
    emit arrangementChanged();
}

void ViewGrid::swapViews(RunView* first, RunView* second)
{
    ViewCell* const one = cellOf(first);
    ViewCell* const other = cellOf(second);
    if (!one || !other || one == other)
        return;
    m_canvas->swap(one, other);
    emit arrangementChanged();
}

void ViewGrid::dragOver(ViewCell* dragged, const QPoint& globalPoint)
{
    const ViewCell* const target = m_canvas->cellAt(m_canvas->mapFromGlobal(globalPoint));
    for (ViewCell* cell : m_canvas->cells())
        cell->setTarget(cell == target && cell != dragged);
}

void ViewGrid::drop(ViewCell* dragged, const QPoint& globalPoint)
{
    for (ViewCell* cell : m_canvas->cells())
        cell->setTarget(false);
    if (const ViewCell* const target = m_canvas->cellAt(m_canvas->mapFromGlobal(globalPoint)))
        swapViews(dragged->view(), target->view());
}

void ViewGrid::addShortcuts()
{
    for (int number = 1; number <= numberKeys; ++number) {
        auto* const shortcut = new QShortcut(QKeySequence(Qt::Key_0 + number), this);
        connect(shortcut, &QShortcut::activated, this, [this, number] {
            std::vector<RunView*> shown = views();
            std::erase_if(shown, [this](const RunView* view) { return !isViewVisible(view); });
            if (number <= std::ssize(shown)) {
                RunView* const view = shown[static_cast<std::size_t>(number - 1)];
                maximize(maximizedView() == view ? nullptr : view);
            }
        });
    }
    auto* const escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escape->setEnabled(false);
    connect(escape, &QShortcut::activated, this, &ViewGrid::leave);
    const auto update = [this, escape] {
        escape->setEnabled(m_maximized || m_cursor->marks().pinned || m_cursor->marks().reference);
    };
    connect(this, &ViewGrid::maximizedViewChanged, escape, update);
    connect(m_cursor, &StepCursor::moved, escape, update);
}

// Frees the cursor, or shows all views again.
void ViewGrid::leave()
{
    if (m_cursor->marks().pinned || m_cursor->marks().reference)
        m_cursor->release();
    else
        maximize(nullptr);
}

} // namespace grokking
