// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/gradient_change.h"

#include <cassert>
#include <cmath>

namespace grokking {

namespace {

constexpr double roundingOfNorms = 1e-6; // of what is left of a float32 block
constexpr int useBits = 62;              // of a step: no training is that long

} // namespace

RandomStream noiseStream(std::uint64_t seed, NoiseUse use, std::int64_t step)
{
    return RandomStream(seed, Stream::Noise,
                        static_cast<std::uint64_t>(step)
                            | static_cast<std::uint64_t>(use) << useBits);
}

template <class T>
void addNoise(std::span<T> values, double scale, RandomStream random)
{
    for (T& value : values)
        value += static_cast<T>(scale * random.normal());
}

template <class T>
void amplifySlowGradient(std::span<T> gradient, std::span<T> mean, double alpha, double lambda,
                         bool isFirst)
{
    assert(mean.size() == gradient.size());
    const T kept = static_cast<T>(isFirst ? 0.0 : alpha);
    const T taken = static_cast<T>(isFirst ? 1.0 : 1.0 - alpha);
    for (std::size_t i = 0; i < gradient.size(); ++i) {
        mean[i] = kept * mean[i] + taken * gradient[i];
        gradient[i] += static_cast<T>(lambda) * mean[i];
    }
}

template <class T>
void removeComponentAlong(std::span<const T> parameters, std::span<T> gradient,
                          std::span<const MatrixBlock> blocks)
{
    const auto product = [](std::span<const T> a, std::span<const T> b) {
        double sum = 0.0;
        for (std::size_t i = 0; i < a.size(); ++i)
            sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
        return sum;
    };
    for (const MatrixBlock& block : blocks) {
        const auto offset = static_cast<std::size_t>(block.offset);
        const auto size = static_cast<std::size_t>(block.size());
        const auto weights = parameters.subspan(offset, size);
        const auto part = gradient.subspan(offset, size);
        const double length = product(weights, weights);
        if (length == 0.0)
            continue;
        const double norm = std::sqrt(product(part, part));
        const auto share = static_cast<T>(product(weights, part) / length);
        for (std::size_t i = 0; i < size; ++i)
            part[i] -= share * weights[i];
        const double left = std::sqrt(product(part, part));
        const auto scale = static_cast<T>(left > roundingOfNorms * norm ? norm / left : 0.0);
        for (T& number : part)
            number *= scale;
    }
}

template <class T>
void clampNorm(std::span<T> values, double largest)
{
    double square = 0.0;
    for (const T value : values)
        square += static_cast<double>(value) * static_cast<double>(value);
    if (square <= largest * largest)
        return;
    const auto scale = static_cast<T>(largest / std::sqrt(square));
    for (T& value : values)
        value *= scale;
}

template void addNoise(std::span<float>, double, RandomStream);
template void addNoise(std::span<double>, double, RandomStream);
template void amplifySlowGradient(std::span<float>, std::span<float>, double, double, bool);
template void amplifySlowGradient(std::span<double>, std::span<double>, double, double, bool);
template void removeComponentAlong(std::span<const float>, std::span<float>,
                                   std::span<const MatrixBlock>);
template void removeComponentAlong(std::span<const double>, std::span<double>,
                                   std::span<const MatrixBlock>);
template void clampNorm(std::span<float>, double);
template void clampNorm(std::span<double>, double);

} // namespace grokking
