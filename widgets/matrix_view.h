// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of all observations that are a matrix: a heat map of the step at the cursor, whatever
// the metric. Values have a color bar that is the same at all steps; categories have a legend with
// how many cells each has. Where rows and columns have the same names, cells are square. A click
// keeps a cell in the readout. GUI thread only.
#pragma once

#include "widgets/color_scale.h"
#include "widgets/cursor_view.h"
#include "widgets/matrix_history.h"

class QCPPainter;

namespace grokking {

struct HeatMap;

class MatrixView : public CursorView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MatrixView)

public:
    // `categories` are the names of values 0, 1, ...; none for a matrix of quantities. Of those
    // that begin with "train" or "test" those that end in "wrong" stand out.
    MatrixView(MetricLook look, QStringList categories, QWidget* parent = nullptr);
    ~MatrixView() override;

    // Returns the chosen cell, and the share of each category or the range of the values.
    [[nodiscard]] QString readout() const override;
    // Returns the categories, or the ends of the color bar.
    [[nodiscard]] QStringList labels() const override;
    // Returns the matrix at the cursor.
    [[nodiscard]] QString csv() const override;

    // Returns what is painted at the cursor; of categories their numbers in place of shares.
    [[nodiscard]] const HeatMap& map() const { return *m_map; }
    // Returns how many of the cells that are not empty have this category at the cursor, 0..1.
    [[nodiscard]] double share(qsizetype category) const;
    // Returns the color of a category; an invalid one for an empty cell.
    [[nodiscard]] QColor categoryColor(double category) const;
    // Returns row, column and value of the cell there.
    [[nodiscard]] QString textAt(const QPointF& pixel) const override;

protected:
    void clearRun() override;
    void takeObservations(std::span<const Observed> observations) override;
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] bool hasData() const override { return !m_history.steps().empty(); }
    void moveToCursor() override;
    void choose(const QPointF& pixel) override;

private:
    // Makes the map that of the cursor's step.
    void updateMap();
    [[nodiscard]] QString cellText(std::size_t cell) const;
    [[nodiscard]] QString valueText(double value) const;
    // Returns the values at the cursor, row by row; none before the first observation.
    [[nodiscard]] std::span<const double> values() const;
    [[nodiscard]] QColor colorOf(double share) const;
    void paintLegend(QCPPainter& painter) const;
    void paintCategories(QCPPainter& painter, const QRectF& place) const;
    void paintChosen(QCPPainter& painter) const;

    QStringList m_categories;
    MatrixHistory m_history;
    HeatScale m_scale{ZeroScale::Kind::Linear};
    std::unique_ptr<HeatMap> m_map;
    std::optional<std::size_t> m_mapped; // the index whose map it is
    std::optional<std::size_t> m_chosen; // cell
};

} // namespace grokking
