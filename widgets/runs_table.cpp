// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_table.h"

#include "widgets/elided_name.h"
#include "widgets/runs_filter.h"
#include "widgets/runs_filter_bar.h"
#include "widgets/runs_header.h"
#include "widgets/runs_model.h"

#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace grokking {

namespace {

constexpr int margin = 8; // pixels

} // namespace

RunsTable::RunsTable(RunsModel* model, QWidget* parent)
    : QWidget(parent), m_model(model), m_proxy(new RunsFilter(model, this)),
      m_bar(new RunsFilterBar(this)), m_view(new QTreeView(this)), m_header(new RunsHeader(m_view)),
      m_emptyLabel(new QLabel(m_view->viewport())), m_use(new QLabel(this))
{
    setUpView();
    layOut();
    fillMenu();
    connectFilter();
    connect(m_model, &RunsModel::overlayToggled, this, &RunsTable::overlayToggled);
    connect(m_model, &RunsModel::noteEdited, this, &RunsTable::noteEdited);
    connect(m_model, &RunsModel::renameRequested, this, &RunsTable::renameRequested);
    connect(m_proxy, &QAbstractItemModel::modelAboutToBeReset, this, &RunsTable::keepChosen);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &RunsTable::restoreChosen);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &RunsTable::updateEmptyState);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &RunsTable::updateEmptyState);
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &RunsTable::updateEmptyState);
    updateEmptyState();
}

void RunsTable::connectFilter()
{
    connect(m_bar, &RunsFilterBar::wordsChanged, this, [this](const QString& words) {
        m_proxy->setWords(words.split(u' ', Qt::SkipEmptyParts));
        updateEmptyState();
    });
    connect(m_bar, &RunsFilterBar::verdictsChosen, this, [this](const QSet<int>& verdicts) {
        m_proxy->setVerdicts(verdicts);
        updateEmptyState();
    });
    connect(m_bar, &RunsFilterBar::leaveRequested, m_view, qOverload<>(&QWidget::setFocus));
    auto* const find =
        new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WindowShortcut);
    connect(find, &QShortcut::activated, this, &RunsTable::focusFilter);
}

void RunsTable::layOut()
{
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(margin);
    layout->addWidget(m_bar);
    layout->addWidget(m_view, 1);
    layout->addWidget(footer());
}

QWidget* RunsTable::footer()
{
    auto* const footer = new QWidget(this);
    m_use->setObjectName(QStringLiteral("quiet"));
    m_use->setAccessibleName(tr("Disk use of the runs"));
    m_use->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* const clean = new QToolButton(footer);
    clean->setObjectName(QStringLiteral("link"));
    clean->setText(tr("Clean up…"));
    clean->setToolTip(tr("List what could be removed, and how much space it takes"));
    clean->setFocusPolicy(Qt::StrongFocus);
    connect(clean, &QToolButton::clicked, this, &RunsTable::cleanupRequested);
    auto* const layout = new QHBoxLayout(footer);
    layout->setContentsMargins(margin, 0, 0, margin / 2);
    layout->addWidget(m_use, 1);
    layout->addWidget(clean);
    return footer;
}

QStringList RunsTable::selectedFiles() const
{
    QStringList files;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        files << m_model->filesAt(m_proxy->mapToSource(index));
    files.removeDuplicates(); // a group and a run of it
    return files;
}

QStringList RunsTable::selectedSpecs() const
{
    QStringList files;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        files << index.data(RunsModel::FileRole).toString();
    return files;
}

void RunsTable::setFilter(const QString& words)
{
    m_bar->setWords(words); // comes back from there
}

void RunsTable::focusFilter()
{
    m_bar->focusWords();
}

void RunsTable::selectFile(const QString& file)
{
    QModelIndex index = m_proxy->mapFromSource(m_model->indexOf(file));
    m_view->clearSelection();
    if (index.parent().isValid() && !m_view->isExpanded(index.parent()))
        index = index.parent();
    if (!index.isValid())
        return;
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void RunsTable::revealFile(const QString& file)
{
    if (const QModelIndex group = m_proxy->mapFromSource(m_model->indexOf(file)).parent();
        group.isValid())
        m_view->expand(group);
    selectFile(file);
}

RunsTable::Place RunsTable::placeOf(const QModelIndex& index) const
{
    return {index.data(RunsModel::FileRole).toString(),
            index.isValid() && !m_model->runAt(m_proxy->mapToSource(index))};
}

QModelIndex RunsTable::indexOf(const Place& place) const
{
    const QModelIndex index = m_model->indexOf(place.file);
    return m_proxy->mapFromSource(place.isGroup && index.parent().isValid() ? index.parent()
                                                                            : index);
}

void RunsTable::keepChosen()
{
    m_chosen = {};
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        m_chosen.selected.push_back(placeOf(index));
    m_chosen.current = placeOf(m_view->currentIndex());
    for (int row = 0; row < m_proxy->rowCount(); ++row)
        if (const QModelIndex index = m_proxy->index(row, 0); m_view->isExpanded(index))
            m_chosen.unfolded << placeOf(index).file;
}

void RunsTable::restoreChosen()
{
    for (const QString& file : m_chosen.unfolded)
        m_view->expand(indexOf({file, true}));
    QItemSelectionModel* const selection = m_view->selectionModel();
    if (const QModelIndex current = indexOf(m_chosen.current); current.isValid()) {
        selection->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(current);
    }
    QItemSelection rows;
    for (const Place& place : m_chosen.selected)
        if (const QModelIndex index = indexOf(place); index.isValid())
            rows.select(index, index);
    selection->select(rows, QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void RunsTable::showUse(const QString& use)
{
    m_use->setText(use);
}

void RunsTable::setUpView()
{
    m_view->setHeader(m_header);
    m_view->setModel(m_proxy);
    m_header->resetColumns();
    connect(m_header, &RunsHeader::changed, this, &RunsTable::columnsChanged);
    m_view->setAccessibleName(tr("Runs"));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(RunsModel::Created, Qt::DescendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers); // see handleKey(), double click
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setIndentation(16);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setItemDelegateForColumn(RunsModel::Name, new NameDelegate(m_view));
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setWordWrap(true);
    m_emptyLabel->setObjectName(QStringLiteral("quiet"));
    m_emptyLabel->setAttribute(Qt::WA_TransparentForMouseEvents);
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_proxy, changed, m_header, &RunsHeader::fitNames);
    connect(m_proxy, &QAbstractItemModel::modelReset, m_header, &RunsHeader::fitNames);
    connect(m_view, &QTreeView::expanded, m_header, &RunsHeader::fitNames);
    connect(m_view, &QTreeView::collapsed, m_header, &RunsHeader::fitNames);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &RunsTable::showMenu);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() == RunsModel::Note)
            edit(RunsModel::Note);
        else
            openCurrent();
    });
}

QByteArray RunsTable::columns() const
{
    return m_header->state();
}

void RunsTable::restoreColumns(const QByteArray& columns)
{
    if (!columns.isEmpty())
        m_header->restore(columns);
}

void RunsTable::fillMenu()
{
    QMenu* const menu = m_bar->menu();
    QMenu* const shown = menu->addMenu(tr("Columns"));
    connect(shown, &QMenu::aboutToShow, this, [this, shown] {
        shown->clear();
        m_header->fillMenu(*shown);
    });
    menu->addAction(tr("Unfold all groups"), m_view, &QTreeView::expandAll);
    menu->addAction(tr("Fold all groups"), m_view, &QTreeView::collapseAll);
    menu->addSeparator();
    menu->addAction(tr("Read the folder again"), this, &RunsTable::refreshRequested);
    menu->addAction(tr("Undo deleting"), this, &RunsTable::undoRequested);
    menu->addAction(tr("Clean up…"), this, &RunsTable::cleanupRequested);
}

void RunsTable::updateEmptyState()
{
    m_emptyLabel->setText(m_model->rowCount() == 0 ? tr(
                              "Every run you start is kept here.\nChoose a preset and press Run.")
                                                   : tr("No run matches the filter."));
    m_emptyLabel->setVisible(m_proxy->rowCount() == 0);
}

} // namespace grokking
