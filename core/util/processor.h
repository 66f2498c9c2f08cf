// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The processor and machine a computation runs on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
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

// Makes the calling thread flush denormals while it exists, and then do again as it did before.
class FlushedDenormals
{
public:
    FlushedDenormals();
    ~FlushedDenormals();
    FlushedDenormals(const FlushedDenormals&) = delete;
    FlushedDenormals& operator=(const FlushedDenormals&) = delete;

private:
    std::uint64_t m_before; // the control register
};

// Returns what decides which instructions libraries choose for themselves: architecture, vector
// extension and model.
[[nodiscard]] std::string processorText();

// Returns how many processors this process may use at a time, at least 1.
[[nodiscard]] std::size_t usableCores();

// Returns the bytes this process can still take before the machine swaps or the control group it
// runs in (a container, a job on a cluster; v1 or v2) or it itself (ulimit -v) reaches its limit;
// nullopt where the system does not say. `root` is for tests.
[[nodiscard]] std::optional<std::int64_t> availableMemory(const std::filesystem::path& root = "/");

// Makes the calling thread give way to threads of normal priority: a nice value of 10 for this
// thread alone, so that about a tenth of a contended core is left to it and all of an idle one.
// There is no way back up without privileges. Does nothing where threads have no nice values of
// their own (elsewhere than on Linux).
void lowerThreadPriority();

// Returns operating system, processor, core count, compiler and program version.
[[nodiscard]] Environment machineEnvironment();

} // namespace grokking
