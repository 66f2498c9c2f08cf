// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/number_blob.h"

#include "core/store/database.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

namespace grokking {

namespace {

static_assert(std::endian::native == std::endian::little, "run files are little-endian");

bool isSame(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool isExactlyFloat(double number)
{
    return isSame(static_cast<double>(static_cast<float>(number)), number);
}

// Returns whether all are whole numbers that T holds; -0 is none.
template <class T>
bool areExactly(std::span<const double> numbers)
{
    return std::ranges::all_of(numbers, [](double number) {
        constexpr double most = std::numeric_limits<T>::max();
        return number >= 0.0 && number <= most
               && isSame(static_cast<double>(static_cast<T>(number)), number);
    });
}

template <class T>
std::vector<std::byte> bytesOf(std::span<const double> numbers)
{
    std::vector<T> values(numbers.size());
    std::ranges::transform(numbers, values.begin(),
                           [](double number) { return static_cast<T>(number); });
    const auto bytes = std::as_bytes(std::span(values));
    return {bytes.begin(), bytes.end()};
}

template <class T>
std::vector<double> numbersOf(std::span<const std::byte> bytes)
{
    if (bytes.size() % sizeof(T) != 0)
        throwDamaged("a block of numbers has " + std::to_string(bytes.size()) + " bytes");
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), bytes.size());
    return {values.begin(), values.end()};
}

} // namespace

NumberBlob packNumbers(std::span<const double> numbers)
{
    if (!numbers.empty() && areExactly<std::uint8_t>(numbers))
        return {"uint8", bytesOf<std::uint8_t>(numbers)};
    if (!numbers.empty() && areExactly<std::uint16_t>(numbers))
        return {"uint16", bytesOf<std::uint16_t>(numbers)};
    return packReals(numbers);
}

NumberBlob packReals(std::span<const double> numbers)
{
    if (std::ranges::all_of(numbers, isExactlyFloat))
        return {"float32", bytesOf<float>(numbers)};
    return {"float64", bytesOf<double>(numbers)};
}

std::vector<double> unpackNumbers(const std::string& dtype, std::span<const std::byte> bytes)
{
    if (dtype == "uint8")
        return numbersOf<std::uint8_t>(bytes);
    if (dtype == "uint16")
        return numbersOf<std::uint16_t>(bytes);
    if (dtype == "float32")
        return numbersOf<float>(bytes);
    if (dtype == "float64")
        return numbersOf<double>(bytes);
    throwDamaged("unknown number type \"" + dtype + "\"");
}

} // namespace grokking
