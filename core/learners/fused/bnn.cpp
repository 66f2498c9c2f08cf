// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/bnn.h"

#include "core/kernels/transpose.h"
#include "core/learners/fused/probe_rows.h"

#include <cmath>
#include <numbers>

namespace grokking {

template <class Number>
FusedBnn<Number>::FusedBnn(const LearnerContext& context, const InitialBnn& bnn)
    : Base(context, bnn), m_bnn(bnnSettings(context.learner.parameters)), m_layout(bnn.layout),
      m_trainingExamples(static_cast<double>(context.dataset.train.size())),
      m_inputs(context.dataset, m_layout.means.sizes.front(), this->m_blockRows),
      m_network(m_layout, activationOf(textValue(context.learner.parameters, "activation")),
                this->m_blockRows),
      m_layerNoise(context.noiseSeed, context.evaluationSeed, m_layout.means.layers.size()),
      m_logitsGradient(this->m_classes * classMajorStride(this->m_blockRows))
{
    useParameters(this->m_parameters.data());
}

template <class Number>
void FusedBnn<Number>::useParameters(const Number* parameters)
{
    m_used = parameters;
    m_network.useParameters(parameters);
}

template <class Number>
ConstMatrixView<Number> FusedBnn<Number>::forward(const Block& block)
{
    return m_network.forward(m_inputs.of(block.split, block.first, block.indices, block.rows),
                             m_noise);
}

template <class Number>
void FusedBnn<Number>::differentiate(const Block& block, double scale, typename Base::Gradient mode)
{
    using Mode = typename BayesianNetwork<Number>::Gradient;
    const auto inputs = m_inputs.of(block.split, block.first, block.indices, block.rows);
    const ConstMatrixView<Number> logits = m_network.forward(inputs, m_noise);
    const MatrixView<Number> gradient{m_logitsGradient.data(), this->m_classes, block.rows,
                                      classMajorStride(block.rows)};
    transpose(logits, gradient);
    toLossGradient(this->m_settings, gradient, block.labels, scale);
    m_network.backward(inputs, gradient, mode == Base::Gradient::Set ? Mode::Set : Mode::Add,
                       this->m_gradient.data());
}

template <class Number>
void FusedBnn<Number>::finishGradient()
{
    m_network.finishGradient(this->m_gradient.data());
    if (m_noise) // a training step, which minimizes the divergence as well
        addDivergenceGradient();
}

// Of divergenceWeight KL / N: m / priorVariance, and exp(2 rho) / priorVariance - 1.
template <class Number>
void FusedBnn<Number>::addDivergenceGradient()
{
    const auto weight = static_cast<Number>(m_bnn.divergenceWeight / m_trainingExamples);
    const auto precision = static_cast<Number>(1.0 / m_bnn.priorVariance);
    const std::int64_t weights = m_layout.weights;
    Number* const gradient = this->m_gradient.data();
    for (std::int64_t i = 0; i < weights; ++i) {
        gradient[i] += weight * precision * m_used[i];
        gradient[weights + i] += weight * (precision * std::exp(2 * m_used[weights + i]) - 1);
    }
}

template <class Number>
void FusedBnn<Number>::beginUpdate()
{
    m_layerNoise.beginStep(this->m_updates);
    m_noise = &m_layerNoise;
}

template <class Number>
Evaluation FusedBnn<Number>::evaluate(Split split, const std::stop_token& stop)
{
    Evaluation evaluation = Base::evaluate(split, stop);
    if (split == Split::Test)
        return evaluation;
    m_layerNoise.beginEvaluation(this->m_updates);
    m_noise = &m_layerNoise;
    double sum = 0.0;
    for (std::int64_t draw = 0; draw < m_bnn.errorDraws && !stop.stop_requested(); ++draw)
        sum += Base::evaluate(split, stop).loss;
    m_noise = nullptr;
    evaluation.expectedLoss = sum / static_cast<double>(m_bnn.errorDraws);
    return evaluation;
}

template <class Number>
double FusedBnn<Number>::complexity()
{
    return divergence(std::as_const(this->m_parameters).values(), m_bnn.priorVariance)
           / m_trainingExamples;
}

template <class Number>
std::optional<double> FusedBnn<Number>::descriptionLength()
{
    return divergence(std::as_const(this->m_parameters).values(), m_bnn.priorVariance)
           / std::numbers::ln2;
}

template <class Number>
std::string FusedBnn<Number>::errorLabel() const
{
    return this->m_settings.loss == ClassificationLoss::CrossEntropy
               ? "Expected negative log likelihood (nats)"
               : "Expected " + Base::errorLabel();
}

template <class Number>
Probe FusedBnn<Number>::probe(const Examples& examples)
{
    const Buffer<Number> values = bufferOf<Number>(examples.inputs.values());
    const std::int64_t features = m_layout.means.sizes.front();
    const auto inputsOf = [&](std::int64_t first, std::int64_t rows) {
        return ConstMatrixView<Number>{values.data() + first * features, rows, features, features};
    };
    return probeRows(m_network, m_layout.means.sizes, examples.size(), this->m_blockRows, inputsOf);
}

template class FusedBnn<float>;
template class FusedBnn<double>;

std::unique_ptr<Learner> makeBnn(const LearnerContext& context)
{
    const InitialBnn bnn = initialBnn(context);
    if (networkSettings(context.learner.parameters).isDouble)
        return std::make_unique<FusedBnn<double>>(context, bnn);
    return std::make_unique<FusedBnn<float>>(context, bnn);
}

} // namespace grokking
