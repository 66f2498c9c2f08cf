// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/description_length.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace grokking {

namespace {

constexpr double stepsPerUnit = 256.0;
constexpr int compressionLevel = 6;

// Returns the multiple nearest to a value with its sign in the lowest bit, so that small values of
// either sign have small codes. What is too large for 32 bits counts as the largest.
std::uint32_t codeOf(double value)
{
    constexpr double largest = std::numeric_limits<std::int32_t>::max();
    const auto whole =
        static_cast<std::int64_t>(std::clamp(std::round(value * stepsPerUnit), -largest, largest));
    return static_cast<std::uint32_t>(whole >= 0 ? 2 * whole : -2 * whole - 1);
}

// Counts the bytes that zlib compresses some to, a chunk at a time.
class Compressor
{
public:
    Compressor() { m_isReady = deflateInit(&m_stream, compressionLevel) == Z_OK; }
    ~Compressor() { (void)deflateEnd(&m_stream); }
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;

    void add(Bytef byte)
    {
        m_input[m_size++] = byte;
        if (m_size == m_input.size())
            compress(Z_NO_FLUSH);
    }

    // Returns how many there are; nullopt if there was no memory.
    std::optional<double> finish()
    {
        compress(Z_FINISH);
        return m_isReady ? std::optional(static_cast<double>(m_stream.total_out)) : std::nullopt;
    }

private:
    void compress(int flush)
    {
        m_stream.next_in = m_input.data();
        m_stream.avail_in = static_cast<uInt>(std::exchange(m_size, 0));
        do {
            m_stream.next_out = m_output.data(); // nobody reads it
            m_stream.avail_out = static_cast<uInt>(m_output.size());
        } while (m_isReady && deflate(&m_stream, flush) == Z_OK && m_stream.avail_out == 0);
    }

    z_stream m_stream{};
    bool m_isReady = false;
    std::size_t m_size = 0; // of the input that is not compressed yet
    std::array<Bytef, 16'384> m_input{};
    std::array<Bytef, 16'384> m_output{};
};

std::optional<Observation> observe(const MetricContext& context)
{
    auto bits = context.learner.descriptionLength();
    if (!bits)
        bits = compressedBits(context.parameters);
    if (!bits || !std::isfinite(*bits))
        return std::nullopt;
    return Observation{.id = "description-length",
                       .title = "Description length",
                       .unit = "bits",
                       .yAxis = "Description length (bits)",
                       .content = Scalar{*bits}};
}

} // namespace

Metric descriptionLengthMetric()
{
    return {.entry = {.id = "description-length",
                      .title = "Description length",
                      .help = "Bits that describe the parameters. Of a Bayesian network: the "
                              "divergence of its posterior from the prior, which is the minimum "
                              "description length. Of others: all parameters rounded to multiples "
                              "of 1/256 and compressed (zlib), an approximation that depends on "
                              "the rounding and the compressor. Of a Gaussian process these are "
                              "its few hyperparameters, and of one that classifies by a "
                              "variational q that as well, though it keeps the data, too."},
            .observe = observe,
            .cost = MetricCost::FullGradient,
            .picture = MetricCurves{.axisLabel = "Description length (bits)",
                                    .axis = MetricCurves::Axis::Logarithmic},
            .isComplexity = true};
}

std::optional<double> compressedBits(std::span<const double> parameters)
{
    if (!std::ranges::all_of(parameters, [](double value) { return std::isfinite(value); }))
        return std::nullopt;
    Compressor compressor;
    // All lowest bytes, then all second ones and so on: the higher ones are mostly 0 and compress
    // to nothing.
    for (int shift = 0; shift < 32; shift += 8)
        for (const double parameter : parameters)
            compressor.add(static_cast<Bytef>(codeOf(parameter) >> shift));
    const auto bytes = compressor.finish();
    return bytes ? std::optional(8.0 * *bytes) : std::nullopt;
}

} // namespace grokking
