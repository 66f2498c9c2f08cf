// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choice_popover.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QHash>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace grokking {

namespace {

enum Column { Title, Id, ColumnCount };

constexpr int wordsRole = Qt::UserRole; // what is searched

bool isMove(int key)
{
    constexpr std::array moves{Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown};
    return std::ranges::find(moves, key) != moves.end();
}

bool isNamed(const QTreeWidgetItem& item, const QString& name)
{
    return !name.isEmpty() && item.text(Id).startsWith(name, Qt::CaseInsensitive);
}

} // namespace

ChoicePopover::ChoicePopover(const std::vector<Choice>& choices, const QString& current,
                             QWidget* owner)
    : Popover(owner->accessibleName(), owner), m_search(new QLineEdit(this)),
      m_list(new QTreeWidget(this)),
      m_nothing(new QLabel(tr("Nothing has all of these words."), this))
{
    m_search->setPlaceholderText(tr("Search names, papers and explanations"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_list->setAccessibleName(owner->accessibleName());
    m_list->setColumnCount(ColumnCount);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setObjectName(QStringLiteral("quiet"));
    m_nothing->hide();
    content()->addWidget(m_search);
    content()->addWidget(m_nothing);
    content()->addWidget(m_list, 1);
    fill(choices, current);
    connect(m_search, &QLineEdit::textChanged, this, &ChoicePopover::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentItem()); });
    connect(m_list, &QTreeWidget::itemClicked, this, &ChoicePopover::choose);
    connect(m_list, &QTreeWidget::itemActivated, this, &ChoicePopover::choose);
    m_search->setFocus();
}

void ChoicePopover::fill(const std::vector<Choice>& choices, const QString& current)
{
    QHash<QString, QTreeWidgetItem*> groups;
    QFont bold = m_list->font();
    bold.setWeight(QFont::DemiBold);
    for (const Choice& choice : choices) {
        QTreeWidgetItem*& group = groups[choice.group];
        if (!group) {
            group = new QTreeWidgetItem(m_list, {choice.group});
            group->setFlags(Qt::ItemIsEnabled);
            group->setFont(Title, bold);
            group->setFirstColumnSpanned(true);
            group->setExpanded(true);
        }
        auto* const item = new QTreeWidgetItem(group, {choice.title, choice.id});
        item->setForeground(Id, palette().placeholderText());
        item->setToolTip(Title, choice.explanation);
        item->setData(
            Title, wordsRole,
            QStringList{choice.group, choice.title, choice.id, choice.explanation}.join(u'\n'));
        if (choice.id == current)
            m_list->setCurrentItem(item);
    }
}

void ChoicePopover::showEvent(QShowEvent* event)
{
    Popover::showEvent(event);
    m_list->resizeColumnToContents(Title);
    m_list->scrollToItem(m_list->currentItem(), QAbstractItemView::PositionAtCenter);
}

void ChoicePopover::search(const QString& text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    const QString name = text.trimmed();
    QTreeWidgetItem* first = nullptr;
    QTreeWidgetItem* named = nullptr; // by what was typed, or by its beginning
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* const group = m_list->topLevelItem(i);
        bool isEmpty = true;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem* const item = group->child(j);
            const QString searched = item->data(Title, wordsRole).toString();
            const bool isFound = std::ranges::all_of(words, [&](const QString& word) {
                return searched.contains(word, Qt::CaseInsensitive);
            });
            item->setHidden(!isFound);
            isEmpty = isEmpty && !isFound;
            if (isFound && !first)
                first = item;
            if (isNamed(*item, name)
                && (!named || item->text(Id).length() < named->text(Id).length()))
                named = item;
        }
        group->setHidden(isEmpty);
    }
    m_nothing->setVisible(!first);
    m_list->setVisible(first);
    if (named)
        m_list->setCurrentItem(named);
    else if (!m_list->currentItem() || m_list->currentItem()->isHidden())
        m_list->setCurrentItem(first);
    m_list->scrollToItem(m_list->currentItem());
}

void ChoicePopover::choose(const QTreeWidgetItem* item)
{
    if (!item || !item->parent() || item->isHidden() || !isVisible())
        return; // a heading, or chosen already
    const QString id = item->text(Id);
    close();
    emit chosen(id);
}

bool ChoicePopover::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress
        && isMove(static_cast<QKeyEvent*>(event)->key()))
        return QCoreApplication::sendEvent(m_list, event);
    return Popover::eventFilter(watched, event);
}

} // namespace grokking
