// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the views of a window are arranged: order, visibility and sizes, as a plain value that is
// kept between sessions; and how views of these wishes fill rows. Stateless; any thread.
#pragma once

#include "core/util/result.h"

#include <QByteArray>
#include <QString>

#include <span>
#include <vector>

namespace grokking {

struct PlacedView {
    QString id; // RunView::id()
    bool visible = true;
    bool wholeRow = false; // shares its row with no other view
    double width = 1.0;    // against the other views of its row
    double height = 1.0;   // of its row against other rows; the first view of a row decides

    bool operator==(const PlacedView&) const = default;
};

struct ViewArrangement {
    std::vector<PlacedView> views; // in reading order
    QString maximized;             // id of the view shown alone; empty: the grid is shown
    bool linkedSteps = true;       // zooming one step axis zooms them all

    bool operator==(const ViewArrangement&) const = default;
};

// Returns the arrangement as JSON.
[[nodiscard]] QByteArray arrangementToJson(const ViewArrangement& arrangement);

// Reads it back. Fails (InvalidFile) on what is no such JSON; sizes out of range become usual ones.
[[nodiscard]] Result<ViewArrangement> arrangementFromJson(const QByteArray& json);

// Returns how many views fit side by side into a width in pixels: 1 to 3.
[[nodiscard]] int columnsFor(int width);

// Views [begin, end) of those shown make up a row.
struct ViewRow {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] std::size_t count() const { return end - begin; }
    bool operator==(const ViewRow&) const = default;
};

// Returns the rows that these views fill in order, each of at most so many columns.
[[nodiscard]] std::vector<ViewRow> rowsOf(std::span<const PlacedView> shown, int columns);

// Returns sizes in proportion to the weights that add up to `total`, none below its minimum, or
// that of all, unless there is no room for them.
[[nodiscard]] std::vector<int> sharedOut(int total, std::span<const double> weights,
                                         std::vector<int> minimums);
[[nodiscard]] std::vector<int> sharedOut(int total, std::span<const double> weights, int minimum);

} // namespace grokking
