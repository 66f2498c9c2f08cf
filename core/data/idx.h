// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads IDX files of unsigned bytes, the format of MNIST and Fashion-MNIST, as they are or
// compressed by gzip: two zero bytes, the type of the values, the number of dimensions, the size of
// each as 32 bits, highest byte first, then the values. Stateless; any thread.
#pragma once

#include "core/util/array.h"
#include "core/util/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace grokking {

using IdxArray = Array<std::uint8_t>;

// No IDX file may hold more values than this: ten times MNIST.
inline constexpr std::int64_t idxValuesAtMost = 500'000'000;

// Reads the content of a file; `context` names it. Fails (InvalidFile) if it is not an IDX file of
// unsigned bytes with `dimensions` dimensions, is truncated or damaged, or goes on after its
// values, and (Unavailable) if memory is short. Takes memory for no more values than the header
// announces, and only as they come.
[[nodiscard]] Result<IdxArray> parseIdx(std::span<const std::uint8_t> content,
                                        std::size_t dimensions, const std::string& context);

// Reads a file. Fails as parseIdx(), and (FileAccess) if there is no such file or it cannot be
// read.
[[nodiscard]] Result<IdxArray> readIdx(const std::filesystem::path& file, std::size_t dimensions);

} // namespace grokking
