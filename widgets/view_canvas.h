// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lays out the cells of a view grid in rows: as many side by side as fit, sizes by their weights,
// and room below the window's edge rather than rows too low to read. The gaps between cells can be
// dragged. Owns the cells; lies in the scroll area of the grid. GUI thread only.
#pragma once

#include "widgets/view_arrangement.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace grokking {

class ViewCell;
enum class Towards;

class ViewCanvas : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewCanvas)

public:
    explicit ViewCanvas(QWidget* parent = nullptr);

    // Appends a cell and takes ownership.
    void addCell(ViewCell* cell);
    // Returns all cells in reading order.
    [[nodiscard]] const std::vector<ViewCell*>& cells() const { return m_cells; }
    // Returns the visible cell under a point of the canvas, or nullptr.
    [[nodiscard]] ViewCell* cellAt(const QPoint& point) const;
    // Returns the visible cell beside this one: left and right in reading order, up and down in
    // the row above and below; nullptr at the edge.
    [[nodiscard]] ViewCell* neighbor(const ViewCell* cell, Towards towards) const;

    // Shows this cell alone; nullptr shows all that are wanted.
    void setMaximized(ViewCell* cell);
    // Exchanges two cells and the sizes of their places.
    void swap(ViewCell* first, ViewCell* second);
    // Puts the cells into the order of these ids; others keep theirs behind them.
    void order(const std::vector<PlacedView>& views);
    // Shows and places the cells as their wishes are now.
    void arrange();

signals:
    // A gap was dragged, and let go.
    void sizesChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    // The room between two rows, or between two cells of a row.
    struct Gap {
        Qt::Orientation between; // Vertical: this row and the next
        std::size_t row = 0;
        std::size_t cell = 0; // of the shown ones, left of a horizontal gap
    };

    void place();
    void placeRow(const ViewRow& row, int top, int height) const;
    [[nodiscard]] int leastHeight(const ViewRow& row) const;
    [[nodiscard]] std::vector<int> rowHeights() const;
    [[nodiscard]] std::optional<Gap> gapAt(const QPoint& point) const;
    void drag(const Gap& gap, const QPoint& point);
    void updateShape(const QPoint& point);

    std::vector<ViewCell*> m_cells;
    std::vector<ViewCell*> m_shown;
    std::vector<ViewRow> m_rows; // of the shown ones
    ViewCell* m_maximized = nullptr;
    std::optional<Gap> m_dragged;
};

} // namespace grokking
