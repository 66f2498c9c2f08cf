// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/device.h"

#include "core/learners/torch/spans.h"

#include <torch/cuda.h>
#include <torch/torch.h>

#include <algorithm>

namespace grokking {

Result<torch::Device> chooseDevice(const std::string& name)
{
    const bool hasGpu = torch::cuda::is_available();
    if (name == "cpu" || (name == "auto" && !hasGpu))
        return torch::Device(torch::kCPU);
    if (!hasGpu)
        return Error{ErrorCode::Unavailable,
                     "this LibTorch finds no CUDA device; set training.device to cpu or auto",
                     name};
    const torch::Device device(name == "auto" ? "cuda" : name);
    if (device.has_index()
        && static_cast<std::size_t>(device.index()) >= torch::cuda::device_count())
        return Error{ErrorCode::Unavailable,
                     "there is no such device; the highest is cuda:"
                         + std::to_string(torch::cuda::device_count() - 1),
                     name};
    return device;
}

torch::Tensor uploadIndices(std::span<const std::int32_t> indices, torch::Device device)
{
    auto tensor = torch::empty({std::ssize(indices)},
                               torch::dtype(torch::kInt32).pinned_memory(device.is_cuda()));
    std::ranges::copy(indices, elements<std::int32_t>(tensor).begin());
    return tensor.to(device, /*non_blocking=*/true);
}

} // namespace grokking
