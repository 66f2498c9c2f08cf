// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch_library.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace grokking {

namespace {

// OpenBLAS's own functions; the reference BLAS has neither. OpenBLAS ignores LibTorch's settings.
using SetThreads = void (*)(int);
using ThreadCount = int (*)();
using ConfigText = char* (*)();

struct TorchLibrary {
    TorchEntryPoint make = nullptr;
    TorchCheckEntryPoint check = nullptr;
    TorchLatentsEntryPoint makeLatents = nullptr;
    TorchGpuEntryPoint hasGpu = nullptr;
    bool openBlas = false;
    std::string blas = "reference BLAS";
    std::string problem; // why it could not be opened
};

std::filesystem::path libraryFile()
{
    std::error_code status;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", status);
    return program.parent_path().parent_path() / "lib/grokking-explorer/libgrokking_torch.so";
}

template <class Function>
Function symbol(void* handle, const char* name)
{
    return reinterpret_cast<Function>(dlsym(handle, name));
}

TorchLibrary openLibrary()
{
    TorchLibrary library;
    const std::string file = libraryFile().string();
    void* const handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char* reason = dlerror();
        library.problem = reason ? reason : "unknown reason";
        return library;
    }
    library.make = symbol<TorchEntryPoint>(handle, torchEntryPoint);
    library.check = symbol<TorchCheckEntryPoint>(handle, torchCheckEntryPoint);
    library.makeLatents = symbol<TorchLatentsEntryPoint>(handle, torchLatentsEntryPoint);
    library.hasGpu = symbol<TorchGpuEntryPoint>(handle, torchGpuEntryPoint);
    if (!library.make || !library.check || !library.makeLatents || !library.hasGpu)
        library.problem = file + " is not a library of this program";
    if (const auto setThreads = symbol<SetThreads>(handle, "openblas_set_num_threads")) {
        setThreads(1);
        library.openBlas = true;
        const auto config = symbol<ConfigText>(handle, "openblas_get_config");
        const auto threads = symbol<ThreadCount>(handle, "openblas_get_num_threads");
        library.blas = config ? config() : "OpenBLAS";
        library.blas += threads ? "; threads used: " + std::to_string(threads()) : "";
    }
    return library;
}

// Looks for the drivers of NVIDIA's, AMD's and, under Windows, any GPU. Much cheaper than LibTorch.
bool machineHasGpu()
{
    constexpr std::array drivers{"/dev/nvidiactl", "/dev/kfd", "/dev/dxg"};
    return std::ranges::any_of(drivers, [](const char* driver) {
        std::error_code status;
        return std::filesystem::exists(driver, status);
    });
}

const TorchLibrary& torchLibrary()
{
    static const TorchLibrary library = openLibrary();
    return library;
}

std::optional<Error> loadingProblem(const std::string& learner)
{
    if (torchLibrary().problem.empty())
        return std::nullopt;
    return Error{ErrorCode::Unavailable,
                 "the LibTorch learners cannot be loaded (" + torchLibrary().problem
                     + "); install libtorch and build or install the program completely",
                 "learner " + learner};
}

} // namespace

std::optional<Error> torchProblem(const std::string& learner, const std::string& device)
{
    if (auto problem = loadingProblem(learner))
        return problem;
    Error error;
    return torchLibrary().check(learner, device, &error) ? std::nullopt : std::optional(error);
}

Result<std::unique_ptr<Learner>> makeTorchLearner(const LearnerContext& context)
{
    if (const auto problem = loadingProblem(context.learner.id))
        return *problem;
    Error error;
    if (Learner* const learner = torchLibrary().make(context, &error))
        return std::unique_ptr<Learner>(learner);
    return error;
}

Result<Latents> makeTorchLatents(const LatentRequest& request, const std::stop_token& stop,
                                 const LatentProgress& progress)
{
    const TorchLibrary& library = torchLibrary();
    if (!library.problem.empty())
        return Error{ErrorCode::Unavailable,
                     "the network that finds the clusters needs LibTorch, which cannot be loaded ("
                         + library.problem
                         + "); install libtorch and build or install the program completely, or "
                           "set data.clustersFrom to pixels",
                     "data.clustersFrom"};
    Latents latents;
    Error error;
    if (library.makeLatents(request, stop, progress, &latents, &error))
        return latents;
    return error;
}

bool torchHasGpu()
{
    return machineHasGpu() && torchLibrary().problem.empty() && torchLibrary().hasGpu();
}

std::string blasName()
{
    return torchLibrary().blas;
}

std::string blasWarning()
{
    if (torchLibrary().openBlas)
        return "";
    return "LibTorch runs on the reference BLAS, which is about 50 times slower than OpenBLAS: "
           "install the package libopenblas0";
}

} // namespace grokking
