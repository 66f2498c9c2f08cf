// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/cyclic_task.h"

#include "core/data/operation_data.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace grokking {

namespace {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Returns the powers of g modulo p from g^0 on, up to the first that is 1 again.
std::vector<std::int32_t> powersOf(std::int64_t g, std::int64_t p)
{
    std::vector<std::int32_t> powers{1};
    for (std::int64_t power = g; power > 1 && std::ssize(powers) < p; power = power * g % p)
        powers.push_back(static_cast<std::int32_t>(power));
    return powers;
}

// Returns all elements but 0 as powers of the smallest one of which they all are; empty if the
// modulus is no prime.
std::vector<std::int32_t> multiplicativeOrder(std::int64_t p)
{
    for (std::int64_t divisor = 2; divisor * divisor <= p; ++divisor)
        if (p % divisor == 0)
            return {};
    for (std::int64_t g = 1; g < p; ++g) {
        auto powers = powersOf(g, p);
        if (std::ssize(powers) == p - 1)
            return powers;
    }
    return {};
}

const ParameterBlock* blockNamed(const MetricContext& context, const std::string& name)
{
    const auto& blocks = context.run.parameters;
    const auto found = std::ranges::find(blocks, name, &ParameterBlock::name);
    return found == blocks.end() ? nullptr : &*found;
}

} // namespace

std::optional<CyclicTask> cyclicTask(const EntrySpec& data)
{
    if (data.id != "modular-arithmetic")
        return std::nullopt;
    const std::int64_t p = integerValue(data.parameters, "modulus");
    const std::string& operation = textValue(data.parameters, "operation");
    if (operation == "multiply" || operation == "divide")
        if (auto order = multiplicativeOrder(p); !order.empty())
            return CyclicTask{std::move(order), operation == "multiply" ? 1 : -1};
    CyclicTask task{.order = std::vector<std::int32_t>(static_cast<std::size_t>(p))};
    std::iota(task.order.begin(), task.order.end(), 0);
    task.sign = operation == "add" ? 1 : operation == "subtract" ? -1 : 0;
    return task;
}

bool hasOperandEmbeddings(const ExperimentSpec& spec)
{
    if (spec.data.id != "modular-arithmetic")
        return false;
    const std::string& encoding = textValue(spec.data.parameters, "encoding");
    return encoding == "one-hot" ? spec.learner.id == "mlp" : encoding != "numbers";
}

std::optional<Array<double>> operandEmbeddings(const MetricContext& context, const CyclicTask& task)
{
    if (!hasOperandEmbeddings(context.spec))
        return std::nullopt;
    const std::string& encoding = textValue(context.spec.data.parameters, "encoding");
    const bool isOneHot = encoding == "one-hot";
    const ParameterBlock* const block =
        blockNamed(context, isOneHot ? "Layer 1 weights" : "Token embedding");
    if (!block)
        return std::nullopt;
    const std::int64_t columns = block->shape[1];
    // Element e is row first + e of the embeddings, or column e of the weights.
    const std::int64_t first = encoding == "equation" ? firstNumberToken : 0;
    const double* const values = context.parameters.data() + block->offset;
    Array<double> embeddings({task.size(), isOneHot ? block->shape[0] : columns});
    for (std::int64_t place = 0; place < task.size(); ++place) {
        const std::int64_t element = task.order[static_cast<std::size_t>(place)];
        const auto row = embeddings.row(place);
        for (std::size_t k = 0; k < row.size(); ++k)
            row[k] = isOneHot ? values[static_cast<std::int64_t>(k) * columns + element]
                              : values[(first + element) * columns + static_cast<std::int64_t>(k)];
    }
    return embeddings;
}

std::vector<std::complex<double>> fourier(const Array<double>& values)
{
    const std::int64_t n = values.rows();
    const std::int64_t frequencies = n / 2 + 1;
    Rows cosines(frequencies, n);
    Rows sines(frequencies, n);
    for (std::int64_t k = 0; k < frequencies; ++k) {
        for (std::int64_t x = 0; x < n; ++x) {
            const double angle =
                2.0 * std::numbers::pi * static_cast<double>(k * x % n) / static_cast<double>(n);
            cosines(k, x) = std::cos(angle);
            sines(k, x) = std::sin(angle);
        }
    }
    const Eigen::Map<const Rows> matrix(values.values().data(), n, values.rowSize());
    const Rows real = cosines * matrix;
    const Rows imaginary = sines * matrix;
    std::vector<std::complex<double>> coefficients(static_cast<std::size_t>(real.size()));
    for (Eigen::Index i = 0; i < real.size(); ++i)
        coefficients[static_cast<std::size_t>(i)] = {real.data()[i], -imaginary.data()[i]};
    return coefficients;
}

std::vector<double> powerShares(const Array<double>& values)
{
    const std::int64_t n = values.rows();
    const auto coefficients = fourier(values);
    const std::int64_t columns = values.rowSize();
    std::vector<double> shares;
    for (std::int64_t k = 0; k <= n / 2; ++k) {
        const auto row =
            std::span(coefficients)
                .subspan(static_cast<std::size_t>(k * columns), static_cast<std::size_t>(columns));
        double power = 0.0;
        for (const auto& coefficient : row)
            power += std::norm(coefficient);
        shares.push_back(k == 0 || 2 * k == n ? power : 2.0 * power); // n - k has the same
    }
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (!(sum > 0.0))
        return {};
    for (double& share : shares)
        share /= sum;
    return shares;
}

std::vector<std::string> frequencyNames(std::int64_t first, std::int64_t highest)
{
    std::vector<std::string> names;
    for (std::int64_t k = first; k <= highest; ++k)
        names.push_back(std::to_string(k));
    return names;
}

} // namespace grokking
