// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An observation's content taken apart: the numbers, which change from step to step, and the
// layout (names, shapes), which as a rule does not and is stored once. Internal to core/store;
// decoding throws StoreException.
#pragma once

#include "core/events/observation.h"

#include <span>
#include <string>
#include <vector>

namespace grokking {

using ObservationContent = decltype(Observation::content);

struct EncodedContent {
    std::string kind;   // "scalar", "vector", "matrix", "points", "curve" or "images"
    std::string layout; // JSON object; its keys depend on the kind (FORMAT.md)
    std::vector<double> numbers;
};

[[nodiscard]] EncodedContent encodeContent(const ObservationContent& content);

// Puts the parts together again. Throws if they do not fit each other.
[[nodiscard]] ObservationContent decodeContent(const EncodedContent& encoded);

} // namespace grokking
