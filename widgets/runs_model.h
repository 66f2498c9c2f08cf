// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table of runs, live and stored, as a tree: runs of one spec with different seeds are the
// children of a group; any other run stands for itself. A plain item model over values the caller
// pushes in; keyed by the run's file. GUI thread only.
#pragma once

#include "widgets/run_groups.h"
#include "widgets/runs_columns.h"

#include <QAbstractItemModel>
#include <QStringList>

#include <vector>

namespace grokking {

class RunsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    using Column = runs_columns::Column;
    using enum runs_columns::Column;
    // The value rows are sorted by (runs_columns::sortKey).
    static constexpr int SortRole = Qt::UserRole;
    // The file of a run; of a group, of its first run.
    static constexpr int FileRole = Qt::UserRole + 1;

    explicit RunsModel(QObject* parent = nullptr);
    ~RunsModel() override;

    // Returns all runs, group by group.
    [[nodiscard]] std::vector<RunRow> rows() const { return m_groups.runs(); }
    [[nodiscard]] int runCount() const { return m_groups.runCount(); }
    // Returns the row of a file, or nullptr. Valid until the next change.
    [[nodiscard]] const RunRow* findRow(const QString& file) const;
    // Returns the name's index of a file's row, invalid if there is none.
    [[nodiscard]] QModelIndex indexOf(const QString& file) const;
    // Returns the run of a row; nullptr for the row of a group.
    [[nodiscard]] const RunRow* runAt(const QModelIndex& index) const;
    // Returns the file of a run, or the files of a group in their order.
    [[nodiscard]] QStringList filesAt(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    // Takes a check mark of Name and a text of Note: emits, and shows what the user chose. A text
    // of Name only emits: the run may not get that name.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

public slots:
    // Replaces all rows.
    void setRuns(const std::vector<grokking::RunRow>& runs);
    // Replaces the row of the same file, or appends one.
    void updateRun(const grokking::RunRow& run);
    void removeRun(const QString& file);

signals:
    void overlayToggled(const QString& file, bool overlaid);
    void noteEdited(const QString& file, const QString& note);
    void renameRequested(const QString& file, const QString& name);

private:
    [[nodiscard]] RunGroup* groupAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const RunGroup& group) const;
    void insert(const RunRow& run);
    void reset(const std::vector<RunRow>& runs);
    void check(const QModelIndex& index, bool overlaid);
    void announceGroup(RunGroup& group);

    RunGroups m_groups;
};

} // namespace grokking
