// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Euclidean norm of all parameters against the step. GUI thread only.
#pragma once

#include "widgets/curve_view.h"

namespace grokking {

class NormView : public CurveView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NormView)

public:
    explicit NormView(QWidget* parent = nullptr);
    [[nodiscard]] QString id() const override { return QStringLiteral("weight-norm"); }
    [[nodiscard]] QString title() const override;

protected:
    [[nodiscard]] QString valueLabel() const override;
};

} // namespace grokking
