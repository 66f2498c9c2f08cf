// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What learners in float64 on the CPU have in common whose parameters are a short flat vector: the
// vector, its optimizer, and their state. One thread at a time, as learner.h says.
#pragma once

#include "core/learners/learner.h"
#include "core/learners/memory.h"
#include "core/optim/optimizer.h"

#include <span>
#include <vector>

namespace grokking {

class FlatLearner : public Learner
{
public:
    bool step(std::int64_t step, std::span<const std::int32_t> batch,
              const std::stop_token& stop) final;
    std::vector<double> parameters() const final;
    void setParameters(std::span<const double> parameters) final;
    void setOptimizerSetting(std::string_view id, double value) final;
    double optimizerSetting(std::string_view id) const final;
    std::vector<std::byte> saveState() const final;
    Status restoreState(std::span<const std::byte> state) final;
    Environment environment() const final;

protected:
    FlatLearner(const LearnerContext& context, std::span<const double> initialParameters);

    // Returns the parameters where they lie.
    [[nodiscard]] std::span<const double> place() const;

    // Has only so many parameters trained; the others stay what they are.
    void trainOnly(std::size_t first, std::size_t count);

    // Returns the gradient of what training minimizes at some parameters, over a batch of examples,
    // or over all of them if it is empty; valid until the next call. Incomplete once stop is
    // requested: the step is then not made.
    virtual std::span<double> stepGradient(std::span<const double> parameters,
                                           std::span<const std::int32_t> batch,
                                           const std::stop_token& stop) = 0;

private:
    OptimizerSettings m_optimizer;
    std::uint64_t m_noiseSeed;
    std::size_t m_size;               // of the parameters
    std::size_t m_firstTrained = 0;   // of them
    std::size_t m_trained;            // how many
    std::int64_t m_updates = 0;       // done so far
    std::vector<double> m_state;      // the parameters, then the optimizer's vectors of that size
    std::vector<double> m_noisyPlace; // where gradients are taken if the optimizer adds noise
};

// Returns the memory of so many parameters and a gradient, and of their state.
[[nodiscard]] LearnerMemory flatLearnerMemory(std::int64_t parameters, const EntrySpec& optimizer);

} // namespace grokking
