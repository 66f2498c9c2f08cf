// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The multilayer perceptron on the CPU, without LibTorch. Takes the examples in blocks of rows
// that stay in cache; all memory is allocated when the learner is made. Computes on the calling
// thread, with the same bits on every run on the same machine. Number is float or double.
#pragma once

#include "core/kernels/buffer.h"
#include "core/kernels/classification_loss.h"
#include "core/learners/fused/network.h"
#include "core/learners/mlp.h"

#include <vector>

namespace grokking {

template <class Number>
class FusedMlp final : public MlpLearner
{
public:
    FusedMlp(const LearnerContext& context, const InitialMlp& mlp);

    bool step(std::int64_t step, std::span<const std::int32_t> batch,
              const std::stop_token& stop) override;
    Evaluation evaluate(Split split, const std::stop_token& stop) override;
    double complexity() override;
    std::vector<double> parameters() const override;
    void setParameters(std::span<const double> parameters) override;
    std::vector<double> lossGradient(const std::stop_token& stop) override;
    Probe probe(const Examples& examples) override;
    std::vector<std::byte> saveState() const override;
    Status restoreState(std::span<const std::byte> state) override;
    Environment environment() const override;

private:
    struct NumberSplit {
        Buffer<Number> inputs;                   // (examples, features)
        const std::vector<std::int32_t>& labels; // of the data set
    };
    // Some examples of the training set.
    struct Block {
        ConstMatrixView<Number> inputs; // (rows, features)
        const std::int32_t* labels = nullptr;
    };

    // Returns examples `first` to `first + rows` of a split or, unless it is empty, of a batch.
    [[nodiscard]] Block block(const NumberSplit& split, std::int64_t first,
                              std::int64_t rows) const;
    [[nodiscard]] Block gatherBlock(std::span<const std::int32_t> batch);
    // Computes the gradient of the mean loss over a batch; incomplete once stop is requested.
    void computeGradient(std::span<const std::int32_t> batch, const std::stop_token& stop);
    // Returns the loss of a block summed over its examples, and writes its predictions. Adds the
    // norms of its logits to `logitNorms`.
    double evaluateBlock(const Block& block, const PredictionTargets& targets, std::int64_t& hits,
                         double& logitNorms);
    [[nodiscard]] std::size_t stateBytes() const;
    void parametersChanged() { m_network.useParameters(m_parameters.data()); }

    std::int64_t m_features;
    std::int64_t m_blockRows;
    NumberSplit m_train;
    NumberSplit m_test;
    FusedNetwork<Number> m_network;
    Buffer<Number> m_parameters;
    Buffer<Number> m_gradient;
    std::vector<Buffer<Number>> m_moments;
    Buffer<Number> m_batchInputs; // (block rows, features)
    std::vector<std::int32_t> m_batchLabels;
    Buffer<Number> m_logitsGradient;  // (classes, block rows)
    Buffer<double> m_evaluatedLogits; // (classes, block rows)
    Buffer<double> m_lossWork;        // (2, block rows)
};

extern template class FusedMlp<float>;
extern template class FusedMlp<double>;

// Makes the network in the precision its settings ask for.
[[nodiscard]] std::unique_ptr<Learner> makeFusedMlp(const LearnerContext& context);

} // namespace grokking
