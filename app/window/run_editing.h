// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Renames, notes and deletes runs of the library, and brings deleted ones back. Never waits for the
// disk but to move a file. GUI thread only.
#pragma once

#include "app/window/run_library.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace grokking {

class RunEditing : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunEditing)

public:
    // `library` is borrowed and outlives this.
    explicit RunEditing(RunLibrary& library, QObject* parent = nullptr);

public slots:
    // Gives a run another name in its folder; refused while it goes on or if the name is taken.
    void rename(const QString& file, const QString& name);
    void setNote(const QString& file, const QString& note);
    // Moves runs into the trash of the folder; those that go on stay.
    void remove(const QStringList& files);
    // Brings back what the last remove() took, then what the one before took, and so on.
    void undoRemove();

signals:
    void renamed(const QString& from, const QString& to);
    // So many runs were deleted; undoRemove() brings them back.
    void removed(int runs);
    void restored(int runs);
    void failed(const grokking::Error& error);

private:
    struct Trashed {
        QString file; // where it was
        std::filesystem::path trashed;
    };

    RunLibrary& m_library;
    std::vector<std::vector<Trashed>> m_removals; // the last one at the end
};

} // namespace grokking
