// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Says at which steps a run is evaluated and its parameters stored. A pure function of the spec,
// so that pausing, resuming and looking more often move no evaluation. Any thread.
#pragma once

#include "core/spec/experiment_spec.h"

#include <cstdint>

namespace grokking {

class EvaluationSchedule
{
public:
    explicit EvaluationSchedule(const TrainingSpec& training);

    // Returns whether `step` is evaluated, apart from the last step of a run: step 0, the early
    // steps if asked for, and either every k-th step or steps evenly spaced on a log axis.
    [[nodiscard]] bool isEvaluated(std::int64_t step) const;

    // Returns whether an evaluated step is also one of those at which quantities are taken that
    // cost as much as so many steps (`batchesPerEpoch` for a pass over the training set): the early
    // steps, a few in each decade, and then so rarely that they cost about 2 % of the steps.
    [[nodiscard]] bool isThorough(std::int64_t step, std::int64_t costInSteps) const;

    // Returns an upper bound of how many of those there are in a run of so many steps.
    [[nodiscard]] std::int64_t thoroughAtMost(std::int64_t steps, std::int64_t costInSteps) const;

    // Returns how many evaluations a run of so many steps has, its last step included. Cheap enough
    // for every move of a slider.
    [[nodiscard]] std::int64_t count(std::int64_t steps) const;

    // Returns whether the parameters after `step` are stored.
    [[nodiscard]] bool isSnapshot(std::int64_t step) const;

private:
    [[nodiscard]] bool isSpaced(std::int64_t step) const;
    [[nodiscard]] std::int64_t countLogSpaced(std::int64_t steps) const;
    [[nodiscard]] bool isEarly(std::int64_t step) const;

    bool m_logarithmic;
    std::int64_t m_every;
    std::int64_t m_perDecade;
    bool m_early;
    std::int64_t m_snapshotsPerDecade;
};

} // namespace grokking
