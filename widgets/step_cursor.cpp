// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/step_cursor.h"

#include <algorithm>

namespace grokking {

std::optional<std::size_t> indexAt(std::span<const std::int64_t> steps,
                                   std::optional<std::int64_t> cursor)
{
    const auto after = cursor ? std::ranges::upper_bound(steps, *cursor) : steps.end();
    if (after == steps.begin())
        return std::nullopt;
    return static_cast<std::size_t>(after - steps.begin() - 1);
}

void StepCursor::startRun(const RunStarted& started)
{
    if (started.firstStep > 0)
        return;
    m_steps.clear();
    set({});
}

void StepCursor::addSamples(std::span<const Sampled> samples)
{
    for (const Sampled& sample : samples)
        if (m_steps.empty() || sample.step > m_steps.back())
            m_steps.push_back(sample.step);
}

void StepCursor::hover(std::optional<std::int64_t> step)
{
    if (!m_marks.pinned)
        set({.step = step, .reference = m_marks.reference});
}

void StepCursor::pin(std::int64_t step)
{
    const auto after = std::ranges::lower_bound(m_steps, step);
    if (after == m_steps.end())
        step = m_steps.empty() ? step : m_steps.back();
    else if (after == m_steps.begin() || *after - step < step - *(after - 1))
        step = *after;
    else
        step = *(after - 1);
    set({.step = step, .reference = m_marks.reference, .pinned = true});
}

void StepCursor::toggle(std::int64_t step)
{
    if (m_marks.pinned && m_marks.step == step)
        set({.step = step, .reference = m_marks.reference}); // the mouse is still there
    else
        pin(step);
}

void StepCursor::toggleReference(std::int64_t step)
{
    CursorMarks marks = m_marks;
    if (marks.reference == step)
        marks.reference.reset();
    else
        marks.reference = step;
    set(marks);
}

void StepCursor::move(int evaluations)
{
    if (m_steps.empty())
        return;
    const auto last = std::ssize(m_steps) - 1;
    const auto at = m_marks.step
                        ? std::ranges::upper_bound(m_steps, *m_marks.step) - m_steps.begin() - 1
                        : last;
    const auto wanted = at + evaluations;
    if (wanted > last)
        set({.reference = m_marks.reference});
    else
        pin(m_steps[static_cast<std::size_t>(std::max<std::ptrdiff_t>(wanted, 0))]);
}

void StepCursor::moveToStart()
{
    if (!m_steps.empty())
        pin(m_steps.front());
}

void StepCursor::release()
{
    set({});
}

void StepCursor::set(const CursorMarks& marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    emit moved(m_marks);
}

} // namespace grokking
