// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The time of a run on one line: bands for its phases, marks for t1, t2, slingshots and changed
// settings, and a handle at the step all views look at. Drag or click scrubs, arrow keys go by
// evaluations, Home to the first one, End follows the run. While a run trains the axis reaches to
// its planned end. GUI thread only.
#pragma once

#include "widgets/run_phases.h"
#include "widgets/step_view.h"

namespace grokking {

class Timeline : public StepView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Timeline)

public:
    explicit Timeline(QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("timeline"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString readout() const override;
    // Returns the names of the phases, and what StepView adds.
    [[nodiscard]] QStringList labels() const override;
    [[nodiscard]] QString csv() const override;

    [[nodiscard]] const std::vector<RunPhase>& phases() const { return m_phases; }
    // Returns the pixel of the plot at which a step lies.
    [[nodiscard]] QPointF placeOf(std::int64_t step) const;

public slots:
    // Makes room for so many steps in all; nullopt ends the axis at the last evaluation.
    void setPlannedSteps(std::optional<std::int64_t> steps);

signals:
    // The handle was dragged to an evaluated step.
    void scrubbed(std::int64_t step);
    void startRequested();
    // The handle was dragged past the last evaluation, or End was pressed.
    void followRequested();

protected:
    void clearRun() override;
    void takeSamples(std::span<const Sampled> samples) override;
    void takeSummary() override;
    void takeOverlays() override {} // the time of one run
    [[nodiscard]] bool marksSlingshots() const override { return true; }
    void fitValueAxis() override {}
    // Returns one of the timeline's own height.
    [[nodiscard]] QSize pictureSize(const QSize& wanted) const override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] Qt::CursorShape shapeAt(const QPointF& pixel) const override;
    [[nodiscard]] bool beginDrag(const QPointF& pixel) override;
    void dragTo(const QPointF& pixel) override;
    [[nodiscard]] bool takesKey(const QKeyEvent& key) const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QColor colorOf(PhaseKind kind) const;
    [[nodiscard]] QRectF bandOf(const RunPhase& phase) const;
    void paintBands(QCPPainter& painter) const;
    void paintBand(QCPPainter& painter, const RunPhase& phase) const;
    void paintHandle(QCPPainter& painter) const;

    std::vector<ScorePoint> m_scores;
    std::vector<RunPhase> m_phases;
    int m_bandHeight = 0; // pixels
};

// Returns what a phase is called: "plateau: the gap".
[[nodiscard]] QString phaseName(PhaseKind kind);

} // namespace grokking
