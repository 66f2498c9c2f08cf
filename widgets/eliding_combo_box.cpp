// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/eliding_combo_box.h"

#include <QStylePainter>

namespace grokking {

ElidingComboBox::ElidingComboBox(QWidget* parent) : QComboBox(parent)
{
    constexpr int fewestLetters = 4;
    setMinimumContentsLength(fewestLetters);
    setMinimumWidth(fewestLetters * fontMetrics().averageCharWidth());
}

// Like QComboBox::paintEvent(), but for the ellipsis.
void ElidingComboBox::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    if (currentIndex() < 0) {
        option.palette.setBrush(QPalette::ButtonText, option.palette.placeholderText());
        option.currentText = placeholderText();
    }
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const int room =
        style()
            ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this)
            .width();
    option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideRight, room);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

} // namespace grokking
