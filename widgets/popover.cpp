// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/popover.h"

#include <QLabel>
#include <QVBoxLayout>

namespace grokking {

namespace {

constexpr int distance = 8; // pixels

QSize boundedSize(const QSize& size, const QWidget& owner)
{
    return size.boundedTo(owner.window()->size() - QSize(4 * distance, 8 * distance));
}

} // namespace

Popover::Popover(const QString& title, QWidget* owner)
    : QFrame(owner, Qt::Popup), m_owner(owner), m_layout(new QVBoxLayout(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setObjectName(QStringLiteral("popover"));
    setAccessibleName(title);
    auto* const heading = new QLabel(title, this);
    heading->setObjectName(QStringLiteral("heading"));
    m_layout->setContentsMargins(16, 12, 16, 12);
    m_layout->setSpacing(8);
    m_layout->addWidget(heading);
}

void Popover::popUp(const QSize& size)
{
    const int width = boundedSize(size, *m_owner).width();
    showInside(size, m_owner->mapToGlobal(QPoint(-width - distance, 0)));
}

void Popover::dropDown(const QSize& size)
{
    const int top = m_owner->height() + 1;
    const int room = m_owner->window()->height() - m_owner->mapTo(m_owner->window(), QPoint()).y();
    showInside(size.boundedTo({size.width(), room - top - distance}),
               m_owner->mapToGlobal(QPoint(0, top)));
}

void Popover::showInside(const QSize& size, const QPoint& corner)
{
    const QWidget* const window = m_owner->window();
    resize(boundedSize(size, *m_owner));
    const QRect inside(window->mapToGlobal(QPoint()), window->size());
    const int left = qMin(corner.x(), inside.right() - width() - distance);
    const int top = qMin(corner.y(), inside.bottom() - height() - distance);
    move(qMax(left, inside.left() + distance), qMax(top, inside.top() + distance));
    show();
}

} // namespace grokking
