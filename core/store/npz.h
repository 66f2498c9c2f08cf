// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes parameters as NumPy's .npz: a zip archive with one .npy file (format 1.0) per block, named
// after it, so that `numpy.load(file)["Layer 1 weights"]` is that block. Stateless; any thread.
#pragma once

#include "core/events/training_event.h"

#include <filesystem>
#include <span>

namespace grokking {

// Writes the blocks of a flat parameter vector: float32 if that loses nothing of any of them,
// otherwise float64, row by row, uncompressed. Fails (FileExists) on an existing file, (FileAccess)
// on one that cannot be written.
[[nodiscard]] Status writeNpz(const std::filesystem::path& file,
                              std::span<const ParameterBlock> blocks,
                              std::span<const double> parameters);

} // namespace grokking
