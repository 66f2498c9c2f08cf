// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes what a spec names: its data set, its learner, and the learner's parameters at a checkpoint.
// Says whether a spec that was not checked names something. Stateless; any thread.
#pragma once

#include "core/data/dataset.h"
#include "core/data/latents.h"
#include "core/events/training_event.h"
#include "core/learners/learner.h"
#include "core/spec/experiment_spec.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace grokking {

// Returns all problems of a spec, as that of a stored run may have some, in one error
// (InvalidSpec). `context` names the source. May take seconds; see slowCheck().
[[nodiscard]] std::optional<Error> specProblem(const ExperimentSpec& spec,
                                               const std::string& context);

// Sees to it that the data set of a valid spec can be made: trains the network it may need before,
// unless that was done earlier. Takes up to a minute then; `progress` is told the share done. Fails
// (Unavailable) without LibTorch, and as DatasetKind::latents does. Nothing is there yet once stop
// is requested.
[[nodiscard]] Status prepareNeeds(const ExperimentSpec& spec, const std::stop_token& stop = {},
                                  const LatentProgress& progress = {});

// Makes the data set of a valid spec and what it needs; incomplete once stop is requested. Fails
// (InvalidSpec) if there is no such data set, (Unavailable) if the system refuses the memory, and
// as prepareNeeds() and DatasetKind::make do.
[[nodiscard]] Result<Dataset> prepareDataset(const ExperimentSpec& spec,
                                             const std::stop_token& stop = {},
                                             const LatentProgress& progress = {});

// The name in a run's environment of the fingerprint of the files its data were read from.
inline constexpr const char* dataFingerprintKey = "data-fingerprint";

// Returns why the data of a stored run cannot be made again: a file that they were read from has
// changed (InvalidFile) or cannot be read. `environment` is that of the run, whose spec is valid.
// nullopt if there are no files, or they are what they were.
[[nodiscard]] std::optional<Error> changedDataProblem(const ExperimentSpec& spec,
                                                      const Environment& environment);

// The name in a run's environment of Dataset::choiceFingerprint.
inline constexpr const char* choiceFingerprintKey = "choice-fingerprint";

// Returns why a data set that was just made is not the one a stored run trained on (InvalidFile):
// other examples were chosen, by another processor or library. `environment` is that of the run.
// nullopt if they are the same, or the run says nothing of them.
[[nodiscard]] std::optional<Error> changedChoiceProblem(const Dataset& dataset,
                                                        const Environment& environment);

// Makes the learner with its initial parameters; `dataset` outlives it. Fails as makeLearner().
[[nodiscard]] Result<std::unique_ptr<Learner>> prepareLearner(const ExperimentSpec& spec,
                                                              const Dataset& dataset);

// Returns the flat parameter vector a run of this valid spec had at a checkpoint. Makes data set
// and learner to read it, which takes a while. Fails (InvalidFile) on the checkpoint of another
// spec.
[[nodiscard]] Result<std::vector<double>> parametersAt(const ExperimentSpec& spec,
                                                       const CheckpointTaken& checkpoint);

} // namespace grokking
