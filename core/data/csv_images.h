// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures from a table of comma-separated values. Stateless; any thread.
#pragma once

#include "core/data/image_set.h"

#include <filesystem>

namespace grokking {

// Reads a picture from each row: its label, 0 to 9, then the pixels of a square line by line, whole
// numbers from 0 to 255. Fails as readCsvTable() and imageSet(), or if these numbers are others.
[[nodiscard]] Result<ImageSource> readCsvImages(const std::filesystem::path& file);

} // namespace grokking
