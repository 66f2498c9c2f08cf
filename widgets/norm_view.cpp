// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/norm_view.h"

namespace grokking {

namespace {

double weightNorm(const Sampled& sample)
{
    return sample.weightNorm;
}

} // namespace

NormView::NormView(QWidget* parent)
    : CurveView({{tr("norm"), Role::Neutral, weightNorm}}, ZeroScale::Kind::Linear, parent)
{
    setEmptyText(tr("Press Run to watch how large the weights are."));
    fitAxes();
}

QString NormView::title() const
{
    return tr("Weight norm");
}

QString NormView::valueLabel() const
{
    return tr("Weight norm (Euclidean)");
}

} // namespace grokking
