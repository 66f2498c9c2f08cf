// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Connects the table of runs with the library: opening popovers, telling what was done, keeping the
// columns. Owned by the window; GUI thread only.
#pragma once

#include "app/window/run_editing.h"
#include "core/store/library_cleanup.h"

#include <QObject>
#include <QTimer>

namespace grokking {

class RunsTable;

class RunsDesk : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunsDesk)

public:
    // Both are borrowed and outlive this. Shows the columns as they were last time.
    RunsDesk(RunLibrary& library, RunsTable& table, QObject* parent = nullptr);
    ~RunsDesk() override;

public slots:
    // Brings back the runs deleted last.
    void undoRemove();
    // Shows what differs between the settings of two run files.
    void showDifference(const QString& left, const QString& right);

signals:
    void renamed(const QString& from, const QString& to);
    // Something was done; `canUndo` if undoRemove() takes it back.
    void told(const QString& message, bool canUndo);
    void failed(const grokking::Error& error);

private:
    void connectTable();
    void findCleanup();
    void showCleanup(const std::vector<CleanupItem>& items);
    [[nodiscard]] std::vector<CleanupItem> withoutLive(std::vector<CleanupItem> items) const;
    void cleanUp(const std::vector<CleanupItem>& items);
    void keepColumns() const;

    RunLibrary& m_library;
    RunsTable& m_table;
    RunEditing m_editing;
    QTimer m_columnsTimer; // dragging a column emits often
};

} // namespace grokking
