// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loss_view.h"

namespace grokking {

namespace {

double trainLoss(const Sampled& sample)
{
    return sample.train.loss;
}

double testLoss(const Sampled& sample)
{
    return sample.test.loss;
}

} // namespace

LossView::LossView(QWidget* parent)
    : SampleCurvesView(
        {{{tr("train"), Role::Train}, trainLoss}, {{tr("test"), Role::Test}, testLoss}},
        ZeroScale::Kind::Logarithmic, parent)
{
    setEmptyText(tr("Press Run to watch train and test loss."));
    fitAxes();
}

QString LossView::title() const
{
    return tr("Loss");
}

QString LossView::valueLabel() const
{
    return tr("Loss (mean)");
}

} // namespace grokking
