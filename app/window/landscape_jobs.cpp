// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/landscape_jobs.h"

#include "app/window/background.h"
#include "core/train/basin.h"
#include "core/util/processor.h"

#include <algorithm>
#include <array>

namespace grokking {

namespace {

using namespace std::chrono_literals;

// Places a side: something is seen soon even where each of them takes a tenth of a second.
constexpr std::array<std::size_t, 3> grids{10, 34, 100};
constexpr auto newsInterval = 100ms;

} // namespace

LandscapeJob::LandscapeJob(QObject* parent) : QObject(parent) {}

LandscapeJob::~LandscapeJob()
{
    m_stop.request_stop();
}

void LandscapeJob::start(const ExperimentSpec& spec, const LandscapePlane& plane,
                         const std::vector<double>& others)
{
    const bool isSamePlane = m_request && m_request->spec == spec
                             && m_request->plane.across == plane.across
                             && m_request->plane.up == plane.up;
    m_request = Request{spec, plane, others};
    // While a run trains the others move on all the time: the first grid is let come to its end.
    const bool letsEnd = m_isBusy && isSamePlane && m_stage == 0;
    m_isStale = letsEnd;
    m_stage = 0;
    if (letsEnd)
        return;
    m_stop.request_stop();
    if (!m_isBusy)
        compute();
}

void LandscapeJob::stop()
{
    m_request.reset();
    m_stop.request_stop();
}

void LandscapeJob::compute()
{
    m_isBusy = true;
    m_isStale = false;
    m_stop = {};
    m_since.start();
    Request request = *m_request;
    request.plane.across.count = request.plane.up.count = grids[m_stage];
    inBackground(
        m_pool, this,
        [request = std::move(request), stop = m_stop.get_token()] {
            return computeLandscape(request.spec, request.plane, request.others, stop);
        },
        [this](const Result<Landscape>& landscape) { take(landscape); });
}

void LandscapeJob::take(const Result<Landscape>& landscape)
{
    m_isBusy = false;
    const bool wasStopped = m_stop.stop_requested();
    if (!wasStopped && !landscape) {
        emit failed(landscape.error());
        return;
    }
    if (!wasStopped) {
        emit made(*landscape);
        if (!m_isStale)
            ++m_stage;
    }
    if (m_request && m_stage < grids.size() && (wasStopped || m_isStale || isNextQuick()))
        compute();
}

// A landscape is looked at, not waited for.
bool LandscapeJob::isNextQuick() const
{
    constexpr double mostMs = 30'000.0;
    const double ratio = m_stage == 0 ? 1.0
                                      : static_cast<double>(grids[m_stage])
                                            / static_cast<double>(grids[m_stage - 1]);
    return static_cast<double>(m_since.elapsed()) * ratio * ratio < mostMs;
}

BasinJob::BasinJob(QObject* parent) : QObject(parent)
{
    m_news.setSingleShot(true);
    m_news.setInterval(newsInterval);
    connect(&m_news, &QTimer::timeout, this, [this] {
        if (m_isBusy)
            emit progressed();
    });
}

BasinJob::~BasinJob()
{
    m_stop.request_stop();
}

void BasinJob::start(const ExperimentSpec& spec, const LandscapePlane& plane)
{
    if (m_isBusy)
        return;
    m_isBusy = true;
    m_stop = {};
    m_spec = spec;
    m_done = 0;
    m_basin = {plane.across, plane.up, std::vector<BasinCell>(plane.across.count * plane.up.count)};
    m_since.start();
    emit progressed();
    const auto tell = [guard = QPointer(this)](std::size_t cell, const BasinCell& outcome) {
        callLater(QCoreApplication::instance(), [=] {
            if (guard)
                guard->takeCell(cell, outcome);
        });
    };
    inBackground(
        m_pool, this,
        [spec, plane, tell, stop = m_stop.get_token()] {
            return computeBasin(
                spec, plane, {.jobs = usableCores(), .priority = RunPriority::Lower}, stop, tell);
        },
        [this](const Result<Basin>& basin) { finish(basin); });
}

// Starts differ in how long they take, but the first ones are from all over the plane.
BasinStatus BasinJob::status() const
{
    using Phase = BasinStatus::Phase;
    BasinStatus status{.done = m_done, .count = m_basin.cells.size()};
    status.phase = status.count == 0       ? Phase::None
                   : m_isBusy              ? Phase::Computing
                   : m_done < status.count ? Phase::Stopped
                                           : Phase::Complete;
    if (m_isBusy && m_done >= usableCores() && m_done > 0)
        status.secondsLeft = 1e-3 * static_cast<double>(m_since.elapsed())
                             * static_cast<double>(status.count - m_done)
                             / static_cast<double>(m_done);
    return status;
}

void BasinJob::stop()
{
    m_stop.request_stop();
}

void BasinJob::takeCell(std::size_t cell, const BasinCell& outcome)
{
    m_basin.cells[cell] = outcome;
    ++m_done;
    if (!m_news.isActive())
        m_news.start();
}

void BasinJob::finish(const Result<Basin>& basin)
{
    m_isBusy = false;
    if (basin) {
        m_basin = *basin;
        const auto open = std::ranges::count(m_basin.cells, Verdict::Running, &BasinCell::verdict);
        m_done = m_basin.cells.size() - static_cast<std::size_t>(open);
    }
    emit progressed();
    if (!basin)
        emit failed(basin.error());
}

} // namespace grokking
