// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The exit status of both programs; scripts depend on it.
#pragma once

#include "core/util/result.h"

#include <algorithm>
#include <array>

namespace grokking {

enum class ExitStatus : int {
    Done = 0,
    BadUsage = 2,
    BadInput = 3,    // a spec or input file
    Diverged = 4,    // NaN or infinity
    FileError = 5,   // a file could not be written or read
    Interrupted = 75 // can be resumed
};

// Returns the status for an error.
[[nodiscard]] inline ExitStatus exitStatus(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Usage:
        return ExitStatus::BadUsage;
    case ErrorCode::InvalidSpec:
    case ErrorCode::InvalidFile:
    case ErrorCode::NewerSchema:
    case ErrorCode::Unavailable:
        return ExitStatus::BadInput;
    case ErrorCode::FileExists:
    case ErrorCode::FileAccess:
    case ErrorCode::DiskFull:
    case ErrorCode::Internal:
        return ExitStatus::FileError;
    }
    return ExitStatus::FileError;
}

// Returns the worse of two, for many runs: 5, 4, 3, 2, 75, 0.
[[nodiscard]] inline ExitStatus worse(ExitStatus first, ExitStatus second)
{
    constexpr std::array order{ExitStatus::FileError, ExitStatus::Diverged,    ExitStatus::BadInput,
                               ExitStatus::BadUsage,  ExitStatus::Interrupted, ExitStatus::Done};
    return std::ranges::find(order, first) < std::ranges::find(order, second) ? first : second;
}

} // namespace grokking
