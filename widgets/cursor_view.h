// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the views of one metric have in common that show it at the step of the cursor: the metric's
// names, no curves of other runs, a text under the mouse, a click that chooses something, and if
// wanted the choice between axes that fit the step and axes that fit the run. GUI thread only.
#pragma once

#include "widgets/metric_look.h"
#include "widgets/run_view.h"

namespace grokking {

class CursorView : public RunView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CursorView)

public:
    // Returns the metric's id.
    [[nodiscard]] QString id() const override { return m_look.id; }
    [[nodiscard]] QString title() const override { return m_look.title; }
    // Returns what the mouse over this pixel says; empty where there is nothing.
    [[nodiscard]] virtual QString textAt(const QPointF& pixel) const = 0;
    [[nodiscard]] bool drawsOverlays() const override { return false; }

protected:
    CursorView(MetricLook look, QWidget* parent);

    [[nodiscard]] const MetricLook& look() const { return m_look; }
    // Adds what chooses the same axes at all steps, or those that fit the step at the cursor.
    [[nodiscard]] QAction* addFixedAxes();
    // Does what a click at this pixel means.
    virtual void choose(const QPointF& pixel) = 0;

    void takeSamples(std::span<const Sampled>) override {}
    void takeOverlays() override {}
    void rescale() override {}
    [[nodiscard]] std::optional<std::int64_t> stepAt(const QPointF&) const override { return {}; }
    [[nodiscard]] bool pointsAtSteps() const override { return false; }
    void moveToCursor() override;

private:
    void connectMouse();

    MetricLook m_look;
    QPointF m_pressed; // where the mouse went down
};

} // namespace grokking
