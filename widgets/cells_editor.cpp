// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cells_editor.h"

#include "core/spec/cells.h"

#include <QHeaderView>
#include <QSignalBlocker>
#include <QTableWidget>

#include <algorithm>

namespace grokking {

namespace {

constexpr int cellSize = 24;
constexpr int headerSize = 22;
constexpr int rowsInSight = 6;

} // namespace

CellsEditor::CellsEditor(const ParamSpec& param, QWidget* parent)
    : ParamEditor(parent), m_table(new QTableWidget(this)), m_optional(param.optional)
{
    setField(m_table);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setTabKeyNavigation(false); // Tab leaves; arrows move, the space bar checks
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setProperty("cells", true);
    for (QHeaderView* header : {m_table->horizontalHeader(), m_table->verticalHeader()}) {
        header->setSectionResizeMode(QHeaderView::Fixed);
        header->setMinimumSectionSize(cellSize);
        header->setDefaultSectionSize(cellSize);
        header->setSectionsClickable(false);
        header->setHighlightSections(false);
        header->setDefaultAlignment(Qt::AlignCenter);
    }
    m_table->horizontalHeader()->setFixedHeight(headerSize);
    m_table->verticalHeader()->setFixedWidth(headerSize);
    connect(m_table, &QTableWidget::itemChanged, this, [this] {
        m_value = value();
        emit valueEdited(m_value);
        emit valueCommitted();
    });
}

void CellsEditor::setValue(const Value& value)
{
    m_value = value;
    check();
}

void CellsEditor::setTableSize(std::int64_t rows, std::int64_t columns)
{
    rows = std::clamp<std::int64_t>(rows, 1, maximumCellRows);
    if (rows == m_table->rowCount() && columns == m_table->columnCount())
        return;
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(static_cast<int>(rows));
    m_table->setColumnCount(static_cast<int>(columns));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        m_table->setVerticalHeaderItem(row, new QTableWidgetItem(QChar(u'A' + row)));
        for (int column = 0; column < m_table->columnCount(); ++column) {
            auto* const item = new QTableWidgetItem;
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
            const QString name = QString::fromStdString(cellName({row, column}));
            item->setData(Qt::AccessibleTextRole, name);
            item->setToolTip(name);
            m_table->setItem(row, column, item);
        }
    }
    m_table->setFixedHeight(headerSize + 2 + std::min(m_table->rowCount(), rowsInSight) * cellSize
                            + (columns > rowsInSight ? 10 : 0)); // a scroll bar
    check();
}

Value CellsEditor::value() const
{
    std::vector<Cell> cells;
    for (int row = 0; row < m_table->rowCount(); ++row)
        for (int column = 0; column < m_table->columnCount(); ++column)
            if (m_table->item(row, column)->checkState() == Qt::Checked)
                cells.push_back({row, column});
    return cells.empty() && m_optional ? Value{} : Value{cellsText(cells)};
}

// Checks the boxes that the value names.
void CellsEditor::check()
{
    const QSignalBlocker blocker(m_table);
    const auto* text = std::get_if<std::string>(&m_value);
    const auto cells = parseCells(text ? *text : "").value_or(std::vector<Cell>{});
    for (int row = 0; row < m_table->rowCount(); ++row)
        for (int column = 0; column < m_table->columnCount(); ++column)
            m_table->item(row, column)
                ->setCheckState(std::ranges::binary_search(cells, Cell{row, column})
                                    ? Qt::Checked
                                    : Qt::Unchecked);
    m_table->viewport()->update();
}

} // namespace grokking
