// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sorts and filters the table of runs. A group is shown if one of its runs is, with those alone.
// GUI thread only.
#pragma once

#include "widgets/runs_model.h"

#include <QCollator>
#include <QSet>
#include <QSortFilterProxyModel>

namespace grokking {

class RunsFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    // `model` outlives the filter.
    explicit RunsFilter(RunsModel* model, QObject* parent = nullptr);

    // Returns whether a filter is set.
    [[nodiscard]] bool isFiltering() const { return !m_words.isEmpty() || !m_verdicts.isEmpty(); }

public slots:
    // Shows only runs that contain all of these words in name, verdict, seed, preset or note.
    void setWords(const QStringList& words);
    // Shows only runs of these verdicts; all if there are none.
    void setVerdicts(const QSet<int>& verdicts);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    // Numbers as numbers, "run 2" before "run 10", and what was never reached last either way.
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    [[nodiscard]] bool accepts(const RunRow& run) const;

    RunsModel* m_model;
    QStringList m_words;
    QSet<int> m_verdicts;
    QCollator m_collator;
};

} // namespace grokking
