// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run_groups.h"

#include <algorithm>

namespace grokking {

int RunGroup::find(const QString& file) const
{
    return static_cast<int>(std::ranges::find(runs, file, &RunRow::file) - runs.begin());
}

RunRow& RunGroup::run(const QString& file)
{
    return runs[static_cast<std::size_t>(find(file))];
}

const RunGroupRow& RunGroup::summarized()
{
    if (!summary)
        summary = summarizeGroup(runs);
    return *summary;
}

QString RunGroups::keyOf(const RunRow& run)
{
    return run.group.isEmpty() || !run.error.isEmpty() ? run.file : run.group;
}

std::vector<RunRow> RunGroups::runs() const
{
    std::vector<RunRow> runs;
    for (const auto& group : m_groups)
        runs.insert(runs.end(), group->runs.begin(), group->runs.end());
    return runs;
}

void RunGroups::append(const RunRow& run)
{
    const QString key = keyOf(run);
    RunGroup*& group = m_ofKey[key];
    if (!group) {
        m_groups.push_back(std::make_unique<RunGroup>());
        group = m_groups.back().get();
        group->key = key;
        group->row = count() - 1;
    }
    group->runs.push_back(run);
    group->summary.reset();
    m_ofFile[run.file] = group;
}

void RunGroups::remove(const QString& file)
{
    RunGroup* const group = m_ofFile.take(file);
    group->runs.erase(group->runs.begin() + group->find(file));
    group->summary.reset();
    if (!group->runs.empty())
        return;
    m_ofKey.remove(group->key);
    m_groups.erase(m_groups.begin() + group->row);
    for (int row = 0; row < count(); ++row)
        at(row)->row = row;
}

void RunGroups::clear()
{
    m_groups.clear();
    m_ofKey.clear();
    m_ofFile.clear();
}

} // namespace grokking
