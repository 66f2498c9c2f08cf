// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a fully connected network computes on given inputs, block by block of rows.
#pragma once

#include "core/kernels/matrix_view.h"
#include "core/learners/learner.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace grokking {

// Returns activations and outputs of `count` examples. `sizes` are those of the layers, the inputs
// first; inputsOf(first, rows) returns the inputs (rows, features) of some of the examples.
template <class Network, class InputsOf>
[[nodiscard]] Probe probeRows(Network& network, const std::vector<std::int64_t>& sizes,
                              std::int64_t count, std::int64_t blockRows, const InputsOf& inputsOf)
{
    const std::size_t hiddenLayers = sizes.size() - 2;
    Probe probe{.activations = {}, .outputs = Array<double>({count, sizes.back()})};
    for (std::size_t layer = 0; layer < hiddenLayers; ++layer)
        probe.activations.emplace_back(Shape{count, sizes[layer + 1]});
    for (std::int64_t first = 0; first < count; first += blockRows) {
        const std::int64_t rows = std::min(blockRows, count - first);
        const auto logits = network.forward(inputsOf(first, rows));
        std::copy_n(logits.data, rows * sizes.back(), probe.outputs.row(first).begin());
        for (std::size_t layer = 0; layer < hiddenLayers; ++layer) {
            const auto activations = network.activations(layer);
            std::copy_n(activations.data, rows * activations.columns,
                        probe.activations[layer].row(first).begin());
        }
    }
    return probe;
}

} // namespace grokking
