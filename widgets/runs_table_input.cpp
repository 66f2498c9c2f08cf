// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What RunsTable does with the selected rows, by key and in its context menu.
#include "widgets/runs_table.h"

#include "widgets/runs_filter.h"
#include "widgets/runs_header.h"
#include "widgets/runs_model.h"
#include "widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QTreeView>

#include <algorithm>
#include <array>

namespace grokking {

namespace {

bool isCompare(const QKeyEvent& key)
{
    return key.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) && key.key() == Qt::Key_D;
}

} // namespace

bool RunsTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::Resize)
        m_emptyLabel->setGeometry(m_view->viewport()->rect().adjusted(16, 8, -16, -8));
    if (watched == m_view && event->type() == QEvent::ShortcutOverride) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        constexpr std::array own{Qt::Key_Space, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,
                                 Qt::Key_End};
        if (std::ranges::find(own, key->key()) != own.end() || key->matches(QKeySequence::Undo)
            || key->matches(QKeySequence::Copy) || isCompare(*key)) {
            event->accept(); // or the window would start or step a run, or undo an edit
            return true;
        }
    }
    if (watched == m_view && event->type() == QEvent::KeyPress
        && !m_view->isPersistentEditorOpen(m_view->currentIndex())
        && handleKey(*static_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool RunsTable::handleKey(const QKeyEvent& event)
{
    const bool control = event.modifiers().testFlag(Qt::ControlModifier);
    if (event.matches(QKeySequence::Undo))
        emit undoRequested();
    else if (event.matches(QKeySequence::Copy))
        copySelected();
    else if (isCompare(event))
        compareSelected();
    else if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter)
        openCurrent();
    else if (event.key() == Qt::Key_Delete)
        deleteSelected();
    else if (event.key() == Qt::Key_Space && !control)
        toggleSelected();
    else if (event.key() == Qt::Key_F2)
        edit(event.modifiers().testFlag(Qt::ShiftModifier) ? RunsModel::Note : RunsModel::Name);
    else if (event.key() == Qt::Key_F5)
        emit refreshRequested();
    else
        return false;
    return true;
}

void RunsTable::showMenu(const QPoint& position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    const auto selected = m_view->selectionModel()->selectedRows().size();
    const bool isRun = m_model->runAt(m_proxy->mapToSource(index)) != nullptr;
    QMenu menu(this);
    const auto add = [&menu, this](const char* icon, const QString& text, const QKeySequence& key,
                                   auto&& slot) {
        QAction* const action = menu.addAction(themeIcon(QString::fromLatin1(icon)), text);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    add("open", tr("Open"), Qt::Key_Return, [this] { openCurrent(); });
    add("compare", tr("Draw behind the current run, or not"), Qt::Key_Space,
        [this] { toggleSelected(); });
    add("search", tr("Compare settings of two"), Qt::CTRL | Qt::SHIFT | Qt::Key_D, [this] {
        compareSelected();
    })->setEnabled(selected == 2);
    const QStringList files = selectedFiles();
    add("picture", tr("Picture of their outcomes"), {}, [this, files] {
        emit outcomesRequested(files);
    })->setEnabled(files.size() > 1);
    menu.addSeparator();
    add("note", tr("Rename"), Qt::Key_F2, [this] { edit(RunsModel::Name); })->setEnabled(isRun);
    add("note", tr("Edit note"), Qt::SHIFT | Qt::Key_F2, [this] {
        edit(RunsModel::Note);
    })->setEnabled(isRun);
    add("copy", tr("Copy as text"), QKeySequence::Copy, [this] { copySelected(); });
    menu.addSeparator();
    add("delete", tr("Delete"), Qt::Key_Delete, [this] { deleteSelected(); });
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

void RunsTable::edit(int column)
{
    const QModelIndex index = m_view->currentIndex().siblingAtColumn(column);
    if (!index.flags().testFlag(Qt::ItemIsEditable))
        return;
    m_header->setSectionHidden(column, false);
    m_view->scrollTo(index);
    m_view->edit(index);
}

// A group shows its first run with the others behind it.
void RunsTable::openCurrent()
{
    const QModelIndex index = m_view->currentIndex().siblingAtColumn(RunsModel::Name);
    if (!index.isValid())
        return;
    const QString file = index.data(RunsModel::FileRole).toString();
    if (!m_model->runAt(m_proxy->mapToSource(index)))
        m_proxy->setData(index, Qt::Checked, Qt::CheckStateRole);
    emit openRequested(file);
}

void RunsTable::deleteSelected()
{
    if (const QStringList files = selectedFiles(); !files.isEmpty())
        emit deleteRequested(files);
}

void RunsTable::toggleSelected()
{
    const auto rows = m_view->selectionModel()->selectedRows(RunsModel::Name);
    const auto isChecked = [](const QModelIndex& index) {
        return index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    };
    // One state for all, since a group and its runs may be among them.
    const auto state = std::ranges::all_of(rows, isChecked) ? Qt::Unchecked : Qt::Checked;
    for (const QModelIndex& index : rows)
        if (index.data(Qt::CheckStateRole).toInt() != state)
            m_proxy->setData(index, state, Qt::CheckStateRole);
}

void RunsTable::compareSelected()
{
    const QStringList files = selectedSpecs();
    if (files.size() == 2)
        emit differenceRequested(files[0], files[1]);
}

// The shown columns of the selected rows, tab-separated, with their headings.
void RunsTable::copySelected()
{
    const auto line = [header = m_header](auto&& text) {
        QStringList cells;
        for (int place = 0; place < header->count(); ++place)
            if (const int column = header->logicalIndex(place); !header->isSectionHidden(column))
                cells << text(column);
        return cells.join(u'\t') + u'\n';
    };
    QString table = line([](int column) { return runs_columns::title(column); });
    for (const QModelIndex& row : m_view->selectionModel()->selectedRows())
        table += line([&](int column) { return row.siblingAtColumn(column).data().toString(); });
    QGuiApplication::clipboard()->setText(table);
}

} // namespace grokking
