// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_editing.h"

#include "app/window/background.h"
#include "core/store/run_library.h"

#include <system_error>
#include <utility>

namespace grokking {

RunEditing::RunEditing(RunLibrary& library, QObject* parent) : QObject(parent), m_library(library)
{
}

void RunEditing::rename(const QString& file, const QString& name)
{
    if (m_library.goesOn(file)) {
        emit failed({ErrorCode::FileAccess, "this run goes on; stop it before renaming it",
                     file.toStdString()});
        return;
    }
    const auto target = renameRun(file.toStdString(), name.toStdString());
    if (!target) {
        emit failed(target.error());
        return;
    }
    const QString to = QString::fromStdString(target->string());
    m_library.rename(file, to);
    emit renamed(file, to);
}

void RunEditing::setNote(const QString& file, const QString& note)
{
    inBackground(
        this, [file, note] { return grokking::setNote(file.toStdString(), note.toStdString()); },
        [this](const Status& status) {
            if (status)
                return;
            emit failed(status.error());
            m_library.refresh(); // shows the note that is there
        });
}

void RunEditing::remove(const QStringList& files)
{
    std::vector<Trashed> removal;
    std::optional<Error> problem;
    for (const QString& file : files) {
        const auto trashed =
            m_library.goesOn(file)
                ? Error{ErrorCode::FileAccess, "this run goes on; stop it before deleting it",
                        file.toStdString()}
                : trashRun(file.toStdString());
        if (!trashed) {
            problem = trashed.error();
            continue;
        }
        removal.push_back({file, *trashed});
        m_library.forget(file);
    }
    const auto count = static_cast<int>(removal.size());
    if (count > 0) {
        m_removals.push_back(std::move(removal));
        emit removed(count);
        m_library.refresh();
    }
    if (problem)
        emit failed(*problem);
}

void RunEditing::undoRemove()
{
    if (m_removals.empty())
        return;
    int count = 0;
    std::vector<Trashed> left;
    for (const Trashed& run : m_removals.back()) {
        if (const Status status = restoreRun(run.trashed, run.file.toStdString()); !status) {
            emit failed(status.error());
            std::error_code problem;
            if (std::filesystem::exists(run.trashed, problem) || problem)
                left.push_back(run);
            continue;
        }
        ++count;
    }
    m_removals.pop_back();
    if (!left.empty())
        m_removals.push_back(std::move(left));
    m_library.refresh();
    if (count > 0)
        emit restored(count);
}

} // namespace grokking
