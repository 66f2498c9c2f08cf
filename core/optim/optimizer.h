// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Update rules on flat spans of parameters, without torch. An optimizer owns its state (moments,
// step count), not the parameters. One owner, one thread.
#pragma once

#include "core/optim/gradient_change.h"
#include "core/optim/muon.h"
#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace grokking {

// How weight decay enters (Loshchilov & Hutter 2019): coupled adds decay * parameter to the
// gradient (L2 penalty), decoupled shrinks the parameter by learningRate * decay beside the step.
enum class DecayCoupling { Coupled, Decoupled };

// The settings of an optimizer, read from its catalog entry; momentum is for SGD and Muon, the
// betas and epsilon for Adam.
struct OptimizerSettings {
    enum class Rule { Sgd, Adam, Muon } rule = Rule::Sgd;
    DecayCoupling coupling = DecayCoupling::Coupled;
    double learningRate = 1e-3;
    double weightDecay = 0.0;
    double momentum = 0.0;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double adamLearningRate = 3e-4; // of Muon, where Adam is used instead

    // Of every rule; 0 leaves it out.
    std::int64_t warmupSteps = 0;    // until the learning rate is full
    double updateNoise = 0.0;        // standard deviation, before the learning rate
    double weightNoise = 0.0;        // likewise, of the parameters a gradient is taken at
    double normClamp = 0.0;          // largest norm of all parameters
    double grokfastLambda = 0.0;     // amplifySlowGradient()
    double grokfastAlpha = 0.98;     // likewise
    bool orthogonalGradient = false; // removeComponentAlong()

    bool operator==(const OptimizerSettings&) const = default;
};

// Reads a valid entry of the catalog.
[[nodiscard]] OptimizerSettings optimizerSettings(const EntrySpec& optimizer);

// Changes one live setting ("learningRate", "weightDecay"); another id is a bug (asserts).
void changeSetting(OptimizerSettings& settings, std::string_view id, double value);

// Returns the number of state vectors of the size of the parameters that a rule keeps.
[[nodiscard]] std::size_t stateVectors(const OptimizerSettings& settings);

// Returns the number of further vectors of that size that steps take for working with them.
[[nodiscard]] std::size_t workVectors(const OptimizerSettings& settings);

// What an update depends on besides numbers.
struct UpdateContext {
    std::int64_t update = 1;               // 1, 2, ...
    std::span<const MatrixBlock> blocks{}; // all of the parameters, for Muon and orthogonalGradient
    std::uint64_t noiseSeed = 0;           // for updateNoise
};

// Performs an update. The gradient is changed on the way. `state` holds stateVectors() spans, zero
// before the first update; all spans have the same size. T is float or double. Muon's
// orthogonalizer is made for the call if there is none.
//   warm-up: lr is learningRate * min(1, t / warmupSteps) at update t
//   Adam (Kingma & Ba 2015):  m = b1 m + (1-b1) g;  v = b2 v + (1-b2) g^2;
//     p -= lr / (1-b1^t) * m / (sqrt(v) / sqrt(1-b2^t) + epsilon)
//   SGD:  b = momentum b + g (b = g at the first update);  p -= lr b
//   Muon (Jordan et al. 2024), of each block that is a matrix (outputs, inputs):
//     m = momentum m + g;  p -= lr sqrt(max(1, outputs / inputs)) O(g + momentum m)
//     with Orthogonalizer's O; other blocks follow Adam at adamLearningRate
// Grokfast and the orthogonal gradient come first, in this order, then coupled decay and the rule,
// then the noise, p -= lr updateNoise N(0, 1), and the clamp.
template <class T>
void applyUpdate(const OptimizerSettings& settings, const UpdateContext& context,
                 std::span<T> parameters, std::span<T> gradient,
                 std::span<const std::span<T>> state, Orthogonalizer<T>* orthogonalizer = nullptr);

extern template void applyUpdate(const OptimizerSettings&, const UpdateContext&, std::span<float>,
                                 std::span<float>, std::span<const std::span<float>>,
                                 Orthogonalizer<float>*);
extern template void applyUpdate(const OptimizerSettings&, const UpdateContext&, std::span<double>,
                                 std::span<double>, std::span<const std::span<double>>,
                                 Orthogonalizer<double>*);

// Returns Muon's factor on the learning rate of a matrix, and its settings for other blocks.
[[nodiscard]] double muonScale(const MatrixBlock& block);
[[nodiscard]] OptimizerSettings adamBesideMuon(const OptimizerSettings& settings);

// Returns the learning rate of update `update` (1, 2, ...).
[[nodiscard]] double warmedUpRate(const OptimizerSettings& settings, std::int64_t update);

} // namespace grokking
