// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of a picture that need no more than the digits of float32. Stateless; any thread.
#pragma once

#include <span>

namespace grokking {

// Rounds to what takes four bytes in a run file.
inline void roundToFloat32(std::span<double> values)
{
    for (double& value : values)
        value = static_cast<double>(static_cast<float>(value));
}

} // namespace grokking
