// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Curves of a run against the step, appended as samples arrive, with overlaid runs behind them
// and a direct label at each curve's end. Millions of points stay fluid. A
// concrete view says which values of a sample it draws. GUI thread only.
#pragma once

#include "widgets/curve_series.h"
#include "widgets/step_view.h"

class QCPGraph;

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
    // One curve of one run.
    struct Trace {
        CurveSeries series;
        QCPGraph* graph;
    };
    struct OverlayRun {
        std::vector<std::int64_t> steps;
        std::vector<Trace> traces; // one per curve
    };

    [[nodiscard]] QColor colorOf(const Curve& curve) const;
    [[nodiscard]] Trace makeTrace(const QString& name, const char* layer);
    void removeOverlays();
    void addOverlay(const RunOverlay& overlay);
    void collectValues();
    void placeAll();
    void placeTrace(const Trace& trace, const std::vector<std::int64_t>& steps, const Shown& part);
    void updateLabelRoom();
    void paintEnds(QCPPainter& painter);
    // Returns the name an overlay has at its curve's end, shortened to fit.
    [[nodiscard]] static QString endLabel(const RunOverlay& overlay);
    // Returns the last place of a curve that is no gap, in pixels; nullopt without one.
    [[nodiscard]] std::optional<double> endPixel(const QCPGraph& graph) const;

    std::vector<Curve> m_curves;
    std::vector<Trace> m_traces; // one per curve
    std::vector<OverlayRun> m_overlayRuns;
    ZeroScale m_valueScale;
};

} // namespace grokking
