// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_filter.h"

#include <algorithm>
#include <cmath>

namespace grokking {

RunsFilter::RunsFilter(RunsModel* model, QObject* parent)
    : QSortFilterProxyModel(parent), m_model(model),
      m_collator(QLocale(QLocale::English)) // the C locale knows no numbers in names
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(model);
    setSortRole(RunsModel::SortRole);
}

void RunsFilter::setWords(const QStringList& words)
{
    m_words = words;
    invalidateFilter();
}

void RunsFilter::setVerdicts(const QSet<int>& verdicts)
{
    m_verdicts = verdicts;
    invalidateFilter();
}

bool RunsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (!isFiltering())
        return true;
    const QModelIndex index = m_model->index(row, RunsModel::Name, parent);
    if (const RunRow* const run = m_model->runAt(index))
        return accepts(*run);
    for (int child = 0; child < m_model->rowCount(index); ++child)
        if (accepts(*m_model->runAt(m_model->index(child, RunsModel::Name, index))))
            return true;
    return false;
}

bool RunsFilter::accepts(const RunRow& run) const
{
    if (!m_verdicts.isEmpty() && !m_verdicts.contains(static_cast<int>(run.summary.verdict)))
        return false;
    if (m_words.isEmpty())
        return true;
    QString text;
    for (const int column : {RunsModel::Name, RunsModel::VerdictColumn, RunsModel::Seed,
                             RunsModel::Preset, RunsModel::Note})
        text += runs_columns::text(run, column) + u' ';
    return std::ranges::all_of(
        m_words, [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool RunsFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(RunsModel::SortRole);
    const QVariant b = right.data(RunsModel::SortRole);
    if (a.typeId() != QMetaType::Double || b.typeId() != QMetaType::Double)
        return m_collator.compare(a.toString(), b.toString()) < 0;
    const auto isNever = [](double key) { return std::isnan(key) || key == HUGE_VAL; };
    const double x = a.toDouble();
    const double y = b.toDouble();
    if (isNever(x) || isNever(y))
        return isNever(x) != isNever(y) && isNever(y) == (sortOrder() == Qt::AscendingOrder);
    return x < y;
}

} // namespace grokking
