// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/grouped.h"

#include <cstdlib>
#include <iterator>

namespace grokking {

std::string grouped(std::int64_t number)
{
    std::string digits = std::to_string(std::abs(number));
    for (std::ptrdiff_t place = std::ssize(digits) - 3; place > 0; place -= 3)
        digits.insert(static_cast<std::size_t>(place), ",");
    return (number < 0 ? "-" : "") + digits;
}

} // namespace grokking
