// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_cell.h"

#include "widgets/run_view.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QToolButton>
#include <qcustomplot.h>

#include <algorithm>

namespace grokking {

namespace {

constexpr double sizeStep = 1.25;
constexpr int titleMargins = 34; // pixels, beside the title and its buttons

} // namespace

ViewCell::ViewCell(RunView* view, QWidget* parent)
    : QFrame(parent), m_view(view), m_title(new QLabel(this)), m_readout(new QLabel(this)),
      m_menuButton(new QToolButton(this)),
      m_button(new QToolButton(this)), m_place{.id = view->id()}
{
    setObjectName(QStringLiteral("viewCell"));
    m_title->setObjectName(QStringLiteral("cellTitle"));
    m_readout->setObjectName(QStringLiteral("quiet"));
    m_readout->setMinimumWidth(0);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_readout->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (QToolButton* button : {m_menuButton, m_button}) {
        button->setIconSize({14, 14});
        button->setFixedSize(24, 24);
        button->setFocusPolicy(Qt::NoFocus);
    }
    auto* const menu = new QMenu(this);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        fillMenu(*menu);
    });
    m_menuButton->setIcon(themeIcon(QStringLiteral("more")));
    m_menuButton->setMenu(menu);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    connect(m_button, &QToolButton::clicked, this, &ViewCell::maximizeToggled);
    connect(view, &RunView::readoutChanged, this, &ViewCell::updateReadout);
    connect(view, &QWidget::windowTitleChanged, this, &ViewCell::updateTitle);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(10, 4, 4, 0);
    row->setSpacing(2);
    row->addWidget(m_title);
    row->addSpacing(6);
    row->addWidget(m_readout, 1);
    row->addWidget(m_menuButton);
    row->addWidget(m_button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 4);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(view, 1);
    view->plot()->installEventFilter(this);
    view->installEventFilter(this);
    addActions();
    setMaximized(false);
    updateTitle();
}

// Keys act in the view that has the focus; the menu shows them.
void ViewCell::addActions()
{
    const auto add = [this](const QString& text, const QKeySequence& key, auto act) {
        auto* const action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
        return action;
    };
    add(tr("Show everything"), Qt::Key_0, [this] {
        m_view->resetZoom();
    })->setIcon(themeIcon(QStringLiteral("zoom-reset")));
    m_alone = add(QString(), Qt::Key_Return, &ViewCell::maximizeToggled);
    add(tr("Hide"), QKeySequence("Ctrl+Shift+H"), &ViewCell::hideRequested);
    for (const auto& [text, key, towards] :
         {std::tuple{tr("Move left"), "Ctrl+Shift+Left", Towards::Left},
          {tr("Move right"), "Ctrl+Shift+Right", Towards::Right},
          {tr("Move up"), "Ctrl+Shift+Up", Towards::Up},
          {tr("Move down"), "Ctrl+Shift+Down", Towards::Down}})
        add(text, QKeySequence(QString::fromLatin1(key)),
            [this, towards = towards] { emit moveRequested(towards); });
    m_wholeRow = add(tr("Whole row"), QKeySequence("Ctrl+Shift+W"), [this](bool on) {
        m_place.wholeRow = on;
        emit placeEdited();
    });
    m_wholeRow->setCheckable(true);
    add(tr("Larger"), QKeySequence("Ctrl++"), [this] { grow(sizeStep); });
    add(tr("Smaller"), QKeySequence("Ctrl+-"), [this] { grow(1.0 / sizeStep); });
}

void ViewCell::fillMenu(QMenu& menu)
{
    m_wholeRow->setChecked(m_place.wholeRow);
    m_view->fillMenu(menu);
    menu.addSeparator();
    menu.addActions(actions());
}

void ViewCell::grow(double factor)
{
    m_place.width = std::clamp(m_place.width * factor, 0.1, 10.0);
    m_place.height = std::clamp(m_place.height * factor, 0.1, 10.0);
    emit placeEdited();
}

void ViewCell::setMaximized(bool maximized)
{
    const QString text = maximized ? tr("Show all views") : tr("Show alone");
    m_alone->setText(text);
    m_button->setIcon(
        themeIcon(maximized ? QStringLiteral("restore") : QStringLiteral("maximize")));
    m_button->setToolTip(maximized ? tr("Show all views (Escape)") : tr("Show this view alone"));
    m_button->setAccessibleName(m_button->toolTip());
}

void ViewCell::setTarget(bool target)
{
    setMark("target", target);
}

// Sets a property by which the style sheet draws the frame.
void ViewCell::setMark(const char* name, bool on)
{
    if (property(name).toBool() == on)
        return;
    setProperty(name, on);
    style()->unpolish(this);
    style()->polish(this);
}

void ViewCell::updateTitle()
{
    const int room = width() - m_menuButton->width() - m_button->width() - titleMargins;
    m_title->setText(m_title->fontMetrics().elidedText(m_view->title(), Qt::ElideRight, room));
    m_title->setToolTip(m_view->title());
    m_view->setAccessibleName(m_view->title());
    m_menuButton->setToolTip(tr("What can be done with this view"));
    m_menuButton->setAccessibleName(tr("Menu of %1").arg(m_view->title()));
}

// Where there is little room the step goes first, then the last parts but the main one. If that
// does not fit either, another one may.
void ViewCell::updateReadout()
{
    const QString separator = QStringLiteral("  ·  ");
    const QFontMetrics metrics = m_readout->fontMetrics();
    const auto fits = [&](const QString& text) {
        return metrics.horizontalAdvance(text) <= m_readout->width();
    };
    const QString whole = m_view->readout();
    const QStringList all = whole.split(separator);
    const qsizetype main = std::min(m_view->mainReadoutPart(), all.size() - 1);
    QList<qsizetype> order{main}; // the most important first
    for (qsizetype part = 1; part < all.size(); ++part)
        if (part != main)
            order << part;
    if (main != 0)
        order << 0;
    m_readout->setToolTip(whole);
    for (qsizetype count = order.size(); count > 0; --count) {
        QStringList parts;
        for (qsizetype part = 0; part < all.size(); ++part)
            if (order.indexOf(part) < count)
                parts << all[part];
        if (fits(parts.join(separator))) {
            m_readout->setText(parts.join(separator));
            return;
        }
    }
    const auto other = std::ranges::find_if(order, [&](qsizetype part) { return fits(all[part]); });
    m_readout->setText(other != order.end()
                           ? all[*other]
                           : metrics.elidedText(all[main], Qt::ElideLeft, m_readout->width()));
}

void ViewCell::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateTitle();
        updateReadout();
    }
}

void ViewCell::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    updateTitle();
    updateReadout();
}

bool ViewCell::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::FocusIn)
        setMark("focused", true);
    if (watched == m_view && event->type() == QEvent::FocusOut)
        setMark("focused", false);
    if (watched == m_view->plot() && event->type() == QEvent::ContextMenu) {
        contextMenuEvent(static_cast<QContextMenuEvent*>(event)); // plots pass nothing on
        return true;
    }
    if (watched != m_view->plot() || event->type() != QEvent::MouseButtonDblClick)
        return QFrame::eventFilter(watched, event);
    if (!m_view->doubleClick(static_cast<QMouseEvent*>(event)->position()))
        emit maximizeToggled();
    return true;
}

void ViewCell::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_pressed = event->position().toPoint();
}

void ViewCell::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_pressed)
        return;
    const QPoint way = event->position().toPoint() - *m_pressed;
    if (!m_dragging && way.manhattanLength() < QApplication::startDragDistance())
        return;
    m_dragging = true;
    setCursor(Qt::ClosedHandCursor);
    emit dragged(event->globalPosition().toPoint());
}

void ViewCell::mouseReleaseEvent(QMouseEvent* event)
{
    m_pressed.reset();
    if (!std::exchange(m_dragging, false))
        return;
    setCursor(Qt::ArrowCursor);
    emit dropped(event->globalPosition().toPoint());
}

void ViewCell::mouseDoubleClickEvent(QMouseEvent*)
{
    emit maximizeToggled();
}

// Of the view as well as of the title row.
void ViewCell::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    fillMenu(menu);
    menu.exec(event->globalPos());
}

} // namespace grokking
