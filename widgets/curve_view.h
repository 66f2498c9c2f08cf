// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Curves of a run against the step, appended as samples arrive, with overlaid runs behind them
// and a direct label at each curve's end. Millions of points stay fluid, and of those that share a
// pixel column the lowest and highest are drawn. A concrete view says which values of a sample it
// draws. GUI thread only.
#pragma once

#include "widgets/curve_series.h"
#include "widgets/overlay_curves.h"
#include "widgets/step_view.h"

class QCPGraph;
class QPen;

namespace grokking {

class CurveView : public StepView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CurveView)

public:
    // What a curve stands for decides its color and weight.
    enum class Role { Train, Test, Neutral };

    struct Curve {
        QString name; // label and CSV column
        Role role = Role::Neutral;
        double (*value)(const Sampled&) = nullptr;
    };

    [[nodiscard]] QString readout() const override;
    [[nodiscard]] QStringList labels() const override;
    [[nodiscard]] QString csv() const override;

    // Returns the values of one curve, one per step().
    [[nodiscard]] const std::vector<double>& values(std::size_t curve) const;

protected:
    CurveView(std::vector<Curve> curves, ZeroScale::Kind valueScale, QWidget* parent);

    // Returns the vertical axis' name and unit, which may depend on the run.
    [[nodiscard]] virtual QString valueLabel() const = 0;
    // Returns a value as the readout shows it.
    [[nodiscard]] virtual QString readoutText(double value) const;
    // Returns the lowest and highest place to show on the value axis.
    [[nodiscard]] virtual std::pair<double, double> valueRange(const ZeroScale& scale) const;

    void clearRun() override;
    void takeSamples(std::span<const Sampled> samples) override;
    void takeOverlays() override;
    void fitValueAxis() override;
    void restyle(const ThemeColors& colors) override;
    void paintAtCursor(QCPPainter& painter, double x) override;

private:
    // One curve of the current run.
    struct Trace {
        CurveSeries series;
        QCPGraph* graph;
    };

    [[nodiscard]] QColor colorOf(const Curve& curve) const;
    void addTraces();
    void addPaintings();
    void placeTraces();
    void paintOverlays(QCPPainter& painter) const;
    void paintOverlay(QCPPainter& painter, const OverlayCurves::Run& run, std::size_t curve,
                      std::span<const std::size_t> columns, const QPen& pen) const;
    void updateLabelRoom();
    void paintEnds(QCPPainter& painter);
    // Returns the name an overlay has at its curve's end, shortened to fit.
    [[nodiscard]] static QString endLabel(const RunOverlay& overlay);
    // Returns the last place of a curve in the plot that is no gap, in pixels; nullopt without one.
    [[nodiscard]] std::optional<double> endPixel(const std::vector<std::int64_t>& steps,
                                                 const CurveSeries& series) const;

    std::vector<Curve> m_curves;
    std::vector<Trace> m_traces; // one per curve
    OverlayCurves m_overlayCurves;
    ZeroScale m_ownScale;   // has seen the values of the current run
    ZeroScale m_valueScale; // and those of the overlays, too
};

} // namespace grokking
