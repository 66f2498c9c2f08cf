// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A view whose horizontal axis is the step: it keeps the steps, draws t1, t2, the gap, changed
// settings, slingshots where they belong, and the cursor, and leaves the vertical axis to the
// concrete view. GUI thread only.
#pragma once

#include "widgets/run_view.h"
#include "widgets/zero_scale.h"

class QCPPainter;
class QPen;

namespace grokking {

// A part of the step axis, in the axis' own coordinates.
struct StepRange {
    double lower = 0.0;
    double upper = 1.0;

    bool operator==(const StepRange&) const = default;
};

class StepView : public RunView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepView)

public:
    explicit StepView(QWidget* parent = nullptr);

    // Returns the steps shown, ascending.
    [[nodiscard]] const std::vector<std::int64_t>& steps() const { return m_steps; }

    // Returns t1, t2, slingshots and the changed settings; a concrete view adds its own.
    [[nodiscard]] QStringList labels() const override;

public slots:
    // Shows this part of the step axis, and all values; nullopt shows everything. Emits nothing.
    void showStepRange(std::optional<grokking::StepRange> range);
    void resetZoom() override;
    // Marks the steps of slingshots (core/detection/slingshots.h), ascending; replaces those
    // before.
    void showSlingshots(const std::vector<std::int64_t>& steps);

signals:
    // The user chose another part of the step axis, or everything again.
    void stepRangeChosen(std::optional<grokking::StepRange> range);

protected:
    // Returns where the pixel columns of the plot begin among some ascending steps, and in the end
    // where the last one ends: for CurveSeries::drawn(). Columns without a step are left out; one
    // step beyond either edge keeps the line running to it.
    [[nodiscard]] std::vector<std::size_t>
    pixelColumns(const std::vector<std::int64_t>& steps) const;

    // Appends a step, not below the last one.
    void addStep(std::int64_t step);

    // Returns where a step lies on the plot's x axis; step 0 has a place on a log axis, too.
    [[nodiscard]] double stepPosition(std::int64_t step) const;
    // Returns where it lies in pixels.
    [[nodiscard]] double stepPixel(std::int64_t step) const;

    // Returns the index of the last step at or before the cursor, or of the last step without a
    // cursor; nullopt if there is none.
    [[nodiscard]] std::optional<std::size_t> cursorIndex() const;

    // Returns the same for the second cursor; nullopt without one.
    [[nodiscard]] std::optional<std::size_t> referenceIndex() const;

    // Returns the readout's beginning, "step 12,300", with the distance from the second cursor,
    // "(Δ +4,000)"; empty without cursorIndex().
    [[nodiscard]] QString stepText() const;

    // Makes the axis reach at least to this step; nullopt: to the last one.
    void setAxisEnd(std::optional<std::int64_t> step);

    // Returns whether slingshots are marked.
    [[nodiscard]] virtual bool marksSlingshots() const { return false; }

    // Sets the room right of the plot, for labels.
    void setLabelRoom(int pixels);

    // Paints what the concrete view shows at the cursor; x in pixels.
    virtual void paintAtCursor(QCPPainter&, double /*x*/) {}
    virtual void fitValueAxis() = 0;

    void clearRun() override;
    void takeOverlays() override;
    void rescale() override;
    void fitAxes() final;
    [[nodiscard]] std::optional<std::int64_t> stepAt(const QPointF& pixel) const override;
    // Returns the middle of the plot, at the cursor if that can be seen.
    [[nodiscard]] QPointF zoomCenter() const override;
    [[nodiscard]] bool hasData() const override { return !m_steps.empty(); }

private:
    void collectSteps();
    void addPaintings();
    void paintCursor(QCPPainter& painter);
    void paintStepLine(QCPPainter& painter, double x, const QPen& pen) const;

    std::vector<std::int64_t> m_steps;
    std::vector<std::int64_t> m_slingshots;
    std::optional<std::int64_t> m_axisEnd;
    std::optional<StepRange> m_range; // chosen by the user, here or in another view
    ZeroScale m_scale{ZeroScale::Kind::Logarithmic};
};

} // namespace grokking
