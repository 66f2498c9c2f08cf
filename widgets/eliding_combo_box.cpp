// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/eliding_combo_box.h"

#include <QHelpEvent>
#include <QStylePainter>
#include <QToolTip>

namespace grokking {

ElidingComboBox::ElidingComboBox(QWidget* parent) : QComboBox(parent)
{
    constexpr int fewestLetters = 4;
    setMinimumContentsLength(fewestLetters);
    setMinimumWidth(fewestLetters * fontMetrics().averageCharWidth());
}

QString ElidingComboBox::wholeText() const
{
    return currentIndex() < 0 ? placeholderText() : currentText();
}

QString ElidingComboBox::shownText() const
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QRect field =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    return fontMetrics().elidedText(wholeText(), Qt::ElideRight, field.width());
}

bool ElidingComboBox::event(QEvent* event)
{
    const QString whole = wholeText();
    if (event->type() != QEvent::ToolTip || shownText() == whole || toolTip() == whole)
        return QComboBox::event(event);
    const QStringList texts{whole, toolTip()};
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), texts.join(u'\n').trimmed(),
                       this);
    return true;
}

// Like QComboBox::paintEvent(), but for the ellipsis.
void ElidingComboBox::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    if (currentIndex() < 0)
        option.palette.setBrush(QPalette::ButtonText, option.palette.placeholderText());
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    option.currentText = shownText();
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

} // namespace grokking
