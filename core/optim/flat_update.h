// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The inner loops of the update rules (core/optim/optimizer.h): one pass over all parameters, with
// the widest vectors the processor has. Nothing is allocated. Any thread.
#pragma once

#include <cstddef>

namespace grokking {

// One update. T is float or double; the vectors have `size` numbers each.
template <class T>
struct FlatUpdate {
    T* parameters = nullptr;
    const T* gradient = nullptr;
    T* firstMoment = nullptr;  // SGD: the momentum, nullptr without
    T* secondMoment = nullptr; // Adam only
    std::size_t size = 0;

    T rate{};     // learning rate; Adam: over the bias correction of the first moment
    T penalty{};  // of coupled weight decay: direction = gradient + penalty * parameter
    T shrink{};   // of decoupled weight decay: parameter * shrink - step
    T momentum{}; // SGD only; the rest is for Adam
    T beta1{};
    T rest1{}; // 1 - beta1
    T beta2{};
    T rest2{}; // 1 - beta2
    T scale{}; // 1 / square root of the bias correction of the second moment
    T epsilon{};
};

void applySgd(const FlatUpdate<float>& update);
void applySgd(const FlatUpdate<double>& update);
void applyAdam(const FlatUpdate<float>& update);
void applyAdam(const FlatUpdate<double>& update);

} // namespace grokking
