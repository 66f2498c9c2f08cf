// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The learners there are. A new one is one file and one line in learner_catalog.cpp, and for each
// engine it computes with a second file and line: learners/fused (this program's own code for the
// CPU) or learners/torch (LibTorch, CPU or GPU). Stateless; any thread.
#pragma once

#include "core/data/latents.h"
#include "core/learners/landscape_axes.h"
#include "core/learners/learner.h"
#include "core/learners/memory.h"
#include "core/spec/catalog.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

struct LearnerKind {
    CatalogEntry entry;
    // Returns why such data cannot be learned and what to do, or an empty string. The data have
    // classes, or numbers if it learns those.
    std::string (*misfit)(const DatasetShape& data, const Parameters& settings);
    LearnerSize (*size)(const DatasetShape& data, const EntrySpec& learner);
    LearnerMemory (*memory)(const MemoryContext& context);
    // Makes it on the fused engine; nullptr if that does not have it.
    std::unique_ptr<Learner> (*makeFused)(const LearnerContext& context);
    // Returns whether the fused engine has it with these settings; nullptr: with all.
    bool (*hasFused)(const DatasetShape& data, const Parameters& settings) = nullptr;
    // Returns what may span a landscape, for valid settings; nullptr: nothing.
    LandscapeAxes (*axes)(const DatasetShape& data, const Parameters& settings) = nullptr;
    bool learnsNumbers = false; // predicts a number, not classes
    bool hasTorch = true;       // LibTorch can compute it, too
    bool hasWeights = true;     // its parameters are weights, whose norm has a meaning
    bool hasMatrices = true;    // some of its parameters form a matrix of several rows and columns
    bool hasBand = false;       // it has a predictiveBand()
};

// Returns all learners, the one a new experiment starts with first.
[[nodiscard]] const std::vector<LearnerKind>& learnerKinds();

// Returns whether the fused engine can compute a learner with valid settings.
[[nodiscard]] bool isFused(const LearnerKind& kind, const DatasetShape& data,
                           const Parameters& settings);

// Returns the learner with this id, or nullptr.
[[nodiscard]] const LearnerKind* findLearner(std::string_view id);

// Returns what may span a landscape of a valid spec; none where its learner has nothing.
[[nodiscard]] LandscapeAxes landscapeAxes(const ExperimentSpec& spec);

// Returns the engine that will most likely compute a valid spec on a machine without a GPU; with
// one, where most of the memory is not the machine's, what is told from it is too high.
[[nodiscard]] Engine likelyEngine(const ExperimentSpec& spec);

// Returns why makeLearner() would fail with a valid spec on this machine, or nullopt. Where
// LibTorch is needed it is loaded, which takes about 1 s.
[[nodiscard]] std::optional<Error> engineProblem(const ExperimentSpec& spec);

// Makes a learner with its initial parameters. The engine "auto" is the fused one where it has the
// learner and the device is the CPU, otherwise LibTorch; the first learner of LibTorch takes about
// 1 s to load the library. Fails (Unavailable) if a library, device or engine for this learner is
// missing, and says which and what to do.
[[nodiscard]] Result<std::unique_ptr<Learner>> makeLearner(const LearnerContext& context);

// Trains the network that a data set needs (core/data/latents.h), on LibTorch and one thread of the
// CPU, and returns what it makes of the pictures; takes up to a minute. Incomplete soon after stop
// is requested. Fails (Unavailable) without LibTorch.
[[nodiscard]] Result<Latents> makeLatents(const LatentRequest& request, const std::stop_token& stop,
                                          const LatentProgress& progress);

// Returns facts about what a learner computes with, the BLAS among them.
[[nodiscard]] Environment computingEnvironment(const Learner& learner);

// Returns a warning if something makes this learner needlessly slow (the reference BLAS), or an
// empty string.
[[nodiscard]] std::string computingWarning(const Learner& learner);

} // namespace grokking
