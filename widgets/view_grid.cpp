// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_grid.h"

#include "widgets/replot_turns.h"
#include "widgets/view_cell.h"

#include <QGridLayout>
#include <QShortcut>

#include <algorithm>

namespace grokking {

namespace {

constexpr int columns = 2;
constexpr int numberKeys = 9;

} // namespace

ViewGrid::ViewGrid(QWidget* parent)
    : QWidget(parent), m_layout(new QGridLayout(this)), m_turns(new ReplotTurns(this))
{
    m_layout->setContentsMargins(8, 8, 8, 8);
    m_layout->setSpacing(8);
    for (int column = 0; column < columns; ++column)
        m_layout->setColumnStretch(column, 1);
    addShortcuts();
}

void ViewGrid::addView(RunView* view, Initially initially)
{
    auto* cell = new ViewCell(view, this);
    cell->setWanted(initially == Initially::Shown);
    m_cells.push_back(cell);
    view->setTurns(m_turns);
    connect(cell, &ViewCell::maximizeToggled, this,
            [this, view] { maximize(maximizedView() == view ? nullptr : view); });
    connect(view, &RunView::saveRequested, this, [this, view] { emit saveRequested(view); });
    connect(view, &RunView::cursorStepChanged, this, [this](std::optional<std::int64_t> step) {
        setCursorStep(step);
        emit cursorStepChanged(step);
    });
    arrange();
}

void ViewGrid::setViewVisible(RunView* view, bool visible)
{
    const auto cell = std::ranges::find(m_cells, view, &ViewCell::view);
    if (cell == m_cells.end() || (*cell)->isWanted() == visible)
        return;
    (*cell)->setWanted(visible);
    if (*cell == m_maximized && !visible)
        maximize(nullptr);
    arrange();
}

bool ViewGrid::isViewVisible(const RunView* view) const
{
    const auto cell = std::ranges::find(m_cells, view, &ViewCell::view);
    return cell != m_cells.end() && (*cell)->isWanted();
}

std::vector<RunView*> ViewGrid::views() const
{
    std::vector<RunView*> views;
    for (const ViewCell* cell : m_cells)
        views.push_back(cell->view());
    return views;
}

RunView* ViewGrid::maximizedView() const
{
    return m_maximized ? m_maximized->view() : nullptr;
}

void ViewGrid::startRun(const RunStarted& started)
{
    for (ViewCell* cell : m_cells) {
        cell->view()->startRun(started);
        cell->updateTitle();
    }
}

void ViewGrid::showSamples(std::span<const Sampled> samples)
{
    for (RunView* view : views())
        view->showSamples(samples);
}

void ViewGrid::showObservations(std::span<const Observed> observations)
{
    for (RunView* view : views())
        view->showObservations(observations);
}

void ViewGrid::showSummary(const RunSummary& summary)
{
    for (RunView* view : views())
        view->showSummary(summary);
}

void ViewGrid::showChange(const ParameterChanged& change)
{
    for (RunView* view : views())
        view->showChange(change);
}

void ViewGrid::setOverlays(const std::vector<RunOverlay>& overlays)
{
    for (RunView* view : views())
        view->setOverlays(overlays);
}

void ViewGrid::setStepScale(StepScale scale)
{
    for (RunView* view : views())
        view->setStepScale(scale);
}

void ViewGrid::setCursorStep(std::optional<std::int64_t> step)
{
    for (RunView* view : views())
        view->setCursorStep(step);
}

void ViewGrid::resetZoom()
{
    for (RunView* view : views())
        view->resetZoom();
}

void ViewGrid::maximize(RunView* view)
{
    const auto cell = std::ranges::find(m_cells, view, &ViewCell::view);
    m_maximized = view && cell != m_cells.end() ? *cell : nullptr;
    for (ViewCell* each : m_cells)
        each->setMaximized(each == m_maximized);
    setFocus(); // or hiding the focused view would send the next key to some text field
    arrange();
    emit maximizedViewChanged(maximizedView());
}

void ViewGrid::addShortcuts()
{
    for (int number = 1; number <= numberKeys; ++number) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::Key_0 + number), this);
        connect(shortcut, &QShortcut::activated, this, [this, number] {
            std::vector<ViewCell*> wanted = m_cells;
            std::erase_if(wanted, [](const ViewCell* cell) { return !cell->isWanted(); });
            if (number <= std::ssize(wanted)) {
                RunView* view = wanted[static_cast<std::size_t>(number - 1)]->view();
                maximize(maximizedView() == view ? nullptr : view);
            }
        });
    }
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escape->setEnabled(false);
    connect(escape, &QShortcut::activated, this, [this] { maximize(nullptr); });
    connect(this, &ViewGrid::maximizedViewChanged, escape,
            [escape](RunView* view) { escape->setEnabled(view != nullptr); });
}

std::vector<ViewCell*> ViewGrid::shownCells() const
{
    std::vector<ViewCell*> cells;
    for (ViewCell* cell : m_cells)
        if (cell->isWanted() && (!m_maximized || cell == m_maximized))
            cells.push_back(cell);
    return cells;
}

void ViewGrid::arrange()
{
    for (ViewCell* cell : m_cells)
        m_layout->removeWidget(cell);
    for (int row = 0; row < m_layout->rowCount(); ++row)
        m_layout->setRowStretch(row, 0);
    const std::vector<ViewCell*> shown = shownCells();
    const int count = static_cast<int>(shown.size());
    for (int place = 0; place < count; ++place) {
        const bool wide = place == count - 1 && count % columns == 1;
        m_layout->addWidget(shown[static_cast<std::size_t>(place)], place / columns,
                            place % columns, 1, wide ? columns : 1);
        m_layout->setRowStretch(place / columns, 1);
    }
    for (ViewCell* cell : m_cells)
        cell->setVisible(std::ranges::find(shown, cell) != shown.end());
}

} // namespace grokking
