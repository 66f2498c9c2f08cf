// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/replot_turns.h"

#include "widgets/run_view.h"

#include <algorithm>

namespace grokking {

namespace {

constexpr qint64 restPerTurn = 2; // how much longer the rest is than the redrawing

} // namespace

ReplotTurns::ReplotTurns(QObject* parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ReplotTurns::takeTurn);
    m_sinceTurn.start();
}

void ReplotTurns::ask(RunView* view)
{
    if (std::ranges::find(m_waiting, view) != m_waiting.end())
        return;
    m_waiting.push_back(view);
    if (!m_timer.isActive())
        m_timer.start(static_cast<int>(std::max<qint64>(0, m_restMs - m_sinceTurn.elapsed())));
}

void ReplotTurns::forget(RunView* view)
{
    std::erase(m_waiting, view);
}

void ReplotTurns::takeTurn()
{
    if (m_waiting.empty())
        return;
    RunView* const view = m_waiting.front();
    m_waiting.pop_front();
    QElapsedTimer clock;
    clock.start();
    view->redraw();
    m_restMs = restPerTurn * clock.elapsed();
    m_sinceTurn.start();
    if (!m_waiting.empty())
        m_timer.start(static_cast<int>(m_restMs));
}

} // namespace grokking
