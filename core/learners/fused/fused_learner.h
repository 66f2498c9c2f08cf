// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the networks on the CPU without LibTorch have in common: flat parameters with their
// optimizer state, and the loops that take the examples in blocks of rows that stay in cache. All
// memory is allocated when the learner is made. Computes on the calling thread, with the same bits
// on every run on the same machine. Number is float or double.
#pragma once

#include "core/kernels/activation.h"
#include "core/kernels/buffer.h"
#include "core/kernels/classification_loss.h"
#include "core/learners/dropout.h"
#include "core/learners/network_learner.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace grokking {

// Returns the activation with this id of a learner's settings.
[[nodiscard]] Activation activationOf(const std::string& id);

// Returns a copy in another number format.
template <class Number>
[[nodiscard]] Buffer<Number> bufferOf(std::span<const double> values);

// Turns logits (classes, rows) into `scale` times the gradient of the loss summed over the rows
// (and, of MSE, over the classes).
template <class Number>
void toLossGradient(const NetworkSettings& settings, const MatrixView<Number>& logits,
                    const std::int32_t* labels, double scale);

template <class Number>
class FusedLearner : public NetworkLearner
{
public:
    bool step(std::int64_t step, std::span<const std::int32_t> batch,
              const std::stop_token& stop) final;
    Evaluation evaluate(Split split, const std::stop_token& stop) override;
    double complexity() override;
    std::vector<double> parameters() const final;
    void setParameters(std::span<const double> parameters) final;
    std::vector<double> lossGradient(const std::stop_token& stop) final;
    std::vector<std::byte> saveState() const final;
    Status restoreState(std::span<const std::byte> state) final;
    Environment environment() const final;

protected:
    // Some examples of a split: those of the indices or, if there are none, from `first` on.
    struct Block {
        Split split = Split::Train;
        std::int64_t first = 0;
        const std::int32_t* indices = nullptr;
        std::int64_t rows = 0;
        const std::int32_t* labels = nullptr; // one per row
    };
    enum class Gradient { Set, Add };

    // The heir takes m_parameters at the end of its own constructor. It has so many places where
    // dropout leaves units out.
    FusedLearner(const LearnerContext& context, const InitialNetwork& initial,
                 std::size_t dropoutPlaces = 0);

    // Takes new parameters; called whenever they have changed. They are borrowed.
    virtual void useParameters(const Number* parameters) = 0;
    // Computes the logits (rows, classes), whose rows are contiguous; valid until the next call.
    virtual ConstMatrixView<Number> forward(const Block& block) = 0;
    // Computes `scale` times the gradient of the loss summed over the block (and, of MSE, over the
    // classes), and adds it to that of the blocks before, or begins anew.
    virtual void differentiate(const Block& block, double scale, Gradient mode) = 0;
    // Writes the gradient of all blocks to m_gradient, unless differentiate() did.
    virtual void finishGradient() {}
    // The gradient of a training step is about to be computed, after m_updates of them; it was.
    virtual void beginUpdate() {}
    virtual void endUpdate() {}

    std::int64_t m_blockRows; // at most, of a block
    Buffer<Number> m_parameters;
    Buffer<Number> m_gradient;
    Dropout* m_dropping = nullptr; // during a training step with dropout

private:
    struct Labels {
        const std::vector<std::int32_t>& train; // of the data set
        const std::vector<std::int32_t>& test;
    };

    // Returns rows `first` to `first + rows` of a batch.
    [[nodiscard]] Block gatherBlock(std::span<const std::int32_t> batch, std::int64_t first,
                                    std::int64_t rows);
    // Computes the gradient of the mean loss over a batch; incomplete once stop is requested.
    void computeGradient(std::span<const std::int32_t> batch, const std::stop_token& stop);
    // Returns the loss of a block summed over its examples, and writes its predictions. Adds the
    // norms of its logits to `logitNorms`.
    double evaluateBlock(const Block& block, const PredictionTargets& targets, std::int64_t& hits,
                         double& logitNorms);
    // Lets gradients be taken at noisy parameters, as m_optimizer.weightNoise says.
    void useNoisyParameters();
    [[nodiscard]] std::size_t stateBytes() const;

    Labels m_labels;
    std::vector<Buffer<Number>> m_moments;
    std::optional<Dropout> m_dropout;                       // if there is a rate
    Buffer<Number> m_noisyParameters;                       // empty without weight noise
    std::optional<Orthogonalizer<Number>> m_orthogonalizer; // of Muon
    std::vector<std::int32_t> m_batchLabels;
    Buffer<double> m_evaluatedLogits; // (classes, block rows)
    Buffer<double> m_lossWork;        // (2, block rows)
};

extern template Buffer<float> bufferOf(std::span<const double>);
extern template Buffer<double> bufferOf(std::span<const double>);
extern template void toLossGradient(const NetworkSettings&, const MatrixView<float>&,
                                    const std::int32_t*, double);
extern template void toLossGradient(const NetworkSettings&, const MatrixView<double>&,
                                    const std::int32_t*, double);
extern template class FusedLearner<float>;
extern template class FusedLearner<double>;

} // namespace grokking
