// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/writer_name.h"

#include "core/store/move_into_place.h"
#include "core/util/fingerprint.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <system_error>
#include <vector>

namespace grokking {

namespace {

constexpr char separator = ':';

// Returns what numbers of processes are good for: the time since this machine was started, in this
// container; "" if the system does not say.
std::string here()
{
    std::string boot;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
    std::error_code failure;
    const auto container = std::filesystem::read_symlink("/proc/self/ns/pid", failure);
    if (boot.empty() || failure)
        return "";
    return std::to_string(fingerprint(boot + container.string()));
}

// Returns when a process was started, in ticks since the machine was; "" if it has ended or the
// system does not say (proc(5), /proc/pid/stat).
std::string startOf(pid_t process)
{
    std::ifstream stream("/proc/" + std::to_string(process) + "/stat");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto nameEnd = text.rfind(')'); // the name of a program may contain anything
    if (nameEnd == std::string::npos)
        return "";
    std::istringstream rest(text.substr(nameEnd + 1));
    const std::vector<std::string> fields{std::istream_iterator<std::string>(rest), {}};
    constexpr std::size_t state = 0;  // field 3 of the file
    constexpr std::size_t start = 19; // field 22
    if (fields.size() <= start || fields[state] == "Z" || fields[state] == "X")
        return "";
    return fields[start];
}

std::vector<std::string> partsOf(std::string_view name)
{
    std::istringstream stream{std::string(name)};
    std::vector<std::string> parts;
    for (std::string part; std::getline(stream, part, separator);)
        parts.push_back(part);
    return parts;
}

} // namespace

std::string newWriterName()
{
    return randomToken() + separator + here() + separator + std::to_string(getpid()) + separator
           + startOf(getpid());
}

WriterState writerState(std::string_view name)
{
    const auto parts = partsOf(name);
    if (parts.size() != 4 || parts[1].empty() || parts[1] != here())
        return WriterState::Unknown;
    pid_t process = 0;
    const std::string& digits = parts[2];
    std::from_chars(digits.data(), digits.data() + digits.size(), process);
    if (process <= 0 || process == getpid())
        return WriterState::Unknown;
    if (kill(process, 0) != 0 && errno == ESRCH)
        return WriterState::Dead;
    if (access(("/proc/" + digits).c_str(), F_OK) != 0) // another user's may be hidden
        return WriterState::Unknown;
    // One that ended may have left its number to another.
    return startOf(process) == parts[3] ? WriterState::Alive : WriterState::Dead;
}

} // namespace grokking
