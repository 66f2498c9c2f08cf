// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Train and test loss on a log axis; a loss of 0 stays visible at the bottom as "0". Losses that
// can be negative (densities) get a linear axis. GUI thread only.
#pragma once

#include "widgets/sample_curves_view.h"

namespace grokking {

class LossView : public SampleCurvesView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LossView)

public:
    explicit LossView(QWidget* parent = nullptr);
    [[nodiscard]] QString id() const override { return QStringLiteral("loss"); }
    [[nodiscard]] QString title() const override;

protected:
    [[nodiscard]] bool marksSlingshots() const override { return true; }
    [[nodiscard]] QString valueLabel() const override;
};

} // namespace grokking
