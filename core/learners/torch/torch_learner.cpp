// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/torch_learner.h"

#include "core/learners/torch/device.h"
#include "core/learners/torch/spans.h"

#include <torch/torch.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <utility>

namespace grokking {

namespace {

// Views numbers as a CPU tensor (float64) that is only read.
torch::Tensor viewOf(std::span<const double> values, torch::IntArrayRef shape)
{
    return torch::from_blob(const_cast<double*>(values.data()), shape, torch::kFloat64);
}

// Returns the logit of each label minus the largest other one.
torch::Tensor marginsOf(const torch::Tensor& logits, const torch::Tensor& labels)
{
    const auto column = labels.unsqueeze(1);
    const auto others = logits.scatter(1, column, -std::numeric_limits<double>::infinity()).amax(1);
    return logits.gather(1, column).squeeze(1) - others;
}

// Returns s(x) of StableMax; the branch that is not taken has a finite slope.
torch::Tensor stableExp(const torch::Tensor& x)
{
    return torch::where(x < 0, 1 / (1 - x.clamp_max(0)), x + 1);
}

template <class T>
std::vector<T> listOf(const torch::Tensor& tensor)
{
    const auto values = tensor.cpu();
    const auto numbers = elements<T>(values);
    return {numbers.begin(), numbers.end()};
}

Array<double> arrayOf(const torch::Tensor& tensor)
{
    const auto values = tensor.to(torch::kCPU, torch::kFloat64).contiguous();
    Array<double> array(values.sizes().vec());
    std::ranges::copy(elements<double>(values), array.values().begin());
    return array;
}

} // namespace

TorchActivation torchActivation(const std::string& id)
{
    if (id == "tanh")
        return [](const torch::Tensor& x) { return torch::tanh(x); };
    if (id == "gelu")
        return [](const torch::Tensor& x) { return torch::gelu(x); };
    if (id == "sigmoid")
        return [](const torch::Tensor& x) { return torch::sigmoid(x); };
    return [](const torch::Tensor& x) { return torch::relu(x); };
}

torch::Tensor tensorOf(std::span<const double> values, torch::IntArrayRef shape,
                       const torch::TensorOptions& options)
{
    // Without a second copy on the way.
    return viewOf(values, shape).to(options, /*non_blocking=*/false, /*copy=*/true);
}

TorchLearner::TorchLearner(const LearnerContext& context, const InitialNetwork& initial,
                           torch::Device device, const Traits& traits)
    : NetworkLearner(context, initial.blocks),
      m_options(torch::TensorOptions()
                    .dtype(m_settings.isDouble ? torch::kFloat64 : torch::kFloat32)
                    .device(device)),
      m_evaluationRows(traits.evaluationRows), m_train(toDevice(context.dataset.train)),
      m_test(toDevice(context.dataset.test)),
      m_flat(tensorOf(initial.parameters, {std::ssize(initial.parameters)}, m_options)),
      m_gradient(torch::zeros_like(m_flat))
{
    for (const ParameterBlock& block : m_blocks) {
        const auto part = m_flat.narrow(0, block.offset, elementCount(block.shape));
        m_views.push_back(part.view(block.shape).detach().requires_grad_(true));
    }
    for (std::size_t i = 0; i < stateVectors(m_optimizer); ++i)
        m_moments.push_back(torch::zeros_like(m_flat));
    if (m_settings.dropout > 0.0)
        m_dropout.emplace(m_noiseSeed, m_settings.dropout, traits.dropoutPlaces);
}

torch::Tensor TorchLearner::inputsOf(const Examples& examples) const
{
    if (examples.tokens.rows() == 0)
        return tensorOf(examples.inputs.values(), examples.inputs.shape(), m_options);
    auto tokens = torch::empty(examples.tokens.shape(), torch::kInt64);
    std::ranges::copy(examples.tokens.values(), elements<std::int64_t>(tokens).begin());
    return tokens.to(m_options.device());
}

TorchLearner::TensorSplit TorchLearner::toDevice(const Examples& examples) const
{
    const Array<std::int32_t> asked = askedLabels(examples.targets).labels;
    auto labels = torch::empty(asked.shape(), torch::kInt64);
    std::ranges::copy(asked.values(), elements<std::int64_t>(labels).begin());
    return {inputsOf(examples), labels.to(m_options.device())};
}

torch::Tensor TorchLearner::lossOf(const torch::Tensor& logits, const torch::Tensor& labels) const
{
    const auto flat = labels.flatten();
    const auto z = m_settings.temperature == 1.0 ? logits : logits / m_settings.temperature;
    switch (m_settings.loss) {
    case ClassificationLoss::CrossEntropy:
        return torch::nn::functional::cross_entropy(z, flat);
    case ClassificationLoss::StableMax: {
        const auto shares = stableExp(z);
        const auto own = shares.gather(1, flat.unsqueeze(1)).squeeze(1);
        return (shares.sum(1).log() - own.log()).mean();
    }
    case ClassificationLoss::SquaredError:
        break;
    }
    return torch::mse_loss(z, torch::one_hot(flat, m_classes).to(z.scalar_type()));
}

torch::Tensor TorchLearner::dropped(std::size_t place, const torch::Tensor& x) const
{
    if (!m_dropping)
        return x;
    auto factors = torch::empty(x.sizes(), torch::dtype(x.scalar_type()));
    if (m_settings.isDouble)
        m_dropping->fill(place, elements<double>(factors));
    else
        m_dropping->fill(place, elements<float>(factors));
    return x * factors.to(x.device());
}

void TorchLearner::differentiate(const torch::Tensor& loss)
{
    auto gradients = torch::autograd::grad({loss}, m_views);
    for (torch::Tensor& gradient : gradients)
        gradient = gradient.reshape(-1);
    torch::cat_out(m_gradient, gradients);
}

bool TorchLearner::step(std::int64_t /*step*/, std::span<const std::int32_t> batch,
                        const std::stop_token& /*stop*/)
{
    TensorSplit examples = m_train;
    if (!batch.empty()) {
        const auto rows = uploadIndices(batch, m_options.device());
        examples = {m_train.inputs.index_select(0, rows), m_train.labels.index_select(0, rows)};
    }
    const auto clean = m_optimizer.weightNoise > 0.0 ? m_flat.clone() : torch::Tensor();
    if (clean.defined())
        addNoise(m_flat, m_optimizer.weightNoise,
                 noiseStream(m_noiseSeed, NoiseUse::Weights, m_updates));
    if (m_dropout) {
        m_dropout->begin(m_updates);
        m_dropping = &*m_dropout;
    }
    differentiate(lossOf(forward(examples.inputs), examples.labels));
    m_dropping = nullptr;
    if (clean.defined())
        m_flat.copy_(clean);
    applyUpdate(m_optimizer, {++m_updates, m_matrices, m_noiseSeed}, m_flat, m_gradient, m_moments);
    return true;
}

Evaluation TorchLearner::evaluate(Split split, const std::stop_token& stop)
{
    const torch::NoGradGuard noGradient;
    const TensorSplit& examples = split == Split::Train ? m_train : m_test;
    const std::int64_t count = examples.inputs.size(0);
    const std::int64_t asked = examples.labels.size(1);
    // Filled block by block where the network is, then read back at once.
    auto loss = torch::zeros({(count + m_evaluationRows - 1) / m_evaluationRows},
                             m_options.dtype(torch::kFloat64));
    auto correct = torch::zeros({count}, m_options.dtype(torch::kUInt8));
    auto predicted = torch::zeros({count}, m_options.dtype(torch::kInt32));
    auto margins = torch::zeros({count}, m_options.dtype(torch::kFloat32));
    auto logitNorms = torch::zeros_like(loss);
    for (std::int64_t first = 0; first < count && !stop.stop_requested();
         first += m_evaluationRows) {
        const std::int64_t rows = std::min(m_evaluationRows, count - first);
        const std::int64_t block = first / m_evaluationRows;
        const auto labels = examples.labels.narrow(0, first, rows);
        // In float64, so that a saturated loss does not vanish in rounding.
        const auto logits = forward(examples.inputs.narrow(0, first, rows)).to(torch::kFloat64);
        loss[block] =
            lossOf(logits, labels).mul(static_cast<double>(rows)).div(static_cast<double>(count));
        const auto classes = logits.argmax(1).view({rows, asked});
        const auto answers = logits.view({rows, asked, m_classes}).select(1, 0);
        correct.narrow(0, first, rows).copy_(classes.eq(labels).all(1));
        predicted.narrow(0, first, rows).copy_(classes.select(1, 0));
        margins.narrow(0, first, rows).copy_(marginsOf(answers, labels.select(1, 0)));
        logitNorms[block] = answers.norm(2, 1).sum();
    }
    const auto losses = listOf<double>(loss);
    Evaluation evaluation{.loss = std::accumulate(losses.begin(), losses.end(), 0.0),
                          .correct = listOf<std::uint8_t>(correct),
                          .predicted = listOf<std::int32_t>(predicted),
                          .margins = listOf<float>(margins),
                          .logitNorm =
                              logitNorms.sum().item<double>() / static_cast<double>(count)};
    evaluation.score = static_cast<double>(std::ranges::count(evaluation.correct, std::uint8_t{1}))
                       / static_cast<double>(count);
    return evaluation;
}

double TorchLearner::complexity()
{
    return m_flat.to(torch::kFloat64, /*non_blocking=*/false, /*copy=*/true)
        .square_()
        .sum()
        .item<double>();
}

std::vector<double> TorchLearner::parameters() const
{
    std::vector<double> values(static_cast<std::size_t>(m_flat.numel()));
    torch::from_blob(values.data(), m_flat.sizes(), torch::kFloat64).copy_(m_flat);
    return values;
}

void TorchLearner::setParameters(std::span<const double> parameters)
{
    assert(std::ssize(parameters) == m_flat.numel());
    m_flat.copy_(viewOf(parameters, {std::ssize(parameters)}));
}

// Block by block, so that it needs no more memory than an evaluation's activations.
std::vector<double> TorchLearner::lossGradient(const std::stop_token& stop)
{
    const std::int64_t count = m_train.inputs.size(0);
    auto sum = torch::zeros_like(m_gradient);
    for (std::int64_t first = 0; first < count && !stop.stop_requested();
         first += m_evaluationRows) {
        const std::int64_t rows = std::min(m_evaluationRows, count - first);
        const auto loss = lossOf(forward(m_train.inputs.narrow(0, first, rows)),
                                 m_train.labels.narrow(0, first, rows));
        differentiate(loss.mul(static_cast<double>(rows) / static_cast<double>(count)));
        sum += m_gradient;
    }
    const auto gradient = arrayOf(sum);
    return {gradient.values().begin(), gradient.values().end()};
}

Probe TorchLearner::probe(const Examples& examples)
{
    const torch::NoGradGuard noGradient;
    std::vector<torch::Tensor> activations;
    Probe probe;
    const auto logits = forward(inputsOf(examples), &activations);
    const std::int64_t asked = m_train.labels.size(1);
    probe.outputs = arrayOf(logits.view({examples.size(), asked, m_classes}).select(1, 0));
    for (const auto& activation : activations)
        probe.activations.push_back(arrayOf(activation));
    return probe;
}

Array<double> TorchLearner::attention(const Examples& examples)
{
    const torch::NoGradGuard noGradient;
    const auto shares = attentionOf(inputsOf(examples));
    return shares.defined() ? arrayOf(shares) : Array<double>();
}

std::vector<torch::Tensor> TorchLearner::stateTensors() const
{
    std::vector<torch::Tensor> tensors{m_flat};
    tensors.insert(tensors.end(), m_moments.begin(), m_moments.end());
    return tensors;
}

std::size_t TorchLearner::stateBytes() const
{
    return sizeof m_updates + stateTensors().size() * m_flat.nbytes();
}

// Layout: the update count (int64), then parameters and moments in the learner's number format.
std::vector<std::byte> TorchLearner::saveState() const
{
    std::vector<std::byte> state;
    state.reserve(stateBytes());
    state.resize(sizeof m_updates);
    std::memcpy(state.data(), &m_updates, sizeof m_updates);
    for (const torch::Tensor& tensor : stateTensors()) {
        const auto values = tensor.to(torch::kCPU).contiguous();
        const auto* const bytes = static_cast<const std::byte*>(values.data_ptr());
        state.insert(state.end(), bytes, bytes + values.nbytes());
    }
    return state;
}

Status TorchLearner::restoreState(std::span<const std::byte> state)
{
    const std::size_t expected = stateBytes();
    if (state.size() != expected)
        return checkpointMisfit(state.size(), expected);
    std::memcpy(&m_updates, state.data(), sizeof m_updates);
    std::size_t offset = sizeof m_updates;
    for (torch::Tensor tensor : stateTensors()) {
        auto values = torch::empty(tensor.sizes(), torch::dtype(tensor.scalar_type()));
        std::memcpy(values.data_ptr(), state.data() + offset, values.nbytes());
        tensor.copy_(values);
        offset += values.nbytes();
    }
    return Success{};
}

Environment TorchLearner::environment() const
{
    return {{"engine", "libtorch"},
            {"libtorch-version", TORCH_VERSION},
            {"libtorch-threads", std::to_string(torch::get_num_threads())},
            {"device", m_options.device().str()},
            {"precision", m_options.dtype() == torch::kFloat64 ? "float64" : "float32"}};
}

} // namespace grokking
