// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The door of the LibTorch library: makes learners by id and lets no exception out.

#include "core/learners/torch/device.h"
#include "core/learners/torch/diagonal_linear.h"
#include "core/learners/torch/latent_network.h"
#include "core/learners/torch/lstm.h"
#include "core/learners/torch/mlp.h"
#include "core/learners/torch/transformer.h"
#include "core/learners/torch_library.h"
#include "core/util/processor.h"

#include <torch/cuda.h>
#include <torch/utils.h>

#include <exception>
#include <utility>

namespace {

using namespace grokking;

struct TorchLearnerKind {
    std::string_view id;
    std::unique_ptr<Learner> (*make)(const LearnerContext& context, torch::Device device);
};

template <class LearnerType>
std::unique_ptr<Learner> make(const LearnerContext& context, torch::Device device)
{
    return std::make_unique<LearnerType>(context, device);
}

constexpr TorchLearnerKind kinds[] = {{"mlp", make<TorchMlp>},
                                      {"lstm", make<TorchLstm>},
                                      {"transformer", make<TorchTransformer>},
                                      {"diagonal-linear", make<TorchDiagonalLinear>}};

Result<const TorchLearnerKind*> findKind(const std::string& learner)
{
    for (const TorchLearnerKind& kind : kinds) {
        if (kind.id == learner)
            return &kind;
    }
    return Error{ErrorCode::Unavailable, "this LibTorch library does not have the learner",
                 learner};
}

Result<std::unique_ptr<Learner>> makeLearner(const LearnerContext& context)
{
    torch::set_num_threads(1); // of this thread; runs go side by side instead
    const auto device = chooseDevice(context.device);
    if (!device)
        return device.error();
    const auto kind = findKind(context.learner.id);
    if (!kind)
        return kind.error();
    return (*kind)->make(context, *device);
}

Status check(const std::string& learner, const std::string& device)
{
    if (const auto kind = findKind(learner); !kind)
        return kind.error();
    if (const auto chosen = chooseDevice(device); !chosen)
        return chosen.error();
    return Success{};
}

// Returns what `work` does, or its error or exception as an error.
template <class Work>
auto guarded(const std::string& learner, Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::exception& failure) {
        return Error{ErrorCode::Internal, std::string("LibTorch failed: ") + failure.what(),
                     "learner " + learner};
    }
}

} // namespace

extern "C" __attribute__((visibility("default"))) Learner*
grokkingMakeTorchLearner(const LearnerContext& context, Error* error)
{
    auto learner = guarded(context.learner.id, [&] { return makeLearner(context); });
    if (learner)
        return learner->release();
    *error = learner.error();
    return nullptr;
}

extern "C" __attribute__((visibility("default"))) bool
grokkingCheckTorchLearner(const std::string& learner, const std::string& device, Error* error)
{
    const Status status = guarded(learner, [&] { return check(learner, device); });
    if (!status)
        *error = status.error();
    return static_cast<bool>(status);
}

extern "C" __attribute__((visibility("default"))) bool
grokkingMakeTorchLatents(const LatentRequest& request, const std::stop_token& stop,
                         const LatentProgress& progress, Latents* latents, Error* error)
{
    const Status status = guarded("data", [&]() -> Status {
        torch::set_num_threads(1); // of this thread
        const FlushedDenormals flushed;
        *latents = trainLatentNetwork(request, stop, progress);
        return Success{};
    });
    if (!status)
        *error = status.error();
    return static_cast<bool>(status);
}

extern "C" __attribute__((visibility("default"))) bool grokkingTorchHasGpu()
{
    try {
        return torch::cuda::is_available();
    } catch (const std::exception&) {
        return false;
    }
}
