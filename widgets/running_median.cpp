// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/running_median.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace grokking {

namespace {

constexpr std::size_t mostToASide = 127;

double medianOf(std::span<double> numbers)
{
    const auto middle = numbers.begin() + std::ssize(numbers) / 2;
    std::ranges::nth_element(numbers, middle);
    if (numbers.size() % 2 == 1)
        return *middle;
    return std::midpoint(*std::max_element(numbers.begin(), middle), *middle);
}

} // namespace

double runningMedian(std::span<const std::int64_t> steps, std::span<const double> values,
                     std::size_t index, const MedianWindow& window)
{
    if (std::isnan(values[index]))
        return values[index];
    const auto step = static_cast<double>(steps[index]);
    const bool isFactor = window.kind == MedianWindow::Kind::Factor;
    const double low = isFactor ? step / window.reach : step - window.reach;
    const double high = isFactor ? step * window.reach : step + window.reach;
    const auto first = std::ranges::lower_bound(steps, std::llround(std::ceil(low)));
    const auto last = std::ranges::upper_bound(steps, std::llround(std::floor(high)));
    const auto before = index - static_cast<std::size_t>(first - steps.begin());
    const auto after = static_cast<std::size_t>(last - steps.begin()) - 1 - index;
    const std::size_t side = std::min(before, after);
    const std::size_t stride = std::max<std::size_t>(1, (side + mostToASide - 1) / mostToASide);
    std::array<double, 2 * mostToASide + 1> numbers{};
    std::size_t count = 0;
    for (std::size_t i = index - side / stride * stride; i <= index + side; i += stride)
        if (!std::isnan(values[i]))
            numbers[count++] = values[i];
    return medianOf(std::span(numbers).first(count));
}

} // namespace grokking
