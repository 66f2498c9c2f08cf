// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Forward and backward pass of a fully connected network with independent normal weights, over one
// block of examples, on preallocated memory. The noise is drawn where it acts, in the sums of each
// unit (local reparameterization; Kingma et al. 2015, arXiv 1506.02557):
//   z = h M' + sqrt(v) e,  v = h^2 S',  e ~ N(0, 1),  S = exp(2 rho), biases as inputs of 1
// Backward, from delta = d loss / d z and g = d loss / d v = delta e / (2 sqrt(v)):
//   dM = delta' h;  d rho = 2 S (g' h^2);  delta below = (delta M + 2 h (g S)) * activation'(z)
// Without noise e is 0. Computes on the calling thread. Number is float or double.
#pragma once

#include "core/kernels/activation.h"
#include "core/kernels/buffer.h"
#include "core/kernels/matrix_view.h"
#include "core/learners/bnn.h"
#include "core/learners/layer_noise.h"

#include <cstdint>
#include <vector>

namespace grokking {

template <class Number>
class BayesianNetwork
{
public:
    // For blocks of up to `blockRows` examples.
    BayesianNetwork(const BnnLayout& layout, Activation activation, std::int64_t blockRows);

    // Takes new parameters; to be called whenever they have changed. They are borrowed.
    void useParameters(const Number* parameters);

    // Computes the logits (rows, classes) of inputs (rows, features), with noise if there is some;
    // valid until the next call.
    ConstMatrixView<Number> forward(const ConstMatrixView<Number>& inputs,
                                    LayerNoise* noise = nullptr);

    // Returns the activations (rows, width) of hidden layer 0, 1, ... of the last forward().
    [[nodiscard]] ConstMatrixView<Number> activations(std::size_t layer) const;

    // Computes the gradient of all parameters from the inputs of the last forward() and the
    // gradient of its logits, class by class (classes, rows). Adds it to `gradient`, or sets it.
    // That of the log deviations comes divided by 2 S, see finishGradient().
    enum class Gradient { Set, Add };
    void backward(const ConstMatrixView<Number>& inputs,
                  const ConstMatrixView<Number>& logitsGradient, Gradient mode, Number* gradient);
    // Multiplies the gradient of the log deviations of all blocks by 2 S.
    void finishGradient(Number* gradient) const;

private:
    struct Layer {
        std::int64_t inputs = 0;
        std::int64_t outputs = 0;
        std::int64_t weights = 0;           // offset in the means
        std::int64_t biases = 0;            // likewise
        Buffer<Number> transposedMeans;     // (inputs, outputs)
        Buffer<Number> transposedVariances; // likewise
        Buffer<Number> sums;                // z (block rows, outputs)
        Buffer<Number> deviations;          // sqrt(v), likewise
        Buffer<Number> noise;               // e, likewise
        Buffer<Number> activations;         // likewise, of a hidden layer
        Buffer<Number> squaredInputs;       // h^2 (block rows, inputs)
    };
    using View = ConstMatrixView<Number>;

    void addNoise(Layer& layer, std::size_t place, const View& inputs, LayerNoise& noise);
    // Sets or adds the gradient of one layer from those of its sums and of their variances.
    void differentiateWeights(const Layer& layer, const View& inputs, const View& delta,
                              Gradient mode, Number* gradient);
    // Computes the gradient of the activations below from the same two, to m_deltaBelow.
    void passDown(const Layer& layer, const View& inputs, const View& delta);

    Activation m_activation;
    std::int64_t m_weights; // how many
    const Number* m_parameters = nullptr;
    std::int64_t m_rows = 0; // of the last forward()
    bool m_isNoisy = false;  // likewise
    std::vector<Layer> m_layers;
    Buffer<Number> m_variances;         // S, laid out as the means
    Buffer<Number> m_delta;             // (block rows, widest)
    Buffer<Number> m_deltaBelow;        // likewise
    Buffer<Number> m_variancesGradient; // g, likewise
    Buffer<Number> m_throughVariances;  // g S, likewise
};

extern template class BayesianNetwork<float>;
extern template class BayesianNetwork<double>;

} // namespace grokking
