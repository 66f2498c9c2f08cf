// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The logits of all pairs of operands of a cyclic task, x and y and the answers z in the order of
// the circle, and what of them turns with the rule (Nanda et al. 2023, arXiv 2301.05217, Sec. 4
// and 5). With w_k = 2 pi k / n, L (n, n, n) and s the sign of the task. Plain values; any thread.
#pragma once

#include "core/metrics/cyclic_task.h"

namespace grokking {

struct PairLogits {
    CyclicTask task;
    std::vector<float> values; // (x, y, z)

    [[nodiscard]] std::span<const float> pair(std::int64_t x, std::int64_t y) const
    {
        const std::int64_t n = task.size();
        return std::span(values).subspan(static_cast<std::size_t>((x * n + y) * n),
                                         static_cast<std::size_t>(n));
    }
    // Returns the place of the answer of a pair.
    [[nodiscard]] std::int64_t answer(std::int64_t x, std::int64_t y) const
    {
        return (x + task.sign * y + task.size()) % task.size();
    }
};

// Returns whether the runs of a spec have them: a task whose answer is a sum or difference of
// places, each pair of which is there once, of a bearable size. Cheap enough for every move of a
// slider.
[[nodiscard]] bool hasPairLogits(const ExperimentSpec& spec);

// Returns them, computed once for a context; nullptr if hasPairLogits() is false or stop is
// requested.
[[nodiscard]] std::shared_ptr<const PairLogits> pairLogits(const MetricContext& context);

// Returns for k = 1 .. n / 2 the share of cos w_k(x + s y - z) and sin w_k(x + s y - z) in the sum
// of squares of the logits, each pair's less their mean, which a softmax does not see. Empty if
// that sum is 0.
[[nodiscard]] std::vector<double> rulePowers(const PairLogits& logits);

// Returns the key frequencies by those powers: the strongest, as many as hold 90 % of the sum of
// all powers, but at most 5. Ascending.
[[nodiscard]] std::vector<std::int64_t> keyFrequencies(const std::vector<double>& powers);

// What of the logits depends on the answer alone: (answer, z).
struct AnswerParts {
    Array<double> constant; // mean over all pairs, in each row the same
    Array<double> keys;     // cos w_k(x + s y) and sin w_k(x + s y) for the key frequencies k
};
[[nodiscard]] AnswerParts answerParts(const PairLogits& logits,
                                      const std::vector<std::int64_t>& keys);

} // namespace grokking
