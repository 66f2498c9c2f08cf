// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Forward and backward pass of a fully connected network over one block of examples, derived by
// hand, on preallocated memory. Parameters and gradients are flat vectors of the caller, laid out
// as initialMlp() says. Computes on the calling thread. Number is float or double.
// Backward, from delta = d loss / d (preactivations of the layer):
//   dW = delta' h;  db = sum over examples of delta;  delta below = (delta W) * activation'(z)
#pragma once

#include "core/kernels/activation.h"
#include "core/kernels/buffer.h"
#include "core/kernels/matrix_view.h"
#include "core/learners/dropout.h"
#include "core/learners/mlp.h"

#include <cstdint>
#include <vector>

namespace grokking {

template <class Number>
class FusedNetwork
{
public:
    // For blocks of up to `blockRows` examples; `dropsOut` if forward() is ever given a dropout.
    FusedNetwork(const MlpLayout& layout, Activation activation, std::int64_t blockRows,
                 bool dropsOut = false);

    // Takes new parameters; to be called whenever they have changed. They are borrowed.
    void useParameters(const Number* parameters);

    // Computes the logits (rows, classes) of inputs (rows, features); valid until the next call.
    // Leaves units of hidden layer i out as place i of `dropout` says, if there is one.
    ConstMatrixView<Number> forward(const ConstMatrixView<Number>& inputs,
                                    Dropout* dropout = nullptr);

    // Returns the activations (rows, width) of hidden layer 0, 1, ... of the last forward(), before
    // dropout.
    [[nodiscard]] ConstMatrixView<Number> activations(std::size_t layer) const;

    // Computes the gradient of all parameters of the layers from the inputs of the last forward()
    // and the gradient of its logits, class by class (classes, rows). Adds it to `gradient`, or
    // sets it. Writes the gradient of the inputs (rows, features) to `inputsGradient`, unless it
    // has no data.
    enum class Gradient { Set, Add };
    void backward(const ConstMatrixView<Number>& inputs,
                  const ConstMatrixView<Number>& logitsGradient, Gradient mode, Number* gradient,
                  const MatrixView<Number>& inputsGradient = {});

private:
    struct Layer {
        std::int64_t inputs = 0;
        std::int64_t outputs = 0;
        std::int64_t weights = 0;         // offset in the flat vectors
        std::int64_t biases = 0;          // likewise; -1 without
        Buffer<Number> transposedWeights; // (inputs, outputs)
        Buffer<Number> preactivations;    // (block rows, outputs), if the activation needs them
        Buffer<Number> outputsOfBlock;    // (block rows, outputs): activations, or logits
        Buffer<Number> factors;           // likewise, of dropout; empty without
        Buffer<Number> kept;              // likewise: activations times factors
    };

    void dropOut(Layer& layer, std::size_t place, Dropout& dropout);
    // Returns what hidden layer 0, 1, ... gave to the next in the last forward().
    [[nodiscard]] ConstMatrixView<Number> passedOn(std::size_t layer) const;

    Activation m_activation;
    const Number* m_parameters = nullptr;
    std::int64_t m_rows = 0; // of the last forward()
    bool m_dropsOut = false; // likewise
    std::vector<Layer> m_layers;
    Buffer<Number> m_delta;      // (block rows, width)
    Buffer<Number> m_deltaBelow; // likewise
};

extern template class FusedNetwork<float>;
extern template class FusedNetwork<double>;

} // namespace grokking
