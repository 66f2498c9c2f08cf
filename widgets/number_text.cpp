// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/number_text.h"

#include "core/events/training_event.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace grokking {

namespace {

const QLocale& notation()
{
    static const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return locale;
}

QString superscript(int exponent)
{
    static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString text;
    for (const QChar character : QString::number(exponent))
        text += character == u'-' ? QChar(u'⁻') : digits.at(character.digitValue());
    return text;
}

QString withoutTrailingZeros(QString text)
{
    if (!text.contains(u'.'))
        return text;
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

// Returns the power of ten of the first digit that is written: 9.996 is 10.0 in three digits.
int exponentOf(double value, int digits)
{
    const int exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
    const double unit = std::pow(10.0, digits - 1);
    return std::round(std::abs(value) / std::pow(10.0, exponent) * unit) < 10.0 * unit
               ? exponent
               : exponent + 1;
}

// Rounds toward minus infinity, but forgives the last bit of a decimal like 0.939.
double roundedDown(double value, double unit)
{
    return std::floor(value / unit + 1e-9) * unit;
}

} // namespace

QString countText(std::int64_t count)
{
    return notation().toString(static_cast<qlonglong>(count));
}

QString countedText(std::int64_t count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(countText(count));
}

QString runsText(std::int64_t runs)
{
    return countedText(runs, QCoreApplication::translate("runs", "1 run"),
                       QCoreApplication::translate("runs", "%1 runs"));
}

QString numberText(double value, int digits)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    if (value == 0.0)
        return QStringLiteral("0");
    const int exponent = exponentOf(value, digits);
    if (exponent >= -4 && exponent < 7) {
        const int decimals = std::max(0, digits - 1 - exponent);
        return withoutTrailingZeros(notation().toString(value, 'f', decimals));
    }
    const QString mantissa = withoutTrailingZeros(
        notation().toString(value / std::pow(10.0, exponent), 'f', digits - 1));
    const QString power = QStringLiteral("10") + superscript(exponent);
    return mantissa == QLatin1String("1") ? power : mantissa + u'×' + power;
}

QString powerOfTenText(int exponent)
{
    if (exponent >= 0 && exponent < 6)
        return countText(std::llround(std::pow(10.0, exponent)));
    if (exponent < 0 && exponent >= -3)
        return notation().toString(std::pow(10.0, exponent), 'f', -exponent);
    return QStringLiteral("10") + superscript(exponent);
}

QString scoreText(double score)
{
    if (!std::isfinite(score))
        return numberText(score);
    const double unit = score >= 0.99 && score < 1.0 ? 1e-4 : 1e-3;
    return notation().toString(roundedDown(score, unit), 'f', unit < 1e-3 ? 4 : 3);
}

QString scoreText(const SplitScore& split)
{
    return split.total > 0 ? percentText(split.score) : scoreText(split.score);
}

QString percentText(double score)
{
    if (!std::isfinite(score))
        return numberText(score);
    const double unit = score >= 0.999 && score < 1.0 ? 0.01 : 0.1;
    const double percent = roundedDown(100.0 * score, unit);
    return withoutTrailingZeros(notation().toString(percent, 'f', unit < 0.1 ? 2 : 1))
           + QStringLiteral(" %");
}

QString crossingText(const std::optional<Crossing>& crossing)
{
    if (!crossing)
        return {};
    return crossing->confirmed ? countText(crossing->step) : countText(crossing->step) + u'?';
}

QString durationText(double seconds)
{
    const auto whole = static_cast<qint64>(std::ceil(std::max(0.0, seconds)));
    if (whole < 60)
        return QCoreApplication::translate("duration", "%1 s").arg(whole);
    if (whole < 3600)
        return QCoreApplication::translate("duration", "%1 min %2 s")
            .arg(whole / 60)
            .arg(whole % 60);
    return QCoreApplication::translate("duration", "%1 h %2 min")
        .arg(whole / 3600)
        .arg(whole % 3600 / 60);
}

} // namespace grokking
