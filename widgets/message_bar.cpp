// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_bar.h"

#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace grokking {

namespace {

constexpr int iconSize = 18;
constexpr int stripeWidth = 4;

QColor colorOf(Severity severity, const ThemeColors& colors)
{
    switch (severity) {
    case Severity::Information:
        return colors.information;
    case Severity::Warning:
        return colors.warning;
    case Severity::Error:
        return colors.error;
    }
    return colors.information;
}

QString iconName(Severity severity)
{
    switch (severity) {
    case Severity::Information:
        return QStringLiteral("information");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Error:
        return QStringLiteral("error");
    }
    return {};
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)),
      m_action(new QPushButton(this))
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* close = new QToolButton(this);
    close->setIcon(themeIcon(QStringLiteral("close")));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss message"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(stripeWidth + 10, 6, 6, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(close);
    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(close, &QToolButton::clicked, this, [this] {
        clear();
        emit dismissed();
    });
    hide();
}

QString MessageBar::message() const
{
    return m_text->text();
}

void MessageBar::showMessage(Severity severity, const QString& message, const QString& actionText)
{
    m_severity = severity;
    m_text->setText(message);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    setAccessibleName(message);
    updateIcon();
    show();
    update();
}

void MessageBar::clear()
{
    m_text->clear();
    hide();
}

bool MessageBar::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
    return QFrame::event(event);
}

void MessageBar::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = themeColors(palette());
    const QColor color = colorOf(m_severity, colors);
    QPainter painter(this);
    painter.fillRect(rect(), blended(color, colors.surface, 0.08));
    painter.fillRect(QRect(0, 0, stripeWidth, height()), color);
}

void MessageBar::updateIcon()
{
    m_icon->setPixmap(
        themeIcon(iconName(m_severity)).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

} // namespace grokking
