// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Counter-based random numbers (Philox4x64-10; Salmon et al., SC 2011): every number is a pure
// function of (seed, stream, step, index), so no generator state is ever stored and drawing more
// from one stream shifts no other. Plain values; each thread makes its own.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace grokking {

// What the numbers are for. The values are part of every run's identity: never renumber.
enum class Stream : std::uint64_t {
    Geometry = 1,       // where the classes lie and how they spread
    TrainingData = 2,   // the training examples
    TestData = 3,       // the test examples
    Subsampling = 4,    // which subclasses are subsampled
    Initialization = 5, // initial parameters
    Batches = 6,        // order of the examples; step = epoch
    Noise = 7,          // noise during training; step = training step
    Evaluation = 8,     // noise during evaluation; step = training step
    ShiftTests = 9,     // tests of the data before training; step = draw
    TableSplit = 10,    // which pairs of a table are trained on
    SpuriousTrain = 11, // numbers appended to the training examples; step = example
    SpuriousTest = 12   // and to the test examples
};

// Reads one stream of one seed from index 0 on.
class RandomStream
{
public:
    explicit RandomStream(std::uint64_t seed, Stream stream, std::uint64_t step = 0);

    // Returns 64 uniform bits.
    std::uint64_t bits();
    // Returns a uniform number in [0, 1) with 53 random bits.
    double uniform();
    // Returns a uniform number in [low, high).
    double uniform(double low, double high);
    // Returns a standard normal number (Box-Muller, both halves used).
    double normal();
    // Returns a uniform integer in [0, bound), bound >= 1, without bias.
    std::uint64_t below(std::uint64_t bound);
    // Returns -1 or +1, each with probability 1/2.
    double sign();

private:
    std::array<std::uint64_t, 2> m_key;
    std::uint64_t m_step;
    std::uint64_t m_block = 0;
    std::array<std::uint64_t, 4> m_words{};
    std::size_t m_next = 4;
    std::optional<double> m_spareNormal;
};

// Returns a uniformly random permutation of 0 .. count-1 (Fisher-Yates).
[[nodiscard]] std::vector<std::int32_t> randomPermutation(std::int64_t count, RandomStream& stream);

} // namespace grokking
