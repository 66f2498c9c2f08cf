// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of all observations that are named points in a plane: those at the cursor, with equal
// units along both axes, whatever the metric. Where the points follow each other in a circle they
// are joined and colored so. A click keeps a point in the readout. GUI thread only.
#pragma once

#include "widgets/cursor_view.h"
#include "widgets/matrix_history.h"

#include <QPolygonF>
#include <QRectF>

class QCPPainter;

namespace grokking {

class PointsView : public CursorView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PointsView)

public:
    enum class Order { None, Cyclic };

    // Shows matrices of two columns, which are the axes; rows are the points.
    PointsView(MetricLook look, Order order, QWidget* parent = nullptr);

    // Returns the chosen point, and how many there are.
    [[nodiscard]] QString readout() const override;
    // Returns the names that have room.
    [[nodiscard]] QStringList labels() const override;
    // Returns the points at the cursor.
    [[nodiscard]] QString csv() const override;

    // Returns where the points are, in pixels of plot(), in order.
    [[nodiscard]] QPolygonF pixels() const;
    // Returns the color of a point.
    [[nodiscard]] QColor colorOf(std::size_t point) const;
    // Returns name and place of the point there.
    [[nodiscard]] QString textAt(const QPointF& pixel) const override;
    // Chooses the same axes at all steps, or those that fit the step at the cursor.
    [[nodiscard]] QAction* fixedAxes() const { return m_fixedAxes; }

protected:
    void clearRun() override;
    void takeObservations(std::span<const Observed> observations) override;
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] bool hasData() const override { return !m_history.steps().empty(); }
    void choose(const QPointF& pixel) override;

private:
    struct Label {
        QRectF place;
        QString text;
    };

    // Returns the points at the cursor; none before the first observation.
    [[nodiscard]] QPolygonF points() const;
    [[nodiscard]] QPolygonF pointsAt(std::size_t index) const;
    [[nodiscard]] QString name(std::size_t point) const;
    [[nodiscard]] std::size_t count() const;
    // Returns the place of the chosen point at the cursor.
    [[nodiscard]] std::optional<std::size_t> chosen() const;
    [[nodiscard]] QString pointText(std::size_t point) const;
    [[nodiscard]] std::optional<std::size_t> pointAt(const QPointF& pixel) const;
    [[nodiscard]] double markRadius() const;
    [[nodiscard]] std::vector<Label> placedLabels() const;
    void paintRing(QCPPainter& painter) const;
    void paintPoints(QCPPainter& painter) const;

    Order m_order;
    MatrixHistory m_history;
    QRectF m_bounds; // of the points of all steps
    QAction* m_fixedAxes;
    QString m_chosen; // name of a point; they may change their order
};

} // namespace grokking
