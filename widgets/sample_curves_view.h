// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Curves of numbers that every sample has. GUI thread only.
#pragma once

#include "widgets/curve_view.h"

namespace grokking {

class SampleCurvesView : public CurveView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SampleCurvesView)

protected:
    struct SampleCurve {
        Curve curve;
        double (*value)(const Sampled&) = nullptr;
    };

    SampleCurvesView(const std::vector<SampleCurve>& curves, ZeroScale::Kind valueScale,
                     QWidget* parent);

    void takeSamples(std::span<const Sampled> samples) final;
    void readOverlay(OverlayCurves::Run& run) const final;

private:
    [[nodiscard]] std::vector<double> valuesOf(const Sampled& sample) const;

    std::vector<double (*)(const Sampled&)> m_values; // one per curve
};

} // namespace grokking
