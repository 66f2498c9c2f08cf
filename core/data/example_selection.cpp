// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/example_selection.h"

#include <algorithm>

namespace grokking {

namespace {

void append(std::vector<ObservedExample>& observed, const std::vector<std::int32_t>& groups,
            Split split, std::int64_t groupCount)
{
    const std::int64_t perGroup = observedPerGroup(groupCount);
    const std::int64_t stride =
        (2 * groupCount + observedExamplesAtMost - 1) / observedExamplesAtMost;
    std::vector<std::int64_t> taken(static_cast<std::size_t>(groupCount));
    const auto first = std::ssize(observed);
    for (std::size_t index = 0; index < groups.size(); ++index) {
        std::int64_t& number = taken[static_cast<std::size_t>(groups[index])];
        if (groups[index] % stride == 0 && number < perGroup)
            observed.push_back({split, groups[index], number, static_cast<std::int64_t>(index)});
        ++number;
    }
    std::ranges::stable_sort(observed.begin() + first, observed.end(), {}, &ObservedExample::group);
}

} // namespace

std::int64_t observedPerGroup(std::int64_t groups)
{
    return std::max<std::int64_t>(1,
                                  observedExamplesAtMost / (2 * std::max<std::int64_t>(1, groups)));
}

std::vector<ObservedExample> observedExamples(const Dataset& dataset)
{
    std::vector<ObservedExample> observed;
    if (!dataset.grouping)
        return observed;
    const auto groupCount = std::ssize(dataset.grouping->names);
    append(observed, dataset.train.groups, Split::Train, groupCount);
    append(observed, dataset.test.groups, Split::Test, groupCount);
    return observed;
}

} // namespace grokking
