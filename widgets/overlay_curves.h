// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The values of the runs drawn behind the current one, curve by curve. A plain value that follows
// histories which grow: only what is new is read. GUI thread only.
#pragma once

#include "widgets/curve_series.h"
#include "widgets/run_view.h"
#include "widgets/zero_scale.h"

#include <memory>
#include <vector>

namespace grokking {

class OverlayCurves
{
public:
    using Value = double (*)(const Sampled&);

    struct Run {
        std::shared_ptr<const RunHistory> history;
        std::vector<std::int64_t> steps;
        std::vector<CurveSeries> curves;          // one per value
        ZeroScale scale{ZeroScale::Kind::Linear}; // has seen all of them
    };

    // Reads one curve per value of a sample; `scale` is the kind of the value axis.
    OverlayCurves(std::vector<Value> values, ZeroScale::Kind scale);

    // Takes these runs, in this order, instead of those before.
    void take(const std::vector<RunOverlay>& overlays);

    [[nodiscard]] const std::vector<Run>& runs() const { return m_runs; }
    // Returns a scale that has seen all values.
    [[nodiscard]] const ZeroScale& scale() const { return m_scale; }
    // Returns a number that changes with the values.
    [[nodiscard]] double version() const { return m_version; }

private:
    [[nodiscard]] Run takeKnown(const std::shared_ptr<const RunHistory>& history);
    void readNew(Run& run);

    std::vector<Value> m_values;
    std::vector<Run> m_runs;
    ZeroScale m_scale;
    double m_version = 0.0;
};

} // namespace grokking
