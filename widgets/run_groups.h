// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs by the experiment they belong to: those of one spec with different seeds are a group, any
// other run is one for itself. In order of appearance; owned by RunsModel. GUI thread only.
#pragma once

#include "widgets/run_row.h"

#include <QHash>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace grokking {

struct RunGroup {
    QString key;
    int row = 0; // its place among the groups
    std::vector<RunRow> runs;
    std::optional<RunGroupRow> summary; // of the present runs, made when it is asked for

    // Returns whether it is shown as a group: one run is shown as that run.
    [[nodiscard]] bool isFolded() const { return runs.size() > 1; }
    [[nodiscard]] int count() const { return static_cast<int>(runs.size()); }
    // Returns the place of a file's run, count() if there is none.
    [[nodiscard]] int find(const QString& file) const;
    // Returns the run of a file that is in the group.
    [[nodiscard]] RunRow& run(const QString& file);
    [[nodiscard]] const RunGroupRow& summarized();
};

class RunGroups
{
public:
    // Returns the key of the group a run belongs to.
    [[nodiscard]] static QString keyOf(const RunRow& run);

    [[nodiscard]] int count() const { return static_cast<int>(m_groups.size()); }
    [[nodiscard]] int runCount() const { return static_cast<int>(m_ofFile.size()); }
    [[nodiscard]] RunGroup* at(int row) const
    {
        return m_groups[static_cast<std::size_t>(row)].get();
    }
    // Return the group of a file or of a key, or nullptr. Valid until it is empty.
    [[nodiscard]] RunGroup* ofFile(const QString& file) const { return m_ofFile.value(file); }
    [[nodiscard]] RunGroup* ofKey(const QString& key) const { return m_ofKey.value(key); }
    [[nodiscard]] QStringList files() const { return m_ofFile.keys(); }
    // Returns all runs, group by group.
    [[nodiscard]] std::vector<RunRow> runs() const;

    // Adds a run to its group, which may be a new one at the end.
    void append(const RunRow& run);
    // Removes a run that is there, and its group with its last one.
    void remove(const QString& file);
    void clear();

private:
    std::vector<std::unique_ptr<RunGroup>> m_groups;
    QHash<QString, RunGroup*> m_ofKey;
    QHash<QString, RunGroup*> m_ofFile;
};

} // namespace grokking
