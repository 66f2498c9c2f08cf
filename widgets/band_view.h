// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of all observations that are a curve with a band: that of the step at the cursor,
// whatever the metric, with the points it was learned from and those it is tested on. With a second
// cursor its curve is dashed behind. A click keeps an input in the readout. GUI thread only.
#pragma once

#include "widgets/cursor_view.h"
#include "widgets/data_scene.h"

#include <QRectF>

class QCPPainter;

namespace grokking {

class BandView : public CursorView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BandView)

public:
    explicit BandView(MetricLook look, QWidget* parent = nullptr);

    // Returns curve and band at the chosen input, or how far the band reaches in all.
    [[nodiscard]] QString readout() const override;
    // Returns what is written above the plot: what the marks and the curves are.
    [[nodiscard]] QStringList labels() const override;
    // Returns the curves at the cursor and at the second one; the points are in the data set.
    [[nodiscard]] QString csv() const override;
    // Returns the point there, or else curve and band at that input.
    [[nodiscard]] QString textAt(const QPointF& pixel) const override;

    // Return the curves at the cursor and at the second one, or nullptr.
    [[nodiscard]] const BandedCurve* curve() const;
    [[nodiscard]] const BandedCurve* reference() const;
    [[nodiscard]] const ScenePoints& points() const { return m_points; }
    // Chooses the same axes at all steps, or those that fit the step at the cursor.
    [[nodiscard]] QAction* fixedAxes() const { return m_fixedAxes; }

public slots:
    // Shows the points of the run's data set; replaces those before.
    void showPoints(const grokking::ScenePoints& points);

protected:
    void clearRun() override;
    void takeObservations(std::span<const Observed> observations) override;
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] bool hasData() const override { return !m_steps.empty(); }
    void choose(const QPointF& pixel) override;

private:
    struct Key {
        enum class Mark { Curve, Reference, Train, Test };
        Mark mark;
        QString text;
    };

    [[nodiscard]] std::optional<std::size_t> index() const;
    [[nodiscard]] std::optional<std::size_t> referenceIndex() const;
    [[nodiscard]] QPointF pixel(double x, double y) const;
    // Returns the place of the curve's input that is nearest to this one.
    [[nodiscard]] std::optional<std::size_t> nearest(double x) const;
    [[nodiscard]] QString curveText(std::size_t place) const;
    [[nodiscard]] QString pointText(const QPointF& pixel) const;
    [[nodiscard]] QRectF bounds() const;
    [[nodiscard]] std::vector<Key> keys() const;
    void paintBand(QCPPainter& painter) const;
    void paintCurve(QCPPainter& painter, const BandedCurve& curve, const QPen& pen) const;
    void paintMark(QCPPainter& painter, Key::Mark mark, const QPointF& place) const;
    void paintMarks(QCPPainter& painter) const;
    void paintKeys(QCPPainter& painter) const;

    std::vector<std::int64_t> m_steps;
    std::vector<BandedCurve> m_curves;
    QString m_xAxis;
    QString m_yAxis;
    ScenePoints m_points;
    QAction* m_fixedAxes;
    std::optional<double> m_chosen; // input
};

} // namespace grokking
