// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Predicted class and margin of the observed samples over the steps of a run, taken from the
// observations "sample-predictions" and "sample-margins". Plain value; GUI thread only.
#pragma once

#include "core/events/training_event.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace grokking {

class PredictionHistory
{
public:
    // What a run predicted of one sample.
    struct Prediction {
        std::int64_t step = 0;
        int label = 0; // the predicted class, from 0
        double margin = 0.0;
    };

    void clear();
    // Takes an observation; others than these two are ignored.
    void take(const Observed& observed);

    // Returns how many samples are observed; 0 before the first observation.
    [[nodiscard]] std::size_t samples() const { return m_samples; }
    // Returns at how many steps both numbers are known.
    [[nodiscard]] std::size_t size() const;
    // Returns the index of the last step at or before the cursor, or of the last step without one;
    // nullopt if there is none.
    [[nodiscard]] std::optional<std::size_t> indexAt(std::optional<std::int64_t> cursor) const;
    // Returns what was predicted; index < size(), sample < samples().
    [[nodiscard]] Prediction at(std::size_t index, std::size_t sample) const;

private:
    std::size_t m_samples = 0;
    std::vector<std::int64_t> m_steps;   // of the predicted classes
    std::vector<std::uint16_t> m_labels; // (steps, samples)
    std::vector<float> m_margins;        // likewise
};

} // namespace grokking
