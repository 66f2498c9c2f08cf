// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/mlp.h"

#include "core/kernels/transpose.h"

#include <algorithm>

namespace grokking {

template <class Number>
FusedMlp<Number>::FusedMlp(const LearnerContext& context, const InitialMlp& mlp)
    : Base(context, mlp), m_features(mlp.sizes.front()),
      m_train(bufferOf<Number>(context.dataset.train.inputs.values())),
      m_test(bufferOf<Number>(context.dataset.test.inputs.values())),
      m_network(mlp, activationOf(textValue(context.learner.parameters, "activation")),
                this->m_blockRows),
      m_batchInputs(this->m_blockRows * m_features),
      m_logitsGradient(this->m_classes * classMajorStride(this->m_blockRows))
{
    m_network.useParameters(this->m_parameters.data());
}

template <class Number>
ConstMatrixView<Number> FusedMlp<Number>::inputsOf(const Block& block)
{
    const Buffer<Number>& all = block.split == Split::Train ? m_train : m_test;
    if (!block.indices)
        return {all.data() + block.first * m_features, block.rows, m_features, m_features};
    for (std::int64_t i = 0; i < block.rows; ++i)
        std::copy_n(all.data() + block.indices[i] * m_features, m_features,
                    m_batchInputs.data() + i * m_features);
    return {m_batchInputs.data(), block.rows, m_features, m_features};
}

template <class Number>
ConstMatrixView<Number> FusedMlp<Number>::forward(const Block& block)
{
    return m_network.forward(inputsOf(block));
}

template <class Number>
void FusedMlp<Number>::differentiate(const Block& block, double scale, typename Base::Gradient mode)
{
    using Mode = typename FusedNetwork<Number>::Gradient;
    const ConstMatrixView<Number> inputs = inputsOf(block);
    const ConstMatrixView<Number> logits = m_network.forward(inputs);
    const MatrixView<Number> gradient{m_logitsGradient.data(), this->m_classes, block.rows,
                                      classMajorStride(block.rows)};
    transpose(logits, gradient);
    if (this->m_crossEntropy)
        toCrossEntropyGradient(gradient, block.labels, static_cast<Number>(scale));
    else
        toSquaredErrorGradient(gradient, block.labels, static_cast<Number>(scale));
    m_network.backward(inputs, gradient, mode == Base::Gradient::Set ? Mode::Set : Mode::Add,
                       this->m_gradient.data());
}

template <class Number>
Probe FusedMlp<Number>::probe(const Examples& examples)
{
    const Array<double>& inputs = examples.inputs;
    const Buffer<Number> values = bufferOf<Number>(inputs.values());
    const auto& blocks = this->m_blocks;
    const std::size_t hiddenLayers = blocks.size() / 2 - 1;
    Probe probe{.activations = {}, .outputs = Array<double>({inputs.rows(), this->m_classes})};
    for (std::size_t layer = 0; layer < hiddenLayers; ++layer)
        probe.activations.emplace_back(Shape{inputs.rows(), blocks[2 * layer].shape.front()});
    for (std::int64_t first = 0; first < inputs.rows(); first += this->m_blockRows) {
        const std::int64_t rows = std::min(this->m_blockRows, inputs.rows() - first);
        const auto logits =
            m_network.forward({values.data() + first * m_features, rows, m_features, m_features});
        std::copy_n(logits.data, rows * this->m_classes, probe.outputs.row(first).begin());
        for (std::size_t layer = 0; layer < hiddenLayers; ++layer) {
            const auto activations = m_network.activations(layer);
            std::copy_n(activations.data, rows * activations.columns,
                        probe.activations[layer].row(first).begin());
        }
    }
    return probe;
}

template class FusedMlp<float>;
template class FusedMlp<double>;

std::unique_ptr<Learner> makeFusedMlp(const LearnerContext& context)
{
    const InitialMlp mlp = initialMlp(context);
    if (textValue(context.learner.parameters, "precision") == "float64")
        return std::make_unique<FusedMlp<double>>(context, mlp);
    return std::make_unique<FusedMlp<float>>(context, mlp);
}

} // namespace grokking
