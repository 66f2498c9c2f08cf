// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory a run takes, told from its spec before anything is made, so that a run that does
// not fit is refused rather than killed. Stateless; any thread.
#pragma once

#include "core/spec/experiment_spec.h"
#include "core/util/result.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <string>

namespace grokking {

// The bytes of one run at its peak.
struct RunMemory {
    std::int64_t data = 0;        // the data set, once more in the learner's number format
    std::int64_t making = 0;      // what making the data set takes beyond that, before all below
    std::int64_t network = 0;     // parameters, gradient, optimizer state
    std::int64_t activations = 0; // of a training step or an evaluation
    std::int64_t storage = 0;     // snapshot and checkpoint on their way into the run file
    std::int64_t history = 0;     // what was seen at each evaluation
    std::int64_t checkpoint = 0;  // one, a part of storage
    std::int64_t program = 0;     // taken once by all runs together: program and libraries

    // What it takes at once. The history comes little by little, and a run can be stopped before:
    // it decides nothing.
    [[nodiscard]] std::int64_t atOnce() const
    {
        return data + std::max(making, network + activations + storage);
    }
    [[nodiscard]] std::int64_t total() const { return atOnce() + history; }
};

// Returns what a run takes. Valid specs only; cheap enough for every move of a slider.
[[nodiscard]] RunMemory runMemory(const ExperimentSpec& spec);

// Returns how many such runs fit into `available` bytes side by side; 0 if not one does.
[[nodiscard]] std::size_t runsThatFit(const RunMemory& memory, std::int64_t available);

// Returns how many of `wanted` runs, none larger than `memory`, go side by side: all of them,
// unless there is not the memory; at least 1.
[[nodiscard]] std::size_t runsSideBySide(const RunMemory& memory, std::size_t wanted,
                                         std::optional<std::int64_t> available);

// Returns why a run cannot start (Unavailable): what it needs, what there is, and which settings
// to reduce; nullopt if it fits or nobody knows how much there is. No run may have a checkpoint
// that is larger than a value in its file can be.
[[nodiscard]] std::optional<Error> memoryProblem(const ExperimentSpec& spec);
[[nodiscard]] std::optional<Error> memoryProblem(const ExperimentSpec& spec,
                                                 std::int64_t available);

// Returns what to say when the system refused memory that a run asked for (Unavailable), because of
// a limit that nobody told of.
[[nodiscard]] Error memoryRefused(const ExperimentSpec& spec);

// Returns what `work` returns, which holds a value or an Error: the latter, memoryRefused(), also
// where the system refuses memory, and (Internal) where a library that it calls throws; `context`
// names the work then.
template <class Work>
auto orMemoryRefused(const ExperimentSpec& spec, const std::string& context, Work work)
    -> decltype(work())
{
    try {
        return work();
    } catch (const std::bad_alloc&) { // a limit that nobody told of
        return memoryRefused(spec);
    } catch (const std::exception& failure) {
        return Error{ErrorCode::Internal, failure.what(), context};
    }
}

// Returns why the data set of a valid spec cannot be made (Unavailable), as memoryProblem() does.
[[nodiscard]] std::optional<Error> dataMemoryProblem(const ExperimentSpec& spec);
[[nodiscard]] std::optional<Error> dataMemoryProblem(const ExperimentSpec& spec,
                                                     std::int64_t available);

// Returns "14 MB", "2.3 GB": powers of 1000, rounded up.
[[nodiscard]] std::string memoryText(std::int64_t bytes);

} // namespace grokking
