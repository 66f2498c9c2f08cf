// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Forward and backward pass of an LSTM over one block of examples, derived by hand, on preallocated
// memory. Everything lies unit by unit, a matrix (units, examples), so that gates are contiguous
// and the weights are used as they lie. What the first layer gets from a token depends on the token
// alone: a table (4 width, vocabulary) is made of it once per update. Parameters and gradients are
// flat vectors of the caller, laid out as LstmLayout says. Computes on the calling thread. Number
// is float or double.
#pragma once

#include "core/kernels/buffer.h"
#include "core/kernels/lstm_cell.h"
#include "core/kernels/matrix_view.h"
#include "core/learners/lstm.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace grokking {

template <class Number>
class LstmNetwork
{
public:
    // What a block reads; one of the two.
    struct Inputs {
        const std::int32_t* tokens = nullptr; // (examples, positions)
        ConstMatrixView<Number> numbers;      // (examples, features), rows contiguous
        std::int64_t examples = 0;
    };

    // For blocks of up to `blockRows` examples.
    LstmNetwork(const LstmLayout& layout, std::int64_t blockRows);

    // Takes new parameters; to be called whenever they have changed. They are borrowed.
    void useParameters(const Number* parameters);

    // Computes the logits (classes, examples); valid until the next call, and to be overwritten
    // with their gradient before backward().
    MatrixView<Number> forward(const Inputs& inputs);
    // Returns the last state (width, examples) of a layer in the last forward().
    [[nodiscard]] ConstMatrixView<Number> lastState(std::size_t layer) const;

    // Begins a gradient; adds the part of the last forward(); completes the sum of all parts.
    void clearGradient(Number* gradient);
    void backward(const Inputs& inputs, Number* gradient);
    void finishGradient(Number* gradient);

private:
    using View = ConstMatrixView<Number>;

    // A layer at one position.
    struct Cell {
        Buffer<Number> gates; // (4 width, examples)
        Buffer<Number> memory;
        Buffer<Number> squashedMemory;
        Buffer<Number> state; // (width, examples)
    };

    [[nodiscard]] Cell& cell(std::size_t layer, std::int64_t position);
    [[nodiscard]] const Cell& cell(std::size_t layer, std::int64_t position) const;
    [[nodiscard]] LstmCell<Number> kernelCell(std::size_t layer, std::int64_t position);
    // Return a matrix of the last forward() with one column per example.
    [[nodiscard]] MatrixView<Number> byUnit(Buffer<Number>& buffer, std::int64_t units) const;
    [[nodiscard]] View byUnit(const Buffer<Number>& buffer, std::int64_t units) const;
    // Returns a state as (examples, width).
    [[nodiscard]] View byExample(const Buffer<Number>& state);

    [[nodiscard]] const Number* block(int index) const;
    [[nodiscard]] View weights(int index) const;
    [[nodiscard]] MatrixView<Number> gradientOf(int index, Number* gradient) const;
    [[nodiscard]] Number* biasGradientOf(int index, Number* gradient) const;
    [[nodiscard]] bool readsTokens() const { return m_layout.embeddings >= 0; }

    void makeTable();
    // sums = W_x x_t + b_x + b_h
    void read(const Inputs& inputs, std::size_t layer, std::int64_t position,
              const MatrixView<Number>& sums);
    void gather(const std::int32_t* tokens, std::int64_t position, const MatrixView<Number>& sums);
    void scatter(const std::int32_t* tokens, std::int64_t position);
    void backwardOutput(Number* gradient);
    void backwardRecurrent(std::size_t layer, std::int64_t position, Number* gradient);
    void backwardRead(const Inputs& inputs, std::size_t layer, std::int64_t position,
                      Number* gradient);

    LstmLayout m_layout;
    std::int64_t m_gates;      // 4 width
    std::int64_t m_vocabulary; // 0 of numbers
    std::int64_t m_stride;     // of matrices with one column per example
    std::int64_t m_examples = 0;
    const Number* m_parameters = nullptr;
    std::vector<Cell> m_cells;                   // (layers, positions)
    Buffer<Number> m_numbers;                    // (features, examples) of numbers
    Buffer<Number> m_logits;                     // (classes, examples)
    Buffer<Number> m_embeddingsTransposed;       // (embedding, vocabulary) of tokens
    Buffer<Number> m_table;                      // (4 width, vocabulary), likewise
    Buffer<Number> m_tableGradient;              // likewise
    Buffer<Number> m_byExample;                  // (examples, width)
    Buffer<Number> m_sumsGradient;               // (4 width, examples)
    Buffer<Number> m_memoryGradient;             // (width, examples)
    std::vector<Buffer<Number>> m_ofStates;      // likewise, per position
    std::vector<Buffer<Number>> m_ofStatesBelow; // likewise, of the layer below
};

extern template class LstmNetwork<float>;
extern template class LstmNetwork<double>;

} // namespace grokking
