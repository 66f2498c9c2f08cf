// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The door of the LibTorch library: makes learners by id and lets no exception out.

#include "core/learners/torch/device.h"
#include "core/learners/torch/mlp.h"
#include "core/learners/torch/transformer.h"
#include "core/learners/torch_library.h"

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
                                      {"transformer", make<TorchTransformer>}};

Result<std::unique_ptr<Learner>> makeLearner(const LearnerContext& context)
{
    torch::set_num_threads(1); // of this thread; runs go side by side instead
    const auto device = chooseDevice(context.device);
    if (!device)
        return device.error();
    for (const TorchLearnerKind& kind : kinds) {
        if (kind.id == context.learner.id)
            return kind.make(context, *device);
    }
    return Error{ErrorCode::Unavailable, "this LibTorch library does not have the learner",
                 context.learner.id};
}

} // namespace

extern "C" __attribute__((visibility("default"))) Learner*
grokkingMakeTorchLearner(const LearnerContext& context, Error* error)
{
    try {
        auto learner = makeLearner(context);
        if (learner)
            return learner->release();
        *error = learner.error();
    } catch (const std::exception& failure) {
        *error = Error{ErrorCode::Internal, std::string("LibTorch failed: ") + failure.what(),
                       "learner " + context.learner.id};
    }
    return nullptr;
}

extern "C" __attribute__((visibility("default"))) bool grokkingTorchHasGpu()
{
    try {
        return torch::cuda::is_available();
    } catch (const std::exception&) {
        return false;
    }
}
