// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scale_ticker.h"

#include "widgets/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace grokking {

namespace {

constexpr double mantissas[] = {1.0, 2.0, 5.0};
constexpr int fewestDigits = 4; // of a label
constexpr int mostDigits = 12;

int decadeOf(double value)
{
    return static_cast<int>(std::floor(std::log10(value) + 1e-9));
}

} // namespace

void ScaleTicker::generate(const QCPRange& range, const QLocale& locale, QChar formatChar,
                           int precision, QVector<double>& ticks, QVector<double>* subTicks,
                           QVector<QString>* labels)
{
    setTickCount(fittingTickCount());
    QCPAxisTicker::generate(range, locale, formatChar, precision, ticks, subTicks, labels);
}

int ScaleTicker::fittingTickCount() const
{
    const QRect rect = m_axis.axisRect()->rect();
    const QFontMetrics metrics(m_axis.tickLabelFont());
    const int count = m_axis.orientation() == Qt::Horizontal
                          ? rect.width() / metrics.horizontalAdvance(QStringLiteral("100,000"))
                          : rect.height() / (2 * metrics.height());
    return std::clamp(count, 2, 10);
}

QVector<double> ScaleTicker::createTickVector(double tickStep, const QCPRange& range)
{
    m_step = tickStep;
    if (!m_scale.isLogarithmic())
        return QCPAxisTicker::createTickVector(tickStep, range);
    const QVector<double> ticks = logarithmicTicks(range);
    if (ticks.size() <= 1)
        return withoutOverlaps(QCPAxisTicker::createTickVector(tickStep, range));
    return m_axis.orientation() == Qt::Horizontal ? withoutOverlaps(ticks) : ticks;
}

// Equal steps lie ever closer on a logarithmic axis: keeps those whose labels stay apart.
QVector<double> ScaleTicker::withoutOverlaps(const QVector<double>& ticks)
{
    constexpr double gap = 8.0; // pixels
    const QFontMetrics metrics(m_axis.tickLabelFont());
    const bool horizontal = m_axis.orientation() == Qt::Horizontal;
    QVector<double> kept;
    double end = -std::numeric_limits<double>::infinity(); // of the last label, in pixels
    for (const double tick : ticks) {
        const double center = (horizontal ? 1.0 : -1.0) * m_axis.coordToPixel(tick);
        const double size = horizontal ? metrics.horizontalAdvance(getTickLabel(tick, {}, {}, 0))
                                       : metrics.height();
        if (center - 0.5 * size < end + gap)
            continue;
        kept << tick;
        end = center + 0.5 * size;
    }
    return kept;
}

QVector<double> ScaleTicker::logarithmicTicks(const QCPRange& range) const
{
    QVector<double> ticks;
    if (m_scale.hasZero())
        ticks << m_scale.zeroPosition();
    const double low =
        std::max(range.lower, m_scale.hasZero() ? 2.0 * m_scale.zeroPosition()
                                                : std::numeric_limits<double>::min());
    const double decades = std::log10(range.upper / low);
    const bool fine = decades * 3.0 <= mTickCount;
    const int stride = std::max(1, static_cast<int>(std::ceil(decades / mTickCount)));
    for (int decade = decadeOf(low); decade <= decadeOf(range.upper); ++decade) {
        for (const double mantissa : mantissas) {
            const double tick = mantissa * std::pow(10.0, decade);
            if (tick >= low && !isCrowded(tick, decades) && tick <= range.upper * (1.0 + 1e-9)
                && (fine || (mantissa == 1.0 && decade % stride == 0)))
                ticks << tick;
        }
    }
    return ticks;
}

// On a vertical axis a label close above "0" would touch it.
bool ScaleTicker::isCrowded(double tick, double decades) const
{
    constexpr double share = 0.6; // of the room of one tick
    return m_axis.orientation() == Qt::Vertical && m_scale.hasZero()
           && std::log10(tick / m_scale.zeroPosition()) < share * decades / mTickCount;
}

QVector<double> ScaleTicker::createSubTickVector(int subTickCount, const QVector<double>& ticks)
{
    return m_scale.isLogarithmic() ? QVector<double>()
                                   : QCPAxisTicker::createSubTickVector(subTickCount, ticks);
}

QString ScaleTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    if (m_scale.isLogarithmic() && m_scale.hasZero() && tick <= m_scale.zeroPosition())
        return QStringLiteral("0");
    if (m_scale.isLogarithmic() && tick > 0.0) {
        const int decade = decadeOf(tick);
        if (std::abs(tick / std::pow(10.0, decade) - 1.0) < 1e-6)
            return powerOfTenText(decade);
    }
    if (std::abs(tick) < 1e-12)
        return numberText(0.0, fewestDigits);
    // As many digits as it takes to tell neighbors apart.
    const int digits = m_step > 0.0 ? decadeOf(std::abs(tick)) - decadeOf(m_step) + 2 : 0;
    return numberText(tick, std::clamp(digits, fewestDigits, mostDigits));
}

void setScaleTicker(QCPAxis& axis, const ZeroScale& scale)
{
    axis.setTicker(QSharedPointer<ScaleTicker>::create(scale, axis));
}

void applyScale(QCPAxis& axis, const ZeroScale& scale)
{
    axis.setScaleType(scale.isLogarithmic() ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
}

} // namespace grokking
