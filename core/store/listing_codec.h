// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A RunListing as bytes and back, for the index of a folder. The bytes are for this version of the
// program on this kind of machine only. Internal to core/store. Stateless; any thread.
#pragma once

#include "core/store/run_reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace grokking {

constexpr int listingCodecVersion = 2; // grows with every change of RunListing

// Returns everything but the file.
[[nodiscard]] std::string encodeListing(const RunListing& listing);

// Reads it back; nullopt if the bytes make no sense.
[[nodiscard]] std::optional<RunListing> decodeListing(std::string_view bytes);

} // namespace grokking
