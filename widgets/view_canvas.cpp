// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_canvas.h"

#include "widgets/focus_order.h"
#include "widgets/view_cell.h"

#include <QMouseEvent>

#include <algorithm>

namespace grokking {

namespace {

constexpr int gapSize = 8;          // pixels between cells, and around them
constexpr int smallestHeight = 200; // a row any lower scrolls
constexpr int smallestWidth = 160;

// Splits a sum of weights such that the first part gets this share.
void split(double& first, double& second, double share)
{
    const double sum = first + second;
    first = share * sum;
    second = sum - first;
}

// Returns the share of the first of two neighbors whose common edge is dragged to `edge`.
double draggedShare(int begin, int end, int edge, int smallest)
{
    const int length = end - begin - gapSize;
    const int room = std::min(smallest, length / 2);
    return static_cast<double>(std::clamp(edge - begin - gapSize / 2, room, length - room))
           / std::max(1, length);
}

} // namespace

ViewCanvas::ViewCanvas(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
}

void ViewCanvas::addCell(ViewCell* cell)
{
    cell->setParent(this);
    cell->setCursor(Qt::ArrowCursor); // not that of the gaps
    m_cells.push_back(cell);
    arrange();
}

ViewCell* ViewCanvas::cellAt(const QPoint& point) const
{
    const auto cell = std::ranges::find_if(
        m_shown, [&](const ViewCell* each) { return each->geometry().contains(point); });
    return cell == m_shown.end() ? nullptr : *cell;
}

ViewCell* ViewCanvas::neighbor(const ViewCell* cell, Towards towards) const
{
    const auto found = std::ranges::find(m_shown, cell);
    if (found == m_shown.end())
        return nullptr;
    const auto index = static_cast<std::size_t>(found - m_shown.begin());
    if (towards == Towards::Left)
        return index == 0 ? nullptr : m_shown[index - 1];
    if (towards == Towards::Right)
        return index + 1 == m_shown.size() ? nullptr : m_shown[index + 1];
    const auto row =
        std::ranges::find_if(m_rows, [&](const ViewRow& each) { return index < each.end; });
    if (towards == Towards::Up ? row == m_rows.begin() : row + 1 == m_rows.end())
        return nullptr;
    const ViewRow& other = towards == Towards::Up ? *(row - 1) : *(row + 1);
    return m_shown[std::min(other.begin + index - row->begin, other.end - 1)];
}

void ViewCanvas::setMaximized(ViewCell* cell)
{
    m_maximized = cell;
    for (ViewCell* each : m_cells)
        each->setMaximized(each == cell);
    arrange();
}

void ViewCanvas::swap(ViewCell* first, ViewCell* second)
{
    const auto one = std::ranges::find(m_cells, first);
    const auto other = std::ranges::find(m_cells, second);
    if (one == other || one == m_cells.end() || other == m_cells.end())
        return;
    std::iter_swap(one, other);
    std::swap(first->place().width, second->place().width);
    std::swap(first->place().height, second->place().height);
    std::swap(first->place().wholeRow, second->place().wholeRow);
    arrange();
}

void ViewCanvas::order(const std::vector<PlacedView>& views)
{
    std::ranges::stable_sort(m_cells, {}, [&](ViewCell* cell) {
        return std::ranges::find(views, cell->place().id, &PlacedView::id) - views.begin();
    });
}

void ViewCanvas::arrange()
{
    m_dragged.reset(); // the gap may be gone
    m_shown.clear();
    for (ViewCell* cell : m_cells) {
        const bool shown =
            m_maximized ? cell == m_maximized : cell->place().visible && cell->isOffered();
        if (shown)
            m_shown.push_back(cell);
        else
            cell->hide();
    }
    place();
    for (ViewCell* cell : m_shown)
        cell->show();
    chainFocus({m_shown.begin(), m_shown.end()});
}

void ViewCanvas::place()
{
    std::vector<PlacedView> wishes;
    for (ViewCell* cell : m_shown)
        wishes.push_back(cell->place());
    m_rows = rowsOf(wishes, columnsFor(width()));
    int least = gapSize;
    for (const ViewRow& row : m_rows)
        least += leastHeight(row) + gapSize;
    setMinimumHeight(least);
    const std::vector<int> heights = rowHeights();
    int top = gapSize;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        placeRow(m_rows[row], top, heights[row]);
        top += heights[row] + gapSize;
    }
}

int ViewCanvas::leastHeight(const ViewRow& row) const
{
    int least = m_maximized ? 0 : smallestHeight;
    for (std::size_t cell = row.begin; cell < row.end; ++cell)
        least = std::max(least, m_shown[cell]->minimumSizeHint().height());
    return least;
}

std::vector<int> ViewCanvas::rowHeights() const
{
    std::vector<double> weights;
    std::vector<int> least;
    for (const ViewRow& row : m_rows) {
        weights.push_back(m_shown[row.begin]->place().height);
        least.push_back(leastHeight(row));
    }
    const int gaps = gapSize * static_cast<int>(m_rows.size() + 1);
    return sharedOut(std::max(height(), minimumHeight()) - gaps, weights, least);
}

void ViewCanvas::placeRow(const ViewRow& row, int top, int height) const
{
    std::vector<double> weights;
    for (std::size_t cell = row.begin; cell < row.end; ++cell)
        weights.push_back(m_shown[cell]->place().width);
    const int gaps = gapSize * static_cast<int>(row.count() + 1);
    const std::vector<int> widths = sharedOut(width() - gaps, weights, smallestWidth);
    int left = gapSize;
    for (std::size_t column = 0; column < row.count(); ++column) {
        m_shown[row.begin + column]->setGeometry(left, top, widths[column], height);
        left += widths[column] + gapSize;
    }
}

void ViewCanvas::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

std::optional<ViewCanvas::Gap> ViewCanvas::gapAt(const QPoint& point) const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const QRect first = m_shown[m_rows[row].begin]->geometry();
        if (point.y() < first.top())
            break; // above all rows, or between the last and this one
        if (point.y() > first.bottom() && row + 1 < m_rows.size()
            && point.y() < m_shown[m_rows[row + 1].begin]->geometry().top())
            return Gap{Qt::Vertical, row, 0};
        if (point.y() > first.bottom())
            continue;
        for (std::size_t cell = m_rows[row].begin; cell + 1 < m_rows[row].end; ++cell)
            if (point.x() > m_shown[cell]->geometry().right()
                && point.x() < m_shown[cell + 1]->geometry().left())
                return Gap{Qt::Horizontal, row, cell};
    }
    return std::nullopt;
}

void ViewCanvas::drag(const Gap& gap, const QPoint& point)
{
    if (gap.between == Qt::Horizontal) {
        PlacedView& left = m_shown[gap.cell]->place();
        PlacedView& right = m_shown[gap.cell + 1]->place();
        split(left.width, right.width,
              draggedShare(m_shown[gap.cell]->geometry().left(),
                           m_shown[gap.cell + 1]->geometry().right() + 1, point.x(),
                           smallestWidth));
    } else {
        ViewCell* const above = m_shown[m_rows[gap.row].begin];
        ViewCell* const below = m_shown[m_rows[gap.row + 1].begin];
        split(above->place().height, below->place().height,
              draggedShare(above->geometry().top(), below->geometry().bottom() + 1, point.y(),
                           smallestHeight));
    }
    place();
}

void ViewCanvas::updateShape(const QPoint& point)
{
    const auto gap = gapAt(point);
    if (!gap)
        unsetCursor();
    else
        setCursor(gap->between == Qt::Horizontal ? Qt::SplitHCursor : Qt::SplitVCursor);
}

void ViewCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_dragged = gapAt(event->position().toPoint());
}

void ViewCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged)
        drag(*m_dragged, event->position().toPoint());
    else
        updateShape(event->position().toPoint());
}

void ViewCanvas::mouseReleaseEvent(QMouseEvent*)
{
    if (std::exchange(m_dragged, std::nullopt))
        emit sizesChanged();
}

void ViewCanvas::leaveEvent(QEvent*)
{
    unsetCursor();
}

} // namespace grokking
