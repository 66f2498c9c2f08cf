// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks in the middle of cells that have names: as many as there is room for, and round ones where
// the names are numbers in order. Needs QCustomPlot: include from .cpp files only. GUI thread only.
#pragma once

#include <qcustomplot.h>

#include <QStringList>

#include <optional>

namespace grokking {

class NameTicker : public QCPAxisTicker
{
public:
    // Cell number i reaches from i to i + 1. The axis is borrowed and has this ticker.
    NameTicker(QCPAxis& axis, QStringList names);

    // Chooses as many ticks as the axis has room for at present.
    void generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision,
                  QVector<double>& ticks, QVector<double>* subTicks,
                  QVector<QString>* labels) override;

private:
    [[nodiscard]] qsizetype stride(const QCPRange& range) const;

    QCPAxis& m_axis;
    QStringList m_names;
    std::optional<qsizetype> m_firstNumber; // where the names are numbers in order
};

// Gives an axis such a ticker.
void setNameTicks(QCPAxis& axis, const QStringList& names);

} // namespace grokking
