// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/study_training.h"

#include "app/shared/study_plan.h"
#include "widgets/number_text.h"

#include <algorithm>
#include <utility>

namespace grokking {

StudyTraining::StudyTraining(std::string id, std::filesystem::path folder, PreparedStudy& prepared)
    : m_id(std::move(id)), m_folder(std::move(folder)), m_lock(std::move(prepared.lock)),
      m_done(prepared.plan.finished.size())
{
    for (const RunJob& job : prepared.plan.jobs) {
        const QString file = QString::fromStdString(job.file.string());
        const std::int64_t first = job.resumePoint ? job.resumePoint->checkpoint.step : 0;
        m_plans.push_back(
            {job.spec, file, job.resumePoint ? RunBeginning::GoOn : RunBeginning::New});
        m_firstSteps[file] = first;
        m_steps += job.spec.training.steps - first;
    }
}

bool StudyTraining::setDone(std::size_t done)
{
    return std::exchange(m_done, done) != done;
}

QString StudyTraining::timeLeft(const std::vector<std::unique_ptr<LiveRun>>& runs) const
{
    constexpr double shortest = 3.0; // seconds
    std::int64_t done = 0;
    for (const auto& run : runs) {
        const std::int64_t first = m_firstSteps.value(run->file());
        const std::int64_t reached = run->isOver()    ? run->spec().training.steps
                                     : run->session() ? run->session()->currentStep()
                                                      : first;
        done += std::max(first, reached) - first;
    }
    if (m_seconds < shortest || done == 0)
        return {};
    return durationText(m_seconds * static_cast<double>(m_steps - done)
                        / static_cast<double>(done));
}

} // namespace grokking
