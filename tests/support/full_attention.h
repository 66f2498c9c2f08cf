// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A one-layer Transformer written out, every position computed: it knows nothing of the structure
// of the learner.
#pragma once

#include "core/data/dataset.h"
#include "core/learners/learner.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace grokking::test {

using Matrix = std::vector<std::vector<double>>;

// The blocks of a learner's parameters by name, as matrices; vectors are matrices of one row.
inline std::map<std::string, Matrix> blocksOf(const Learner& learner)
{
    std::map<std::string, Matrix> blocks;
    const auto values = learner.parameters();
    for (const ParameterBlock& block : learner.parameterBlocks()) {
        const std::int64_t columns = block.shape.back();
        auto from = values.begin() + block.offset;
        for (std::int64_t row = 0; row < elementCount(block.shape) / columns; ++row) {
            blocks[block.name].emplace_back(from, from + columns);
            from += columns;
        }
    }
    return blocks;
}

// y = x W', plus the biases if there are any.
inline Matrix apply(const std::map<std::string, Matrix>& blocks, const std::string& name,
                    const Matrix& x)
{
    Matrix result;
    const auto biases = blocks.find(name + " biases");
    for (const auto& row : x) {
        std::vector<double> sums;
        for (const auto& weights : blocks.at(name + " weights")) {
            sums.push_back(std::inner_product(row.begin(), row.end(), weights.begin(), 0.0));
            if (biases != blocks.end())
                sums.back() += biases->second.front()[sums.size() - 1];
        }
        result.push_back(sums);
    }
    return result;
}

inline Matrix sum(const Matrix& a, const Matrix& b)
{
    Matrix result = a;
    for (std::size_t i = 0; i < a.size(); ++i)
        std::ranges::transform(a[i], b[i], result[i].begin(), std::plus<>());
    return result;
}

// The concatenated heads of causal attention over all positions.
inline Matrix attend(const Matrix& q, const Matrix& k, const Matrix& v, std::size_t heads)
{
    Matrix result(q.size(), std::vector<double>(q.front().size()));
    const std::size_t width = q.front().size() / heads;
    for (std::size_t i = 0; i < q.size(); ++i) {
        for (std::size_t first = 0; first < q[i].size(); first += width) {
            std::vector<double> shares;
            for (std::size_t j = 0; j <= i; ++j) {
                double score = 0.0;
                for (std::size_t c = first; c < first + width; ++c)
                    score += q[i][c] * k[j][c];
                shares.push_back(std::exp(score / std::sqrt(static_cast<double>(width))));
            }
            const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
            for (std::size_t j = 0; j <= i; ++j)
                for (std::size_t c = first; c < first + width; ++c)
                    result[i][c] += shares[j] / all * v[j][c];
        }
    }
    return result;
}

// The logits of one example of a one-layer ReLU network, every position computed.
inline std::vector<double> naiveLogits(const std::map<std::string, Matrix>& blocks,
                                       std::span<const std::int32_t> tokens, std::size_t heads)
{
    Matrix x;
    for (std::size_t j = 0; j < tokens.size(); ++j) {
        x.push_back(blocks.at("Token embedding")[static_cast<std::size_t>(tokens[j])]);
        std::ranges::transform(x.back(), blocks.at("Position embedding")[j], x.back().begin(),
                               std::plus<>());
    }
    const auto attention =
        attend(apply(blocks, "Layer 1 query", x), apply(blocks, "Layer 1 key", x),
               apply(blocks, "Layer 1 value", x), heads);
    x = sum(x, apply(blocks, "Layer 1 attention output", attention));
    Matrix hidden = apply(blocks, "Layer 1 MLP input", x);
    for (auto& row : hidden)
        std::ranges::transform(row, row.begin(), [](double z) { return std::max(0.0, z); });
    x = sum(x, apply(blocks, "Layer 1 MLP output", hidden));
    return apply(blocks, "Output", x).back();
}

// The loss of a one-layer tanh network on single tokens, where what attention and MLP add is
// multiplied by the factors of place 0 and 1.
inline double lossWithFactors(const std::map<std::string, Matrix>& blocks, const Examples& examples,
                              const std::array<std::vector<double>, 2>& factors)
{
    const auto& labels = std::get<ClassTargets>(examples.targets).labels;
    double loss = 0.0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto token = examples.tokens.values()[i];
        Matrix x = sum({blocks.at("Token embedding")[static_cast<std::size_t>(token)]},
                       blocks.at("Position embedding"));
        const auto add = [&](std::size_t place, Matrix part) {
            for (std::size_t k = 0; k < part[0].size(); ++k)
                part[0][k] *= factors[place][i * part[0].size() + k];
            x = sum(x, part);
        };
        add(0, apply(blocks, "Layer 1 attention output", apply(blocks, "Layer 1 value", x)));
        Matrix hidden = apply(blocks, "Layer 1 MLP input", x);
        for (double& unit : hidden[0])
            unit = std::tanh(unit);
        add(1, apply(blocks, "Layer 1 MLP output", hidden));
        const auto logits = apply(blocks, "Output", x)[0];
        double exponentials = 0.0;
        for (const double logit : logits)
            exponentials += std::exp(logit);
        loss += std::log(exponentials) - logits[static_cast<std::size_t>(labels[i])];
    }
    return loss / static_cast<double>(labels.size());
}

} // namespace grokking::test
