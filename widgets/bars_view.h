// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of all observations that are named numbers without an order in time: bars of the step at
// the cursor, whatever the metric. With a second cursor the outlines of its bars lie over them. A
// click keeps a bar in the readout. GUI thread only.
#pragma once

#include "core/events/observation_series.h"
#include "widgets/cursor_view.h"

class QCPPainter;

namespace grokking {

class BarsView : public CursorView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BarsView)

public:
    // `nameAxis` says what the names are: "Input".
    BarsView(MetricLook look, QString nameAxis, QWidget* parent = nullptr);

    // Returns the chosen bar, or the highest one, and how many there are.
    [[nodiscard]] QString readout() const override;
    // Returns the steps of filled bars and outlines, where there are both.
    [[nodiscard]] QStringList labels() const override;
    // Returns the bars at the cursor, and those at the second one.
    [[nodiscard]] QString csv() const override;
    // Returns name and value of the bar there, and its value at the second cursor.
    [[nodiscard]] QString textAt(const QPointF& pixel) const override;

    // Return the values at the cursor and at the second one, one per name; none before the first
    // observation, or without a second cursor.
    [[nodiscard]] std::span<const double> values() const { return valuesAt(index()); }
    [[nodiscard]] std::span<const double> reference() const { return valuesAt(referenceIndex()); }
    // Returns a bar in pixels of plot(), from zero to its value.
    [[nodiscard]] QRectF barRect(std::size_t bar, double value) const;
    // Chooses the same axes at all steps, or those that fit the step at the cursor.
    [[nodiscard]] QAction* fixedAxes() const { return m_fixedAxes; }

protected:
    void clearRun() override;
    void takeObservations(std::span<const Observed> observations) override;
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] bool hasData() const override { return !m_series.steps().empty(); }
    void choose(const QPointF& pixel) override;

private:
    [[nodiscard]] std::optional<std::size_t> index() const;
    [[nodiscard]] std::optional<std::size_t> referenceIndex() const;
    [[nodiscard]] std::span<const double> valuesAt(std::optional<std::size_t> index) const;
    [[nodiscard]] QString name(std::size_t bar) const;
    [[nodiscard]] std::optional<std::size_t> highest() const;
    // Returns the extent of the value axis, which has zero in it.
    [[nodiscard]] std::pair<double, double> extent() const;
    [[nodiscard]] std::optional<std::size_t> barAt(const QPointF& pixel) const;
    void paintBars(QCPPainter& painter) const;
    void paintReference(QCPPainter& painter) const;
    void paintLegend(QCPPainter& painter) const;

    QString m_nameAxis;
    ObservationSeries m_series;
    QAction* m_fixedAxes;
    std::optional<std::size_t> m_chosen;
};

} // namespace grokking
