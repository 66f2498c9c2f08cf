// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The step that all views look at: where the mouse is, or where it was pinned; without either the
// latest one, so that the views follow the run. A second cursor can be set to compare with. Owned
// by the view grid, which tells it the steps there are; the timeline moves it, too. GUI thread
// only.
#pragma once

#include "core/events/training_event.h"

#include <QObject>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace grokking {

struct CursorMarks {
    std::optional<std::int64_t> step;      // none: the latest
    std::optional<std::int64_t> reference; // values are compared with those there
    bool pinned = false;                   // stays when the mouse moves on

    bool operator==(const CursorMarks&) const = default;
};

// Returns the index of the last of some ascending steps at or before the cursor, or of the last one
// without a cursor; nullopt if there is none.
[[nodiscard]] std::optional<std::size_t> indexAt(std::span<const std::int64_t> steps,
                                                 std::optional<std::int64_t> cursor);

class StepCursor : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepCursor)

public:
    explicit StepCursor(QObject* parent = nullptr) : QObject(parent) {}

    [[nodiscard]] const CursorMarks& marks() const { return m_marks; }

public slots:
    // Begins a run: nothing is marked. A first step > 0 (a resumed run) keeps what came before.
    void startRun(const grokking::RunStarted& started);
    void addSamples(std::span<const grokking::Sampled> samples);

    // Looks at a step as long as the mouse is there; does nothing while the cursor is pinned.
    void hover(std::optional<std::int64_t> step);
    // Stays at the evaluated step nearest to this one.
    void pin(std::int64_t step);
    // Pins the cursor, or frees it if it is pinned at this step.
    void toggle(std::int64_t step);
    // Compares with this step, or no longer if it is the one already.
    void toggleReference(std::int64_t step);
    // Goes on by so many evaluations, or back; past the last one it follows the run again.
    void move(int evaluations);
    void moveToStart();
    // Follows the run; takes the second cursor away, too.
    void release();

signals:
    void moved(const grokking::CursorMarks& marks);

private:
    void set(const CursorMarks& marks);

    std::vector<std::int64_t> m_steps; // ascending
    CursorMarks m_marks;
};

} // namespace grokking
