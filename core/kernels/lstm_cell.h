// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One position of a layer of long short-term memory, with the widest vectors the processor has.
// Every number belongs to one unit of one example; where they lie does not matter. T is float or
// double. Nothing is allocated. Memory comes from Buffer.
//   c = sigmoid(f) c_before + sigmoid(i) tanh(g);  h = sigmoid(o) tanh(c)
#pragma once

#include <cstdint>

namespace grokking {

template <class T>
struct LstmCell {
    T* gates = nullptr; // (4, count): i, f, g, o, before and after their nonlinearities
    const T* memoryBefore = nullptr; // c of the position before; nullptr: there is none, c is 0
    T* memory = nullptr;             // c
    T* squashedMemory = nullptr;     // tanh(c)
    T* state = nullptr;              // h
    std::int64_t count = 0;          // of each; a multiple of 16: whole vectors are written
};

// Turns the gates' sums into gates, and computes memory and state.
void lstmForward(const LstmCell<float>& cell);
void lstmForward(const LstmCell<double>& cell);

// Computes the gradient of the gates' sums (4, count) from that of the state and, by what comes
// after this position, that of the memory, which becomes that of the memory before.
void lstmBackward(const LstmCell<float>& cell, const float* stateGradient, float* memoryGradient,
                  float* sumsGradient);
void lstmBackward(const LstmCell<double>& cell, const double* stateGradient, double* memoryGradient,
                  double* sumsGradient);

} // namespace grokking
