// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of all observations that are a number or named numbers: one curve per name against the
// step, whatever the metric. A name that begins with "train " or "test " is drawn like that split
// everywhere. GUI thread only.
#pragma once

#include "widgets/curve_view.h"
#include "widgets/metric_look.h"

#include <string>
#include <vector>

namespace grokking {

class ObservationCurvesView : public CurveView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObservationCurvesView)

public:
    ObservationCurvesView(MetricLook look, ZeroScale::Kind scale, QWidget* parent = nullptr);

    // Returns the metric's id.
    [[nodiscard]] QString id() const override { return m_look.id; }
    [[nodiscard]] QString title() const override { return m_look.title; }

protected:
    // One number per curve, computed from an observation's numbers.
    struct Row {
        std::vector<std::string> names;
        std::vector<double> values;
    };

    // Returns what is drawn of an observation; as a rule the observation itself.
    [[nodiscard]] virtual Row rowOf(const std::vector<std::string>& names,
                                    std::span<const double> values) const;
    // Reads everything anew: rowOf() returns other curves from now on.
    void readAnew();

    [[nodiscard]] QString valueLabel() const override { return m_look.axisLabel; }
    void clearRun() override;
    void takeSamples(std::span<const Sampled>) override {}
    void takeObservations(std::span<const Observed> observations) override;
    void takeOverlays() override;
    void readOverlay(OverlayCurves::Run& run) const override;

private:
    void declare(const std::vector<std::string>& names);
    // Returns the values in the order of the curves, NaN for those that lack.
    [[nodiscard]] std::vector<double> ordered(const Row& row) const;

    MetricLook m_look;
    std::string m_id;
    std::vector<std::string> m_names; // one per curve
    ObservationSeries m_series;       // of the current run
};

} // namespace grokking
