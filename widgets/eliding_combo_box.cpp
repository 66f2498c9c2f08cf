// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/eliding_combo_box.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QStylePainter>
#include <QToolTip>

namespace grokking {

namespace {

// Returns whether an event asks for the shortcut on Return.
bool isReturn(const QEvent& event)
{
    if (event.type() != QEvent::ShortcutOverride)
        return false;
    const int key = static_cast<const QKeyEvent&>(event).key();
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

} // namespace

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

void ElidingComboBox::showPopup()
{
    view()->installEventFilter(this); // before the list's own filter
    QComboBox::showPopup();
}

// The list acts on Return when asked whether it is a shortcut, and does not say that it has.
bool ElidingComboBox::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == view() && isReturn(*event))
        event->accept();
    return QComboBox::eventFilter(watched, event);
}

bool ElidingComboBox::event(QEvent* event)
{
    if (isReturn(*event)) {
        event->accept();
        return true;
    }
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
    if (currentIndex() < 0) {
        option.palette.setBrush(QPalette::ButtonText, option.palette.placeholderText());
    }
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    option.currentText = shownText();
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

} // namespace grokking
