// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks of an axis that follows a ZeroScale: "0" in its place, then decades (or 1, 2, 5 when few
// are shown), or round numbers on a linear axis. Needs QCustomPlot: include from .cpp files only.
#pragma once

#include "widgets/zero_scale.h"

#include <qcustomplot.h>

namespace grokking {

class ScaleTicker : public QCPAxisTicker
{
public:
    // `scale` outlives the axis.
    ScaleTicker(const ZeroScale& scale, QCPAxis& axis) : m_scale(scale), m_axis(axis) {}

    // Chooses as many ticks as the axis has room for at present.
    void generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision,
                  QVector<double>& ticks, QVector<double>* subTicks,
                  QVector<QString>* labels) override;

protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QVector<double> createSubTickVector(int subTickCount, const QVector<double>& ticks) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar,
                         int precision) override;

private:
    [[nodiscard]] int fittingTickCount() const;
    [[nodiscard]] bool isCrowded(double tick, double decades) const;
    [[nodiscard]] QVector<double> logarithmicTicks(const QCPRange& range) const;
    [[nodiscard]] QVector<double> withoutOverlaps(const QVector<double>& ticks);

    const ZeroScale& m_scale;
    QCPAxis& m_axis;
    double m_step = 0.0; // between ticks at equal distances
};

// Gives an axis such a ticker.
void setScaleTicker(QCPAxis& axis, const ZeroScale& scale);

// Sets the type of an axis as the scale has it now; to be called after values were included.
void applyScale(QCPAxis& axis, const ZeroScale& scale);

} // namespace grokking
