// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table of runs, live and stored. A plain item model over values the caller pushes in; keyed
// by the run's file. GUI thread only.
#pragma once

#include "core/events/training_event.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <map>
#include <optional>
#include <vector>

namespace grokking {

// One run. `file` is its identity; the library may not have written it yet (a live run).
struct RunRow {
    QString file;
    QString name;
    QString preset;
    std::int64_t seed = 0;
    QDateTime created;
    RunSummary summary;
    std::optional<Sampled> last; // last sample
    bool live = false;           // training now
    bool overlaid = false;       // drawn behind the current run
    QString note;
    QString error; // why the file cannot be read; empty if it can
};

class RunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        VerdictColumn,
        T1,
        T2,
        Gap,
        TrainScore,
        TestScore,
        Steps,
        Seed,
        Preset,
        Note,
        Created,
        ColumnCount
    };
    // The value rows are sorted by: a number where the column shows one; censored steps last.
    static constexpr int SortRole = Qt::UserRole;
    static constexpr int FileRole = Qt::UserRole + 1;

    explicit RunsModel(QObject* parent = nullptr);

    [[nodiscard]] const std::vector<RunRow>& rows() const { return m_rows; }
    // Returns the row of a file, or nullptr. Valid until the next change.
    [[nodiscard]] const RunRow* findRow(const QString& file) const;
    // Returns the name's index of a file's row, invalid if there is none.
    [[nodiscard]] QModelIndex indexOf(const QString& file) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    // Takes a check mark of Name and a text of Note: emits, and shows what the user chose.
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

private:
    void indexRows();

    std::vector<RunRow> m_rows;
    std::map<QString, int> m_rowOfFile;
};

} // namespace grokking
