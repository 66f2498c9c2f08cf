// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/accuracy_view.h"

#include "widgets/number_text.h"

#include <algorithm>

namespace grokking {

namespace {

constexpr double headroom = 0.05;
constexpr double lowestScoreShown = -1.0; // a regression's score has no lower bound

double trainScore(const Sampled& sample)
{
    return sample.train.score;
}

double testScore(const Sampled& sample)
{
    return sample.test.score;
}

} // namespace

AccuracyView::AccuracyView(QWidget* parent)
    : SampleCurvesView(
        {{{tr("train"), Role::Train}, trainScore}, {{tr("test"), Role::Test}, testScore}},
        ZeroScale::Kind::Linear, parent)
{
    setEmptyText(tr("Press Run to watch train and test accuracy."));
    fitAxes();
}

QString AccuracyView::title() const
{
    return showsAccuracies() ? tr("Accuracy") : tr("Score");
}

QString AccuracyView::valueLabel() const
{
    return showsAccuracies() ? tr("Accuracy (fraction)") : tr("Score (1 - MSE / variance)");
}

// Of overlays alone, as in a figure of many runs, the first one tells.
bool AccuracyView::showsAccuracies() const
{
    if (started() || overlays().empty())
        return !started() || started()->classifier;
    const auto& first = overlays().front().history->started();
    return !first || first->classifier;
}

QString AccuracyView::readoutText(double value) const
{
    return scoreText(value);
}

std::pair<double, double> AccuracyView::valueRange(const ZeroScale& scale) const
{
    const double low = scale.isEmpty() ? 0.0 : std::min(0.0, scale.lowPosition());
    return {std::max(low, lowestScoreShown) - headroom / 2.0, 1.0 + headroom};
}

} // namespace grokking
