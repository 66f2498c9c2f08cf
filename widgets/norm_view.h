// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Euclidean norm of all parameters and of the weights of each layer against the step; the biases'
// on request. Shows observations "layer-norms". GUI thread only.
#pragma once

#include "widgets/observation_curves_view.h"

namespace grokking {

class NormView : public ObservationCurvesView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NormView)

public:
    explicit NormView(QWidget* parent = nullptr);
    [[nodiscard]] QString id() const override { return QStringLiteral("weight-norm"); }

public slots:
    void setBiasesShown(bool shown);

protected:
    [[nodiscard]] bool marksSlingshots() const override { return true; }
    // Returns the whole norm, and those of the layers by their short names.
    [[nodiscard]] Row rowOf(const std::vector<std::string>& names,
                            std::span<const double> values) const override;

private:
    bool m_biasesShown = false;
};

} // namespace grokking
