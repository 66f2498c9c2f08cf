// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Computes landscapes and basins on threads of their own, which give way to the window. Owned by
// the landscape desk; GUI thread only.
#pragma once

#include "core/train/landscape.h"
#include "widgets/landscape_scene.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <optional>
#include <stop_token>
#include <vector>

namespace grokking {

// Computes the landscape asked for last, on a coarse grid first and then on finer ones, as long as
// those take no more than half a minute.
class LandscapeJob : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LandscapeJob)

public:
    explicit LandscapeJob(QObject* parent = nullptr);
    // Stops what is being computed.
    ~LandscapeJob() override;

    // Computes that of a valid spec; `plane` has its axes, whose grids are made finer in turn.
    // `others` are as computeLandscape() takes them.
    void start(const ExperimentSpec& spec, const LandscapePlane& plane,
               const std::vector<double>& others);
    void stop();

signals:
    void made(const grokking::Landscape& landscape);
    void failed(const grokking::Error& error);

private:
    void compute();
    void take(const Result<Landscape>& landscape);
    [[nodiscard]] bool isNextQuick() const;

    struct Request {
        ExperimentSpec spec;
        LandscapePlane plane;
        std::vector<double> others;
    };
    std::optional<Request> m_request;
    std::size_t m_stage = 0; // of the grids
    std::stop_source m_stop; // of what is being computed
    QElapsedTimer m_since;   // it began
    bool m_isBusy = false;
    bool m_isStale = false; // another one of the same plane is asked for
    QThreadPool m_pool;     // last: is waited for before the rest is destroyed
};

// Trains the starts of one basin at a time, and tells what is known of it.
class BasinJob : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BasinJob)

public:
    explicit BasinJob(QObject* parent = nullptr);
    // Stops the runs.
    ~BasinJob() override;

    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    // Returns the experiment of the last basin, whatever its start; nullopt before the first.
    [[nodiscard]] const std::optional<ExperimentSpec>& spec() const { return m_spec; }
    [[nodiscard]] const Basin& basin() const { return m_basin; }
    // Returns how far it is.
    [[nodiscard]] BasinStatus status() const;

    // Begins; does nothing while one is being computed.
    void start(const ExperimentSpec& spec, const LandscapePlane& plane);
    // Keeps what is known so far.
    void stop();

signals:
    // More is known of the basin, or its computation has come to an end.
    void progressed();
    void failed(const grokking::Error& error);

private:
    void takeCell(std::size_t cell, const BasinCell& outcome);
    void finish(const Result<Basin>& basin);

    std::optional<ExperimentSpec> m_spec;
    Basin m_basin;
    std::size_t m_done = 0;
    std::stop_source m_stop;
    QElapsedTimer m_since; // it began
    QTimer m_news;         // so that many short runs do not keep the window busy
    bool m_isBusy = false;
    QThreadPool m_pool; // last, likewise
};

} // namespace grokking
