// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The processor and machine a computation runs on.
#pragma once

#include <map>
#include <string>

namespace grokking {

// Named facts about program, libraries and machine, stored with every run; keys are kebab-case.
using Environment = std::map<std::string, std::string>;

// Makes the calling thread treat denormal numbers as zero (flush-to-zero and
// denormals-are-zero). Once a loss is saturated, Adam's second moments go denormal and every
// step becomes 15 times slower, so each thread that computes calls this first.
void flushDenormals();

// Returns whether the calling thread flushes denormals.
[[nodiscard]] bool denormalsFlushed();

// Returns operating system, processor, core count, compiler and program version.
[[nodiscard]] Environment machineEnvironment();

} // namespace grokking
