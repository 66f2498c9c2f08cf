// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/positions.h"

#include <algorithm>

namespace grokking {

ParamSpec positionSetting(const std::string& help)
{
    return {.id = "tokenSize",
            .title = "Numbers per position",
            .help = help
                    + " Automatic: the largest divisor of their number up to 16. Unused where the "
                      "inputs are tokens.",
            .unit = "numbers",
            .kind = ParamKind::Integer,
            .defaultValue = 0,
            .minimum = 0,
            .maximum = 4096,
            .zeroText = "automatic"};
}

std::int64_t numbersPerPosition(std::int64_t features, std::int64_t wanted)
{
    constexpr std::int64_t most = 16;
    std::int64_t numbers = wanted > 0 ? wanted : std::clamp<std::int64_t>(features, 1, most);
    while (wanted == 0 && features % numbers != 0)
        --numbers;
    return numbers;
}

std::string positionMisfit(std::int64_t features, const Parameters& settings)
{
    const std::int64_t numbers = numbersPerPosition(features, integerValue(settings, "tokenSize"));
    if (features % numbers == 0)
        return "";
    return "cannot cut the " + std::to_string(features) + " inputs into positions of "
           + std::to_string(numbers)
           + " numbers each; set learner.tokenSize to a divisor of their number";
}

} // namespace grokking
