// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/processor.h"

#include <sched.h>
#include <sys/utsname.h>

#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string_view>
#include <thread>
#include <tuple>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace grokking {

namespace fs = std::filesystem;

namespace {

// The control register of the calling thread, and its bits that flush denormals.
#if defined(__SSE2__)
constexpr std::uint64_t flushingBits = 0x8040; // flush-to-zero, denormals-are-zero

std::uint64_t floatingPointControl()
{
    return _mm_getcsr();
}

void setFloatingPointControl(std::uint64_t value)
{
    _mm_setcsr(static_cast<unsigned>(value));
}
#elif defined(__aarch64__)
constexpr std::uint64_t flushingBits = std::uint64_t{1} << 24;

std::uint64_t floatingPointControl()
{
    std::uint64_t value = 0;
    asm volatile("mrs %0, fpcr" : "=r"(value));
    return value;
}

void setFloatingPointControl(std::uint64_t value)
{
    asm volatile("msr fpcr, %0" : : "r"(value));
}
#else
constexpr std::uint64_t flushingBits = 1;

std::uint64_t floatingPointControl()
{
    return 0;
}

void setFloatingPointControl(std::uint64_t) {}
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

// Returns the number in a file that holds nothing else; none if it says "max" or is not there.
std::optional<std::int64_t> numberIn(const fs::path& path)
{
    std::ifstream file(path);
    std::int64_t number = 0;
    return file >> number ? std::optional(number) : std::nullopt;
}

// Returns the number after a word in a file of such pairs, a line each.
std::optional<std::int64_t> numberAfter(std::string_view word, const fs::path& path)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::istringstream rest(line.starts_with(word) ? line.substr(word.size()) : std::string());
        if (std::int64_t number = 0; rest.peek() <= ' ' && rest >> number)
            return number;
    }
    return std::nullopt;
}

// The memory files of a control group: v2 and v1 name them differently.
struct GroupFiles {
    const char* mount;
    const char* limit;
    const char* usage;
    const char* reclaimable; // in memory.stat: pages of files that the kernel drops when it must
};
constexpr GroupFiles version2{"sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"};
constexpr GroupFiles version1{"sys/fs/cgroup/memory", "memory.limit_in_bytes",
                              "memory.usage_in_bytes", "total_inactive_file"};

// Returns the least room below the limits of a group and all above it; `group` is its path as in
// /proc/self/cgroup. A container may see its own group as the top one.
std::optional<std::int64_t> roomInGroup(const fs::path& root, const GroupFiles& files,
                                        fs::path group)
{
    std::optional<std::int64_t> room;
    for (bool isTop = false; !isTop; group = group.parent_path()) {
        isTop = group == group.parent_path();
        const fs::path folder = root / files.mount / group.relative_path();
        const auto limit = numberIn(folder / files.limit);
        const auto usage = numberIn(folder / files.usage);
        if (!limit || !usage)
            continue;
        const auto reclaimable = numberAfter(files.reclaimable, folder / "memory.stat").value_or(0);
        const std::int64_t left = std::max<std::int64_t>(0, *limit - *usage + reclaimable);
        room = std::min(room.value_or(left), left);
    }
    return room;
}

// Returns the least room in all groups this process is in.
std::optional<std::int64_t> roomInGroups(const fs::path& root)
{
    std::optional<std::int64_t> room;
    std::ifstream file(root / "proc/self/cgroup");
    for (std::string line; std::getline(file, line);) { // "4:memory:/path", of v2 "0::/path"
        const auto first = line.find(':');
        const auto second = line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
        const bool isMemory = controllers.find(",memory,") != std::string::npos;
        if (!isMemory && controllers != ",,")
            continue;
        const auto left =
            roomInGroup(root, isMemory ? version1 : version2, line.substr(second + 1));
        if (left)
            room = std::min(room.value_or(*left), *left);
    }
    return room;
}

} // namespace

void flushDenormals()
{
    setFloatingPointControl(floatingPointControl() | flushingBits);
}

bool denormalsFlushed()
{
    return (floatingPointControl() & flushingBits) == flushingBits;
}

FlushedDenormals::FlushedDenormals() : m_before(floatingPointControl())
{
    flushDenormals();
}

FlushedDenormals::~FlushedDenormals()
{
    setFloatingPointControl(m_before);
}

std::string processorText()
{
    utsname system{};
    std::string text = uname(&system) == 0 ? system.machine : "unknown";
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512vl"))
        text += " AVX-512";
    else if (__builtin_cpu_supports("avx2"))
        text += " AVX2";
#endif
    return text + " " + processorName();
}

std::size_t usableCores()
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    if (sched_getaffinity(0, sizeof cores, &cores) == 0)
        return static_cast<std::size_t>(CPU_COUNT(&cores));
    return std::max(1U, std::thread::hardware_concurrency()); // more than 1024 of them
}

std::optional<std::int64_t> availableMemory(const fs::path& root)
{
    constexpr std::int64_t kibibyte = 1024;
    std::optional<std::int64_t> room = roomInGroups(root);
    const auto limit = [&room](std::int64_t bytes) {
        room = std::min(room.value_or(bytes), bytes);
    };
    if (const auto machine = numberAfter("MemAvailable:", root / "proc/meminfo"))
        limit(*machine * kibibyte);
    const auto most = numberAfter("Max address space", root / "proc/self/limits");
    const auto taken = numberAfter("VmSize:", root / "proc/self/status");
    if (most && taken)
        limit(std::max<std::int64_t>(0, *most - *taken * kibibyte));
    return room;
}

void lowerThreadPriority()
{
#if defined(__linux__)
    constexpr int lowerNiceValue = 10;
    // POSIX gives nice values to processes, Linux to threads. A failure costs only smoothness.
    std::ignore = setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), lowerNiceValue);
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
