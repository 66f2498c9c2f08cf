// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/processor.h"

#include <sys/utsname.h>

#include <cstdint>
#include <fstream>
#include <string_view>
#include <thread>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace grokking {

namespace {

#if defined(__aarch64__)
constexpr std::uint64_t flushToZeroBit = std::uint64_t{1} << 24;

std::uint64_t floatingPointControl()
{
    std::uint64_t value = 0;
    asm volatile("mrs %0, fpcr" : "=r"(value));
    return value;
}
#endif

std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("model name")) {
            const auto colon = line.find(": ");
            return colon == std::string::npos ? line : line.substr(colon + 2);
        }
    }
    return "unknown";
}

} // namespace

void flushDenormals()
{
#if defined(__SSE2__)
    _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
    _mm_setcsr(_mm_getcsr() | 0x0040u); // denormals-are-zero
#elif defined(__aarch64__)
    asm volatile("msr fpcr, %0" : : "r"(floatingPointControl() | flushToZeroBit));
#endif
}

bool denormalsFlushed()
{
#if defined(__SSE2__)
    return (_mm_getcsr() & 0x8040u) == 0x8040u;
#elif defined(__aarch64__)
    return (floatingPointControl() & flushToZeroBit) != 0;
#else
    return false;
#endif
}

Environment machineEnvironment()
{
    Environment environment;
    utsname system{};
    if (uname(&system) == 0) {
        environment["system"] = std::string(system.sysname) + " " + system.release;
        environment["architecture"] = system.machine;
    }
    environment["processor"] = processorName();
    environment["processor-cores"] = std::to_string(std::thread::hardware_concurrency());
    environment["compiler"] = GROKKING_COMPILER;
    environment["program-version"] = GROKKING_VERSION;
    return environment;
}

} // namespace grokking
