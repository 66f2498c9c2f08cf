// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sample_curves_view.h"

namespace grokking {

SampleCurvesView::SampleCurvesView(const std::vector<SampleCurve>& curves,
                                   ZeroScale::Kind valueScale, QWidget* parent)
    : CurveView(valueScale, parent)
{
    std::vector<Curve> declared;
    for (const auto& [curve, value] : curves) {
        declared.push_back(curve);
        m_values.push_back(value);
    }
    setCurves(std::move(declared));
}

std::vector<double> SampleCurvesView::valuesOf(const Sampled& sample) const
{
    std::vector<double> values;
    values.reserve(m_values.size());
    for (const auto value : m_values)
        values.push_back(value(sample));
    return values;
}

void SampleCurvesView::takeSamples(std::span<const Sampled> samples)
{
    for (const Sampled& sample : samples)
        append(sample.step, valuesOf(sample));
}

void SampleCurvesView::readOverlay(OverlayCurves::Run& run) const
{
    const std::vector<Sampled>& samples = run.history->samples();
    for (std::size_t index = run.steps.size(); index < samples.size(); ++index) {
        run.append(samples[index].step, valuesOf(samples[index]));
        if (samples[index].kind == SampleKind::Manual)
            run.manualSteps.push_back(samples[index].step);
    }
}

} // namespace grokking
