// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/number_box.h"

#include "widgets/setting_text.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double smallestFirstStep = 1e-6; // up from 0 on a logarithmic scale
constexpr double lowestFromZero = 0.01;    // of the default, likewise

double asNumber(const Value& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*integer);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    return 0.0;
}

Value asValue(const ParamSpec& param, double number)
{
    const double clamped = std::clamp(number, param.minimum, param.maximum);
    if (param.kind == ParamKind::Integer)
        return static_cast<std::int64_t>(std::llround(clamped));
    // Twelve digits: 0.1 + 0.2 is 0.3 to whoever steps through it.
    return QString::number(clamped, 'g', 12).toDouble();
}

double firstStepFromZero(const ParamSpec& param)
{
    if (param.kind == ParamKind::Integer)
        return 1.0;
    const double standard = std::abs(asNumber(param.defaultValue));
    return standard > 0.0 ? nextInSeries(lowestFromZero * standard, -1) : smallestFirstStep;
}

} // namespace

double nextInSeries(double number, int direction)
{
    const double decade = std::pow(10.0, std::floor(std::log10(number) + 1e-9));
    constexpr double tolerance = 1e-9;
    if (direction > 0) {
        for (const double mantissa : {1.0, 2.0, 5.0})
            if (mantissa * decade > number * (1.0 + tolerance))
                return mantissa * decade;
        return 10.0 * decade;
    }
    for (const double mantissa : {5.0, 2.0, 1.0})
        if (mantissa * decade < number * (1.0 - tolerance))
            return mantissa * decade;
    return 0.5 * decade;
}

double linearStep(const ParamSpec& param, double number)
{
    if (param.kind == ParamKind::Integer)
        return std::max(1.0, std::pow(10.0, std::floor(std::log10(std::max(1.0, number))) - 1.0));
    const double range = param.maximum - param.minimum;
    return std::isfinite(range) ? range / 100.0 : 0.1;
}

NumberBox::NumberBox(ParamSpec param, QWidget* parent)
    : QAbstractSpinBox(parent), m_param(std::move(param))
{
    setMinimumWidth(60);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(lineEdit(), &QLineEdit::textEdited, this, &NumberBox::takeText);
    connect(this, &QAbstractSpinBox::editingFinished, this, [this] {
        writeStandardForm();
        emit valueCommitted();
    });
    if (m_param.optional)
        lineEdit()->setPlaceholderText(unsetText(m_param));
}

void NumberBox::setValue(const Value& value)
{
    m_value = value;
    const Result<Value> shown = parse(text());
    if (!shown || *shown != value)
        write(value);
}

void NumberBox::stepBy(int steps)
{
    double next = number();
    for (int step = 0; step < std::abs(steps); ++step) {
        const int direction = steps > 0 ? 1 : -1;
        if (m_param.scale == ParamScale::Linear)
            next += direction * linearStep(m_param, next);
        else if (next > 0.0 && !(direction < 0 && next <= firstStepFromZero(m_param)))
            next = nextInSeries(next, direction);
        else
            next = direction > 0 ? firstStepFromZero(m_param) : 0.0;
    }
    const Value value = asValue(m_param, next);
    write(value);
    if (value == m_value)
        return;
    m_value = value;
    emit valueEdited(value);
    emit valueCommitted();
}

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const
{
    StepEnabled enabled = StepNone;
    if (number() < m_param.maximum)
        enabled |= StepUpEnabled;
    if (number() > m_param.minimum)
        enabled |= StepDownEnabled;
    return enabled;
}

// A legal text is written in its standard form, and undo in the field ends there; an illegal one
// stays, marked, to be corrected.
// Of a number with more digits than there is room for the first ones are seen.
void NumberBox::write(const Value& value)
{
    lineEdit()->setText(shownText(value));
    lineEdit()->setCursorPosition(0);
}

void NumberBox::writeStandardForm()
{
    if (parse(text()))
        write(m_value);
}

void NumberBox::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !parse(text())) {
        write(m_value);
        emit valueEdited(m_value);
        return;
    }
    QAbstractSpinBox::keyPressEvent(event);
}

Result<Value> NumberBox::parse(const QString& text) const
{
    QString plain = text.trimmed();
    if (!m_param.zeroText.empty() && plain == QString::fromStdString(m_param.zeroText))
        plain = QStringLiteral("0");
    // A comma separates thousands of a whole number; elsewhere it may be meant as decimal point.
    static const QRegularExpression thousands(QStringLiteral("^\\d{1,3}(,\\d{3})+$"));
    if (m_param.kind == ParamKind::Integer && thousands.match(plain).hasMatch())
        plain.remove(u',');
    return parseValue(m_param, plain.toStdString());
}

QString NumberBox::shownText(const Value& value) const
{
    return std::holds_alternative<std::monostate>(value) ? QString() : settingText(m_param, value);
}

double NumberBox::number() const
{
    return asNumber(m_value);
}

void NumberBox::takeText(const QString& text)
{
    const Result<Value> value = parse(text);
    if (!value) {
        emit complained(QString::fromStdString(value.error().message));
        return;
    }
    m_value = *value;
    emit valueEdited(m_value);
}

} // namespace grokking
