// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Curves of a run against the step, appended as values arrive, with a direct label at each curve's
// end. Behind them overlaid runs: as traces, or those of several seeds as median and quartiles.
// Millions of points stay fluid, and of those that share a pixel column the lowest and highest are
// drawn. A concrete view says where the values come from. GUI thread only.
#pragma once

#include "widgets/curve_look.h"
#include "widgets/group_curves.h"
#include "widgets/overlay_curves.h"
#include "widgets/running_median.h"
#include "widgets/step_view.h"

class QCPGraph;
class QPen;

namespace grokking {

class CurveView : public StepView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CurveView)

public:
    // What a curve stands for decides its color and weight. Neutral ones are told apart by color,
    // the first of them in that of text; further ones of a split are dashed.
    enum class Role { Train, Test, Neutral };

    struct Curve {
        QString name; // label and CSV column
        Role role = Role::Neutral;

        bool operator==(const Curve&) const = default;
    };

    [[nodiscard]] QString readout() const override;
    // Returns that of the first test curve, if there is one.
    [[nodiscard]] qsizetype mainReadoutPart() const override;
    [[nodiscard]] QStringList labels() const override;
    // Returns the raw values, the smoothed ones if they are drawn, and of a group of seeds with the
    // current run the median, the quartiles and the number of runs.
    [[nodiscard]] QString csv() const override { return csvSource()(); }
    [[nodiscard]] TextSource csvSource() const override;

    [[nodiscard]] const std::vector<Curve>& curves() const { return m_curves; }
    // Returns the raw values of one curve, one per step().
    [[nodiscard]] const std::vector<double>& values(std::size_t curve) const;
    // Returns the groups of seeds drawn as bands.
    [[nodiscard]] const std::vector<GroupCurves>& groups() const;
    // Returns what is drawn besides raw values, for the reader of a picture: "median of 10 seeds,
    // band: quartiles". Empty if it is nothing.
    [[nodiscard]] QString note() const;

public slots:
    void setLook(const grokking::CurveLook& look);

protected:
    CurveView(ZeroScale::Kind valueScale, QWidget* parent);

    // Declares the curves, in the order of their labels; forgets the values of all runs.
    void setCurves(std::vector<Curve> curves);
    // Appends a value for each curve.
    void append(std::int64_t step, std::span<const double> values);

    // Appends to a run behind the current one what its history has beyond the steps read so far.
    virtual void readOverlay(OverlayCurves::Run& run) const = 0;
    // Returns the vertical axis' name and unit, which may depend on the run.
    [[nodiscard]] virtual QString valueLabel() const = 0;
    // Returns a value as the readout shows it.
    [[nodiscard]] virtual QString readoutText(double value) const;
    // Returns the lowest and highest place to show on the value axis.
    [[nodiscard]] virtual std::pair<double, double> valueRange(const ZeroScale& scale) const;

    void clearRun() override;
    void takeOverlays() override;
    void fitValueAxis() override;
    void restyle(const ThemeColors& colors) override;
    void paintAtCursor(QCPPainter& painter, double x) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    // One curve of the current run.
    struct Trace {
        CurveSeries series;
        QCPGraph* raw;
        QCPGraph* smoothed;
    };
    // A curve at its places in the plot.
    struct Line {
        const std::vector<std::int64_t>& steps;
        const CurveSeries& series;
    };

    // Drawing; curve_painting.cpp.
    void addPaintings();
    void placeTraces();
    void paintBehind(QCPPainter& painter) const;
    void paintOverlay(QCPPainter& painter, std::size_t number) const;
    void paintBand(QCPPainter& painter, std::size_t number, std::size_t curve) const;
    void paintMedian(QCPPainter& painter, std::size_t number, std::size_t curve) const;
    void paintEnds(QCPPainter& painter);
    [[nodiscard]] std::vector<QPolygonF> polygonsOf(const Line& line, Smoothing smoothing) const;
    [[nodiscard]] static std::vector<std::size_t>
    smoothedPlaces(const std::vector<std::size_t>& columns);
    [[nodiscard]] std::size_t neutralCount() const;
    [[nodiscard]] QColor colorOf(std::size_t curve) const;
    [[nodiscard]] QPen penOf(std::size_t curve) const;
    [[nodiscard]] QPen groupPen(std::size_t number, std::size_t curve) const;
    [[nodiscard]] double valuePixel(double value) const;
    // Returns the last place of a curve in the plot that is no gap, in pixels; nullopt without one.
    [[nodiscard]] std::optional<double> endPixel(const Line& line) const;
    // Returns the name that stands at a curve's end, shortened in its middle to so many letters.
    [[nodiscard]] static QString endLabel(const QString& title, int length);
    void updateLabelRoom();

    [[nodiscard]] MedianWindow medianWindow(const Line& line) const;
    [[nodiscard]] double smoothedValue(const Line& line, std::size_t index) const;
    // Return whether an overlay belongs to a group of seeds, and whether that is drawn as a band.
    [[nodiscard]] bool isInGroup(std::size_t overlay) const;
    [[nodiscard]] bool isInBand(std::size_t overlay) const;
    [[nodiscard]] QStringList notes() const;
    // Returns the group of seeds that the current run belongs to, or nullptr.
    [[nodiscard]] const GroupCurves* shownGroup() const;
    [[nodiscard]] QString groupReadout(std::int64_t step) const;
    [[nodiscard]] QString csvHeader() const;
    void updateStepLabel();

    std::vector<Curve> m_curves;
    std::vector<Trace> m_traces;           // one per curve
    std::vector<RunOverlay> m_behind;      // the overlays, and the current run if it is in a group
    std::vector<GroupCurves> m_seedGroups; // among them, without curves
    OverlayCurves m_overlayCurves;
    mutable std::vector<GroupCurves> m_groups;
    mutable double m_groupsVersion = -1.0; // of the values they were computed from
    CurveLook m_look;
    ZeroScale m_ownScale;   // has seen the values of the current run
    ZeroScale m_valueScale; // and those of the overlays, too
};

} // namespace grokking
