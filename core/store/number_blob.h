// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as bytes, little-endian, in the narrowest of four formats that loses nothing: uint8,
// uint16, float32, float64. Internal to core/store; unpacking throws StoreException.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

struct NumberBlob {
    std::string_view dtype; // "uint8", "uint16", "float32" or "float64"
    std::vector<std::byte> bytes;
};

// Packs the numbers; every bit comes back, also of NaN and -0.
[[nodiscard]] NumberBlob packNumbers(std::span<const double> numbers);
// The same without types of whole numbers: float32 or float64.
[[nodiscard]] NumberBlob packReals(std::span<const double> numbers);

// Unpacks them. Throws if `dtype` is unknown or the bytes are no whole number of values.
[[nodiscard]] std::vector<double> unpackNumbers(const std::string& dtype,
                                                std::span<const std::byte> bytes);

} // namespace grokking
