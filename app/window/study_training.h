// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The study that trains in this window: whose it is, which of its runs were done, and how long the
// others will take. Holds the lock of its folder. GUI thread only.
#pragma once

#include "app/shared/folder_lock.h"
#include "app/window/run_controller.h"

#include <QHash>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace grokking {

struct PreparedStudy;

class StudyTraining
{
public:
    // Takes the lock of a study that was prepared with jobs to do.
    StudyTraining(std::string id, std::filesystem::path folder, PreparedStudy& prepared);

    // Returns the runs to be trained, in order.
    [[nodiscard]] const std::vector<PlannedRun>& plans() const { return m_plans; }
    // Returns whether it is this study, in this folder.
    [[nodiscard]] bool isOf(const std::string& id, const std::filesystem::path& folder) const
    {
        return m_id == id && m_folder == folder;
    }
    // Returns how many runs of the study are done, those done before included.
    [[nodiscard]] std::size_t done() const { return m_done; }
    // Takes another number of them; returns whether it is another.
    bool setDone(std::size_t done);

    // Adds to the time trained, in seconds; not while it is paused.
    void addTime(double seconds) { m_seconds += seconds; }
    // Returns about how long the runs still take, judged from the steps done so far; empty until
    // that means something.
    [[nodiscard]] QString timeLeft(const std::vector<std::unique_ptr<LiveRun>>& runs) const;

private:
    std::string m_id;
    std::filesystem::path m_folder;
    std::unique_ptr<FolderLock> m_lock;
    std::vector<PlannedRun> m_plans;
    QHash<QString, std::int64_t> m_firstSteps; // of its runs
    std::int64_t m_steps = 0;                  // of all its runs, from there on
    double m_seconds = 0.0;
    std::size_t m_done;
};

} // namespace grokking
