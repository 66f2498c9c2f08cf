// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/setting_text.h"

#include "widgets/number_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace grokking {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SettingText", text);
}

QString choiceText(const ParamSpec& param, const std::string& id)
{
    const auto choice = std::ranges::find(param.choices, id, &ParamChoice::id);
    return QString::fromStdString(
        choice == param.choices.end() || choice->title.empty() ? id : choice->title);
}

} // namespace

QString settingText(const ParamSpec& param, const Value& value)
{
    if (std::holds_alternative<std::monostate>(value))
        return unsetText(param);
    if (const auto* boolean = std::get_if<bool>(&value))
        return *boolean ? tr("on") : tr("off");
    if (const auto* text = std::get_if<std::string>(&value))
        return choiceText(param, *text);
    const auto* integer = std::get_if<std::int64_t>(&value);
    const bool isZero = integer ? *integer == 0 : std::get<double>(value) == 0.0;
    if (isZero && !param.zeroText.empty())
        return QString::fromStdString(param.zeroText);
    if (integer && !param.optional)
        return countText(*integer);
    static const QRegularExpression paddedExponent(QStringLiteral("e([-+])0*"));
    return QString::fromStdString(valueText(value)).replace(paddedExponent, QStringLiteral("e\\1"));
}

QString unsetText(const ParamSpec& param)
{
    if (param.kind == ParamKind::Text && !param.zeroText.empty())
        return QString::fromStdString(param.zeroText);
    return param.id.starts_with("seeds.") ? tr("follows seed") : tr("not set");
}

} // namespace grokking
