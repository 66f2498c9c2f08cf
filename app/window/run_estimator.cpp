// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_estimator.h"

#include "app/window/background.h"
#include "core/train/run_memory.h"
#include "core/util/processor.h"

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

constexpr int settlingMs = 300; // a slider rests

} // namespace

RunEstimator::RunEstimator(QObject* parent) : QObject(parent), m_runsAtOnce(usableCores())
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(settlingMs);
    connect(&m_delay, &QTimer::timeout, this, &RunEstimator::measure);
}

RunEstimator::~RunEstimator() = default;

void RunEstimator::setSpec(const std::optional<ExperimentSpec>& spec)
{
    std::erase_if(m_costs, [](const auto& cost) { return !cost.second; }); // it may have passed
    m_spec = spec;
    m_key = spec ? costKey(*spec) : std::string();
    refresh();
}

void RunEstimator::setRunsAtOnce(std::size_t runs)
{
    m_runsAtOnce = runs;
    refresh();
}

void RunEstimator::setSeeds(int count)
{
    m_seeds = count;
    refresh();
}

void RunEstimator::setTraining(bool training)
{
    m_training = training;
    refresh();
}

void RunEstimator::refresh()
{
    const bool unknown = m_spec && !m_costs.contains(m_key);
    // What a run takes that goes on, the next one may take: it begins when that one is over.
    m_problem = m_spec && !m_training ? memoryProblem(*m_spec) : std::nullopt;
    if (m_training)
        m_probe.request_stop();
    if (unknown && !m_training && !m_problem)
        m_delay.start(); // anew with each change
    else
        m_delay.stop();
    emit estimated(text());
}

void RunEstimator::measure()
{
    if (m_measuring) { // another spec; take() comes back here
        m_probe.request_stop();
        return;
    }
    m_measuring = true;
    m_probe = std::jthread([this, spec = *m_spec, key = m_key](const std::stop_token& stop) {
        lowerThreadPriority();
        const auto cost = probeRun(spec, stop);
        callLater(this, [this, key, cost] { take(key, cost); });
    });
}

void RunEstimator::take(const std::string& key, const Result<std::optional<RunCost>>& cost)
{
    m_measuring = false;
    if (!cost)
        m_costs.insert_or_assign(key, cost.error());
    else if (const auto& measured = *cost)
        m_costs.insert_or_assign(key, *measured);
    refresh();
}

QString RunEstimator::text() const
{
    if (!m_spec)
        return tr("No estimate: a setting is marked as wrong");
    if (m_problem)
        return QString::fromStdString(m_problem->text());
    const auto runs = static_cast<std::size_t>(m_seeds);
    const auto cost = m_costs.find(m_key);
    if (cost == m_costs.end()) {
        const auto memory = QString::fromStdString(memoryText(runMemory(*m_spec).atOnce()));
        return m_training ? tr("%1; the time is measured when no run goes on").arg(memory)
                          : tr("%1; measuring the time…").arg(memory);
    }
    if (!cost->second)
        return QString::fromStdString(cost->second.error().text());
    return QString::fromStdString(estimateText(
        estimateRun(*m_spec, *cost->second), runs,
        runsSideBySide(runMemory(*m_spec), std::min(runs, m_runsAtOnce), availableMemory())));
}

} // namespace grokking
