// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Slingshots (Thilak et al. 2022, arXiv 2206.04817): moments at which the train loss jumps up and
// comes back while the weights' norm makes a leap. They describe them by the norm of the last
// layer; here it is that of all parameters, which every sample has. Precisely: a sample begins a
// jump if its train loss is at least 10 times the median of the last 21 samples outside of jumps
// (at least 5 of them; a median below 1e-8 counts as that); the jump ends with the first sample
// below that line. It is a slingshot if the norm is then at least 0.5 % above the one before
// the jump. A loss that stays up for 21 samples is no jump, but a new level. What happens between
// two evaluations is not seen. One owner, one thread.
#pragma once

#include "core/events/training_event.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace grokking {

struct Slingshot {
    std::int64_t step = 0;   // of the sample with the highest train loss
    double lossRatio = 0.0;  // that loss to the median before
    double normGrowth = 0.0; // weight norm after the jump to the one before

    bool operator==(const Slingshot&) const = default;
};

class SlingshotWatch
{
public:
    // Takes one sample, in order of steps. Manual samples and repeated steps are ignored.
    void append(const Sampled& sample);

    // Returns those that are over, in order of steps.
    [[nodiscard]] const std::vector<Slingshot>& slingshots() const { return m_found; }

private:
    struct Jump {
        Slingshot highest;
        double line = 0.0;   // train loss at which it began
        double median = 0.0; // of the losses before
        std::vector<double> losses;
    };

    void begin(const Sampled& sample, double median);
    void goOn(const Sampled& sample);
    void keep(double loss);

    std::deque<double> m_losses; // of the last samples outside of jumps
    double m_norm = 0.0;         // of the last one of them
    std::optional<Jump> m_jump;
    std::optional<std::int64_t> m_lastStep;
    std::vector<Slingshot> m_found;
};

// Returns the slingshots of a run with these samples.
[[nodiscard]] std::vector<Slingshot> findSlingshots(std::span<const Sampled> samples);

} // namespace grokking
