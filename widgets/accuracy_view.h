// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Train and test score up to 1 against the step: accuracies of a classifier, 1 - MSE / variance of
// a regression. GUI thread only.
#pragma once

#include "widgets/sample_curves_view.h"

namespace grokking {

class AccuracyView : public SampleCurvesView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccuracyView)

public:
    explicit AccuracyView(QWidget* parent = nullptr);
    [[nodiscard]] QString id() const override { return QStringLiteral("accuracy"); }
    [[nodiscard]] QString title() const override;

protected:
    [[nodiscard]] QString valueLabel() const override;
    [[nodiscard]] QString readoutText(double value) const override;
    [[nodiscard]] std::pair<double, double> valueRange(const ZeroScale& scale) const override;

private:
    [[nodiscard]] bool showsAccuracies() const;
};

} // namespace grokking
