// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the library of LibTorch learners when first needed, so that neither window nor command
// line pays for LibTorch before. Any thread may call; the first call takes about a second.
#pragma once

#include "core/data/latents.h"
#include "core/learners/learner.h"

#include <stop_token>

namespace grokking {

// Makes a learner of the LibTorch library and sets the thread counts of LibTorch and BLAS to one:
// BLAS results then depend on nothing but their inputs. Fails (Unavailable) if the library cannot
// be opened or lacks the learner or device.
[[nodiscard]] Result<std::unique_ptr<Learner>> makeTorchLearner(const LearnerContext& context);

// Returns why the LibTorch library cannot compute with this learner on this device ("auto", "cpu",
// "cuda:N"), or nullopt. Opens the library.
[[nodiscard]] std::optional<Error> torchProblem(const std::string& learner,
                                                const std::string& device);

// Trains the network that a data set needs and returns what it makes of the pictures; takes up to a
// minute. Computes on the calling thread alone, of which LibTorch's thread count stays one, with
// denormals flushed, which is undone: any thread comes to the same bytes. Incomplete once stop is
// requested. Fails (Unavailable) if the library cannot be opened.
[[nodiscard]] Result<Latents> makeTorchLatents(const LatentRequest& request,
                                               const std::stop_token& stop,
                                               const LatentProgress& progress);

// Returns whether LibTorch can compute on a GPU. Opens the library only on a machine that has one.
[[nodiscard]] bool torchHasGpu();

// Returns name and version of the BLAS in use. Only after a successful makeTorchLearner().
[[nodiscard]] std::string blasName();

// Returns a warning if the slow reference BLAS is loaded, or an empty string. Only after a
// successful makeTorchLearner().
[[nodiscard]] std::string blasWarning();

// The door of the library, with C linkage under this name: returns a new learner owned by the
// caller, or nullptr with *error set. May not throw.
constexpr const char* torchEntryPoint = "grokkingMakeTorchLearner";
using TorchEntryPoint = Learner* (*)(const LearnerContext& context, Error* error);

// Likewise: returns whether it has the learner and the device, or says in *error what is missing.
constexpr const char* torchCheckEntryPoint = "grokkingCheckTorchLearner";
using TorchCheckEntryPoint = bool (*)(const std::string& learner, const std::string& device,
                                      Error* error);

// Likewise: puts the vectors into *latents and returns true, or false with *error set. May not
// throw.
constexpr const char* torchLatentsEntryPoint = "grokkingMakeTorchLatents";
using TorchLatentsEntryPoint = bool (*)(const LatentRequest& request, const std::stop_token& stop,
                                        const LatentProgress& progress, Latents* latents,
                                        Error* error);

// Likewise: returns whether there is a GPU. May not throw.
constexpr const char* torchGpuEntryPoint = "grokkingTorchHasGpu";
using TorchGpuEntryPoint = bool (*)();

} // namespace grokking
