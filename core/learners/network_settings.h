// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that networks which learn classes share, written down once, and how they are read.
// Stateless; any thread.
#pragma once

#include "core/spec/experiment_spec.h"
#include "core/spec/param_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace grokking {

// What training minimizes, of logits z, as a mean over the examples:
//   cross-entropy  log sum_c exp(z_c) - z_label
//   StableMax      log sum_c s(z_c) - log s(z_label), where s(x) = x + 1 for x >= 0, else
//                  1 / (1 - x): cross-entropy that cannot saturate (Prieto et al. 2025,
//                  arXiv 2501.04697)
//   squared error  mean over the classes of (z - onehot)^2
enum class ClassificationLoss { CrossEntropy, StableMax, SquaredError };

// The shared settings of one learner.
struct NetworkSettings {
    ClassificationLoss loss = ClassificationLoss::CrossEntropy;
    double temperature = 1.0; // the loss is that of logits / temperature
    double dropout = 0.0;     // see core/learners/dropout.h; 0 in learners that have none
    bool isDouble = false;    // float64 instead of float32
};

// Reads them from a learner's valid settings.
[[nodiscard]] NetworkSettings networkSettings(const Parameters& learner);

// Returns the bytes of a number of its parameters and activations.
[[nodiscard]] std::int64_t numberBytes(const Parameters& learner);

// Return the descriptions of "depth" and "width" of a fully connected network.
[[nodiscard]] ParamSpec depthSetting(std::int64_t depth);
[[nodiscard]] ParamSpec widthSetting(std::int64_t width);

// Return the descriptions: of "activation"; of "loss", "outputTemperature" and "precision"; of
// "dropout". `help` says what is meant in the learner at hand.
[[nodiscard]] ParamSpec activationSetting(const std::string& help);
[[nodiscard]] ParamSpec dropoutSetting(const std::string& help);
[[nodiscard]] std::vector<ParamSpec> outputSettings();

} // namespace grokking
