// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The values of the runs drawn behind the current one, curve by curve. A plain value that follows
// histories which grow: only what is new is read. GUI thread only.
#pragma once

#include "widgets/curve_series.h"
#include "widgets/run_view.h"
#include "widgets/zero_scale.h"

#include <functional>
#include <memory>
#include <vector>

namespace grokking {

class OverlayCurves
{
public:
    struct Run {
        std::shared_ptr<const RunHistory> history;
        std::vector<std::int64_t> steps;
        std::vector<std::int64_t> manualSteps;    // those of them off the schedule: pauses
        std::vector<CurveSeries> curves;          // one per curve of the view
        ZeroScale scale{ZeroScale::Kind::Linear}; // has seen all of them

        // Appends a value for each curve.
        void append(std::int64_t step, std::span<const double> values);
    };

    // Appends what a run's history has beyond the steps read so far.
    using Read = std::function<void(Run& run)>;

    OverlayCurves(Read read, ZeroScale::Kind scale) : m_read(std::move(read)), m_scale(scale) {}

    // Takes these runs, in this order, instead of those before, each with so many curves.
    void take(const std::vector<RunOverlay>& overlays, std::size_t curves);
    // Forgets all that was read.
    void clear();

    [[nodiscard]] const std::vector<Run>& runs() const { return m_runs; }
    // Returns a scale that has seen all values.
    [[nodiscard]] const ZeroScale& scale() const { return m_scale; }
    // Returns a number that changes with the values.
    [[nodiscard]] double version() const { return m_version; }

private:
    [[nodiscard]] Run takeKnown(const std::shared_ptr<const RunHistory>& history,
                                std::size_t curves);

    Read m_read;
    std::vector<Run> m_runs;
    ZeroScale m_scale;
    double m_version = 0.0;
};

} // namespace grokking
