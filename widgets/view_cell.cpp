// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_cell.h"

#include "widgets/run_view.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <qcustomplot.h>

namespace grokking {

ViewCell::ViewCell(RunView* view, QWidget* parent)
    : QFrame(parent), m_view(view), m_title(new QLabel(this)), m_readout(new QLabel(this)),
      m_button(new QToolButton(this))
{
    setObjectName(QStringLiteral("viewCell"));
    m_title->setObjectName(QStringLiteral("cellTitle"));
    m_readout->setObjectName(QStringLiteral("quiet"));
    m_readout->setMinimumWidth(0);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_readout->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_button->setIconSize({14, 14});
    m_button->setFocusPolicy(Qt::NoFocus);
    connect(m_button, &QToolButton::clicked, this, &ViewCell::maximizeToggled);
    connect(view, &RunView::readoutChanged, this, &ViewCell::updateReadout);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(10, 4, 4, 0);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addWidget(m_readout, 1);
    row->addWidget(m_button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 4);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(view, 1);
    view->plot()->installEventFilter(this);
    setMaximized(false);
    updateTitle();
}

void ViewCell::setMaximized(bool maximized)
{
    m_button->setIcon(
        themeIcon(maximized ? QStringLiteral("restore") : QStringLiteral("maximize")));
    m_button->setToolTip(maximized ? tr("Show all views (Escape)") : tr("Show this view alone"));
    m_button->setAccessibleName(m_button->toolTip());
}

void ViewCell::updateTitle()
{
    m_title->setText(m_view->title());
    m_view->setAccessibleName(m_view->title());
}

// The end of the readout, its values, stays visible longest.
void ViewCell::updateReadout()
{
    const QString text = m_view->readout();
    m_readout->setText(
        m_readout->fontMetrics().elidedText(text, Qt::ElideLeft, m_readout->width()));
}

void ViewCell::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    updateReadout();
}

bool ViewCell::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::MouseButtonDblClick)
        return QFrame::eventFilter(watched, event);
    emit maximizeToggled();
    return true;
}

void ViewCell::mouseDoubleClickEvent(QMouseEvent*)
{
    emit maximizeToggled();
}

} // namespace grokking
