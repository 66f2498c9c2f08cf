// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_header.h"

#include "widgets/runs_columns.h"

#include <QAbstractItemView>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScopedValueRollback>

namespace grokking {

namespace {

// Returns a text as wide as those of a column usually are.
QString typicalText(int column)
{
    static const char* const texts[runs_columns::ColumnCount] = {"missing-c · 10 runs",
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

constexpr int rowsMeasured = 100; // for the width of the names

// How a state() begins.
constexpr auto fittedNames = "f";
constexpr auto chosenNames = "c";

} // namespace

RunsHeader::RunsHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHighlightSections(false);
    setSectionsClickable(true);
    setSectionsMovable(true);
    setFirstSectionMovable(true);
    setStretchLastSection(true);
    setResizeContentsPrecision(rowsMeasured);
    connect(this, &QHeaderView::sectionMoved, this, &RunsHeader::changed);
    connect(this, &QHeaderView::sectionResized, this, [this](int column) {
        if (column == runs_columns::Name && !m_fitting)
            m_fitsNames = false;
        emit changed();
    });
    connect(this, &QHeaderView::sortIndicatorChanged, this, &RunsHeader::changed);
}

void RunsHeader::resetColumns()
{
    constexpr int padding = 20;    // pixels around a text
    constexpr int decoration = 22; // pixels of check box, glyph or branch
    const QScopedValueRollback resetting(m_fitting, true);
    m_fitsNames = true;
    for (int column = 0; column < runs_columns::ColumnCount; ++column) {
        const int text = fontMetrics().horizontalAdvance(typicalText(column));
        const int decorations = column == runs_columns::Name            ? 2
                                : column == runs_columns::VerdictColumn ? 1
                                                                        : 0;
        moveSection(visualIndex(column), column);
        setSectionHidden(column, false);
        resizeSection(column, text + padding + decorations * decoration);
    }
    fitNames();
}

void RunsHeader::fitNames()
{
    constexpr double largestShare = 0.64; // of the table
    const auto* const view = qobject_cast<QAbstractItemView*>(parentWidget());
    if (!m_fitsNames || !view || !model())
        return;
    const int room = qRound(largestShare * view->viewport()->width());
    const int names = view->sizeHintForColumn(runs_columns::Name);
    const QScopedValueRollback fitting(m_fitting, true);
    resizeSection(runs_columns::Name, qMax(qMin(names, room), sectionSizeHint(runs_columns::Name)));
}

QByteArray RunsHeader::state() const
{
    return (m_fitsNames ? fittedNames : chosenNames) + saveState();
}

void RunsHeader::restore(const QByteArray& state)
{
    const bool isChosen = state.startsWith(chosenNames);
    const bool isMarked = isChosen || state.startsWith(fittedNames); // once there were no marks
    const QScopedValueRollback restoring(m_fitting, true);
    if (restoreState(isMarked ? state.mid(1) : state))
        m_fitsNames = !isChosen;
}

void RunsHeader::resizeEvent(QResizeEvent* event)
{
    QHeaderView::resizeEvent(event);
    fitNames();
}

void RunsHeader::fillMenu(QMenu& menu)
{
    for (int column = runs_columns::VerdictColumn; column < runs_columns::ColumnCount; ++column) {
        QAction* const action = menu.addAction(runs_columns::title(column));
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setSectionHidden(column, !shown);
            emit changed();
        });
    }
    menu.addSeparator();
    menu.addAction(tr("All columns as at first"), this, &RunsHeader::resetColumns);
}

void RunsHeader::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    fillMenu(menu);
    menu.exec(event->globalPos());
}

} // namespace grokking
