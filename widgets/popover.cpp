// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/popover.h"

#include <QLabel>
#include <QVBoxLayout>

namespace grokking {

Popover::Popover(const QString& title, QWidget* owner)
    : QFrame(owner, Qt::Popup), m_owner(owner), m_layout(new QVBoxLayout(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
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
    constexpr int distance = 8; // pixels
    const QWidget* const window = m_owner->window();
    resize(size.boundedTo(window->size() - QSize(4 * distance, 8 * distance)));
    const QRect inside(window->mapToGlobal(QPoint()), window->size());
    const QPoint corner = m_owner->mapToGlobal(QPoint());
    const int left = qMax(corner.x() - width() - distance, inside.left() + distance);
    const int top = qMin(corner.y(), inside.bottom() - height() - distance);
    move(left, qMax(top, inside.top() + distance));
    show();
}

} // namespace grokking
