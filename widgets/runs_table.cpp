// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_table.h"

#include "widgets/runs_filter.h"
#include "widgets/runs_model.h"
#include "widgets/theme.h"
#include "widgets/verdict_text.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace grokking {

namespace {

constexpr int margin = 8; // pixels

QToolButton* menuButton(const QString& icon, const QString& name, QWidget* parent)
{
    auto* const button = new QToolButton(parent);
    button->setIcon(themeIcon(icon));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMenu(new QMenu(button));
    return button;
}

bool isCompare(const QKeyEvent& key)
{
    return key.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) && key.key() == Qt::Key_D;
}

// Returns a text as wide as those of a column usually are.
QString typicalText(int column)
{
    static const char* const texts[RunsModel::ColumnCount] = {"missing-c · 10 runs",
                                                              "9 of 9 grokked",
                                                              "1,000",
                                                              "> 50,000",
                                                              "50,000",
                                                              "100.0 %",
                                                              "100.0 %",
                                                              "100,000",
                                                              "0 – 99",
                                                              "demo-missing-subclass",
                                                              "a note of a few words",
                                                              "2026-01-31 23:59"};
    return QString::fromUtf8(texts[column]);
}

} // namespace

RunsTable::RunsTable(RunsModel* model, QWidget* parent)
    : QWidget(parent), m_model(model), m_proxy(new RunsFilter(model, this)),
      m_filter(new QLineEdit(this)),
      m_verdicts(menuButton(QStringLiteral("filter"), tr("Show only some verdicts"), this)),
      m_more(menuButton(QStringLiteral("settings"), tr("Columns, groups, disk use"), this)),
      m_view(new QTreeView(this)), m_emptyLabel(new QLabel(m_view->viewport())),
      m_use(new QLabel(this))
{
    setUpView();
    setUpHeader();
    layOut();
    fillVerdictMenu();
    fillMoreMenu();
    connect(m_filter, &QLineEdit::textChanged, this, &RunsTable::setFilter);
    connect(m_model, &RunsModel::overlayToggled, this, &RunsTable::overlayToggled);
    connect(m_model, &RunsModel::noteEdited, this, &RunsTable::noteEdited);
    connect(m_model, &RunsModel::renameRequested, this, &RunsTable::renameRequested);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &RunsTable::updateEmptyState);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &RunsTable::updateEmptyState);
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &RunsTable::updateEmptyState);
    updateEmptyState();
}

void RunsTable::layOut()
{
    m_filter->setPlaceholderText(tr("Filter runs (Ctrl+F)"));
    m_filter->setAccessibleName(tr("Filter runs"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    auto* const line = new QHBoxLayout;
    line->setSpacing(2);
    line->addWidget(m_filter, 1);
    line->addWidget(m_verdicts);
    line->addWidget(m_more);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(margin);
    layout->addLayout(line);
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
    if (m_filter->text() != words) {
        m_filter->setText(words); // comes back here
        return;
    }
    m_proxy->setWords(words.split(u' ', Qt::SkipEmptyParts));
    updateEmptyState();
}

void RunsTable::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
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

void RunsTable::showUse(const QString& use)
{
    m_use->setText(use);
}

bool RunsTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::Resize)
        m_emptyLabel->setGeometry(m_view->viewport()->rect().adjusted(16, 8, -16, -8));
    if (watched == m_filter && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        m_view->setFocus();
        return true;
    }
    if (watched == m_view && event->type() == QEvent::ShortcutOverride) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Space || key->matches(QKeySequence::Undo)
            || key->matches(QKeySequence::Copy) || isCompare(*key) || key->key() == Qt::Key_Left
            || key->key() == Qt::Key_Right) {
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

void RunsTable::setUpView()
{
    m_view->setModel(m_proxy);
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
    m_view->setTextElideMode(Qt::ElideMiddle); // names differ in their ends
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setWordWrap(true);
    m_emptyLabel->setObjectName(QStringLiteral("quiet"));
    m_emptyLabel->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &RunsTable::showMenu);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() == RunsModel::Note)
            edit(RunsModel::Note);
        else
            openCurrent();
    });
    auto* const find =
        new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WindowShortcut);
    connect(find, &QShortcut::activated, this, &RunsTable::focusFilter);
}

void RunsTable::setUpHeader()
{
    QHeaderView* const header = m_view->header();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setFirstSectionMovable(true);
    header->setStretchLastSection(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    resetColumns();
    connect(header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint& position) {
        QMenu menu(this);
        fillColumnMenu(menu);
        menu.exec(m_view->header()->mapToGlobal(position));
    });
    connect(header, &QHeaderView::sectionMoved, this, &RunsTable::columnsChanged);
    connect(header, &QHeaderView::sectionResized, this, &RunsTable::columnsChanged);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &RunsTable::columnsChanged);
}

// Shows every column, in order, as wide as a typical text of it.
void RunsTable::resetColumns()
{
    constexpr int padding = 20;    // pixels around a text
    constexpr int decoration = 22; // pixels of check box, glyph or branch
    QHeaderView* const header = m_view->header();
    for (int column = 0; column < RunsModel::ColumnCount; ++column) {
        const int text = fontMetrics().horizontalAdvance(typicalText(column));
        const int decorations = column == RunsModel::Name            ? 2
                                : column == RunsModel::VerdictColumn ? 1
                                                                     : 0;
        header->moveSection(header->visualIndex(column), column);
        header->setSectionHidden(column, false);
        header->resizeSection(column, text + padding + decorations * decoration);
    }
}

QByteArray RunsTable::columns() const
{
    return m_view->header()->saveState();
}

void RunsTable::restoreColumns(const QByteArray& columns)
{
    if (!columns.isEmpty())
        m_view->header()->restoreState(columns);
}

void RunsTable::fillVerdictMenu()
{
    QMenu* const menu = m_verdicts->menu();
    for (const Verdict verdict :
         {Verdict::Grokked, Verdict::Memorized, Verdict::Together, Verdict::Ungrokked,
          Verdict::Failed, Verdict::Diverged, Verdict::Running}) {
        QAction* const action =
            menu->addAction(verdictIcon(verdict, false), verdictText(verdict, false));
        action->setCheckable(true);
        action->setData(static_cast<int>(verdict));
    }
    menu->addSeparator();
    QAction* const all = menu->addAction(tr("Show all"));
    const auto apply = [this, menu] {
        QSet<int> verdicts;
        for (const QAction* const action : menu->actions())
            if (action->isChecked())
                verdicts.insert(action->data().toInt());
        m_proxy->setVerdicts(verdicts);
        m_verdicts->setDown(false);
        m_verdicts->setCheckable(!verdicts.isEmpty());
        m_verdicts->setChecked(!verdicts.isEmpty());
        updateEmptyState();
    };
    connect(menu, &QMenu::triggered, this, [menu, all, apply](const QAction* chosen) {
        if (chosen == all)
            for (QAction* const action : menu->actions())
                action->setChecked(false);
        apply();
    });
}

void RunsTable::fillMoreMenu()
{
    QMenu* const menu = m_more->menu();
    QMenu* const shown = menu->addMenu(tr("Columns"));
    connect(shown, &QMenu::aboutToShow, this, [this, shown] {
        shown->clear();
        fillColumnMenu(*shown);
    });
    menu->addAction(tr("Unfold all groups"), m_view, &QTreeView::expandAll);
    menu->addAction(tr("Fold all groups"), m_view, &QTreeView::collapseAll);
    menu->addSeparator();
    menu->addAction(tr("Read the folder again"), this, &RunsTable::refreshRequested);
    menu->addAction(tr("Undo deleting"), this, &RunsTable::undoRequested);
    menu->addAction(tr("Clean up…"), this, &RunsTable::cleanupRequested);
}

void RunsTable::fillColumnMenu(QMenu& menu)
{
    QHeaderView* const header = m_view->header();
    for (int column = RunsModel::VerdictColumn; column < RunsModel::ColumnCount; ++column) {
        QAction* const action = menu.addAction(runs_columns::title(column));
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(action, &QAction::toggled, this, [this, header, column](bool shown) {
            header->setSectionHidden(column, !shown);
            emit columnsChanged();
        });
    }
    menu.addSeparator();
    menu.addAction(tr("All columns as at first"), this, &RunsTable::resetColumns);
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
    m_view->header()->setSectionHidden(column, false);
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
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows(RunsModel::Name)) {
        const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_proxy->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }
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
    const QHeaderView* const header = m_view->header();
    const auto line = [header](auto&& text) {
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

void RunsTable::updateEmptyState()
{
    m_emptyLabel->setText(m_model->rowCount() == 0 ? tr(
                              "Every run you start is kept here.\nChoose a preset and press Run.")
                                                   : tr("No run matches the filter."));
    m_emptyLabel->setVisible(m_proxy->rowCount() == 0);
}

} // namespace grokking
