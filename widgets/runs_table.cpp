// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_table.h"

#include "widgets/runs_model.h"
#include "widgets/theme.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace grokking {

namespace {

// Keeps the rows in which every word of the filter occurs in some column.
class WordFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QStringList& words)
    {
        m_words = words;
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        QString text;
        for (const int column : {RunsModel::Name, RunsModel::VerdictColumn, RunsModel::Seed,
                                 RunsModel::Preset, RunsModel::Note})
            text += sourceModel()->index(row, column, parent).data().toString() + u' ';
        return std::ranges::all_of(m_words, [&text](const QString& word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
    }

private:
    QStringList m_words;
};

constexpr int rowPadding = 10; // pixels

} // namespace

RunsTable::RunsTable(RunsModel* model, QWidget* parent)
    : QWidget(parent), m_model(model), m_proxy(new WordFilter(this)), m_filter(new QLineEdit(this)),
      m_view(new QTableView(this)), m_emptyLabel(new QLabel(m_view->viewport()))
{
    m_filter->setPlaceholderText(tr("Filter runs"));
    m_filter->setAccessibleName(tr("Filter runs"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, this, &RunsTable::setFilter);
    setUpView();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_filter);
    layout->addWidget(m_view, 1);

    connect(m_model, &RunsModel::overlayToggled, this, &RunsTable::overlayToggled);
    connect(m_model, &RunsModel::noteEdited, this, &RunsTable::noteEdited);
    connect(m_proxy, &QAbstractItemModel::modelReset, this, &RunsTable::updateEmptyState);
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, &RunsTable::updateEmptyState);
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, &RunsTable::updateEmptyState);
    updateEmptyState();
}

QStringList RunsTable::selectedFiles() const
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
    static_cast<WordFilter*>(m_proxy)->setWords(words.split(u' ', Qt::SkipEmptyParts));
    updateEmptyState();
}

void RunsTable::selectFile(const QString& file)
{
    m_view->clearSelection();
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, RunsModel::Name);
        if (index.data(RunsModel::FileRole).toString() != file)
            continue;
        m_view->setCurrentIndex(index);
        m_view->selectRow(row);
        m_view->scrollTo(index);
    }
}

bool RunsTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::Resize)
        m_emptyLabel->setGeometry(m_view->viewport()->rect().adjusted(16, 8, -16, -8));
    if (watched == m_view && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        event->accept(); // or the window would start a run
        return true;
    }
    if (watched != m_view || event->type() != QEvent::KeyPress
        || m_view->isPersistentEditorOpen(m_view->currentIndex()))
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openCurrent();
        return true;
    case Qt::Key_Delete:
        deleteSelected();
        return true;
    case Qt::Key_Space:
        toggleSelected();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void RunsTable::setUpView()
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(RunsModel::SortRole);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_view->setModel(m_proxy);
    m_view->setAccessibleName(tr("Runs"));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(RunsModel::Created, Qt::DescendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + rowPadding);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionsMovable(true);
    m_view->horizontalHeader()->setStretchLastSection(true);
    setColumnWidths();
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setWordWrap(true);
    m_emptyLabel->setObjectName(QStringLiteral("quiet"));
    m_emptyLabel->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_view->setTextElideMode(Qt::ElideMiddle); // names differ in their ends
    connect(m_view, &QTableView::customContextMenuRequested, this, &RunsTable::showMenu);
    connect(m_view, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (!index.flags().testFlag(Qt::ItemIsEditable))
            openCurrent();
    });
}

// Makes each column as wide as a typical text of it.
void RunsTable::setColumnWidths()
{
    constexpr int padding = 20;    // pixels around a text
    constexpr int decoration = 22; // pixels of check box or glyph
    static const char* const texts[RunsModel::ColumnCount] = {"missing-seed0",
                                                              "memorized",
                                                              "1,000",
                                                              "> 50,000",
                                                              "50,000",
                                                              "100.0 %",
                                                              "100.0 %",
                                                              "100,000",
                                                              "1000",
                                                              "demo-missing-subclass",
                                                              "a note of a few words",
                                                              "2026-01-31 23:59"};
    for (int column = 0; column < RunsModel::ColumnCount; ++column) {
        const int text = fontMetrics().horizontalAdvance(QLatin1String(texts[column]));
        const bool decorated = column == RunsModel::Name || column == RunsModel::VerdictColumn;
        m_view->setColumnWidth(column, text + padding + (decorated ? decoration : 0));
    }
}

void RunsTable::showMenu(const QPoint& position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    QMenu menu(this);
    menu.addAction(themeIcon(QStringLiteral("open")), tr("Open"), this, &RunsTable::openCurrent);
    menu.addAction(themeIcon(QStringLiteral("compare")), tr("Draw behind the current run, or not"),
                   this, &RunsTable::toggleSelected);
    menu.addAction(themeIcon(QStringLiteral("note")), tr("Edit note"), this,
                   [this, index] { m_view->edit(index.siblingAtColumn(RunsModel::Note)); });
    menu.addSeparator();
    menu.addAction(themeIcon(QStringLiteral("delete")), tr("Delete…"), this,
                   &RunsTable::deleteSelected);
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

void RunsTable::openCurrent()
{
    const QModelIndex index = m_view->currentIndex();
    if (index.isValid())
        emit openRequested(index.data(RunsModel::FileRole).toString());
}

void RunsTable::deleteSelected()
{
    for (const QString& file : selectedFiles())
        emit deleteRequested(file);
}

void RunsTable::toggleSelected()
{
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows(RunsModel::Name)) {
        const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_proxy->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }
}

void RunsTable::updateEmptyState()
{
    m_emptyLabel->setText(m_model->rowCount() == 0 ? tr(
                              "Every run you start is kept here.\nChoose a preset and press Run.")
                                                   : tr("No run matches the filter."));
    m_emptyLabel->setVisible(m_proxy->rowCount() == 0);
}

} // namespace grokking
