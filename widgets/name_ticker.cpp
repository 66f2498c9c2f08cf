// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/name_ticker.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace grokking {

namespace {

std::optional<qsizetype> firstNumberOf(const QStringList& names)
{
    bool isNumber = false;
    const qsizetype first = names.value(0).toLongLong(&isNumber);
    for (qsizetype name = 0; isNumber && name < names.size(); ++name)
        isNumber = names[name] == QString::number(first + name);
    return isNumber ? std::optional(first) : std::nullopt;
}

// Returns 1, 2 or 5 times a power of ten, not below.
qsizetype rounded(qsizetype stride)
{
    for (qsizetype power = 1;; power *= 10)
        for (const qsizetype digit : {1, 2, 5})
            if (digit * power >= stride)
                return digit * power;
}

} // namespace

NameTicker::NameTicker(QCPAxis& axis, QStringList names)
    : m_axis(axis), m_names(std::move(names)), m_firstNumber(firstNumberOf(m_names))
{
}

qsizetype NameTicker::stride(const QCPRange& range) const
{
    const bool isAcross = m_axis.orientation() == Qt::Horizontal;
    const QFontMetricsF metrics(m_axis.tickLabelFont());
    double room = (m_firstNumber ? 1.3 : 0.9) * metrics.height(); // of a name, in pixels
    if (isAcross)
        for (const QString& name : m_names)
            room = std::max(room, metrics.horizontalAdvance(name) + 4.0);
    const QRect inside = m_axis.axisRect()->rect();
    const double perCell = (isAcross ? inside.width() : inside.height()) / range.size();
    const auto least =
        static_cast<qsizetype>(std::clamp(std::ceil(room / std::max(perCell, 1e-6)), 1.0, 1e6));
    return m_firstNumber ? rounded(least) : least;
}

void NameTicker::generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                          QVector<double>* subTicks, QVector<QString>* labels)
{
    ticks.clear();
    if (subTicks)
        subTicks->clear();
    if (labels)
        labels->clear();
    const qsizetype step = stride(range);
    const qsizetype past = m_firstNumber.value_or(0) % step;
    for (qsizetype name = past == 0 ? 0 : step - past; name < m_names.size(); name += step) {
        const double place = static_cast<double>(name) + 0.5;
        if (!range.contains(place))
            continue;
        ticks.append(place);
        if (labels)
            labels->append(m_names[name]);
    }
}

void setNameTicks(QCPAxis& axis, const QStringList& names)
{
    axis.setTicker(QSharedPointer<NameTicker>::create(axis, names));
}

} // namespace grokking
