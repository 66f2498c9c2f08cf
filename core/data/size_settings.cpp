// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/size_settings.h"

#include <utility>

namespace grokking {

namespace {

ParamSpec samples(std::string id, std::string title, std::int64_t defaultValue, std::string help)
{
    return {.id = std::move(id),
            .title = std::move(title),
            .help = std::move(help),
            .unit = "samples",
            .kind = ParamKind::Integer,
            .defaultValue = defaultValue,
            .minimum = 1,
            .maximum = 1e6,
            .scale = ParamScale::Logarithmic};
}

} // namespace

ParamSpec trainingSamples(std::int64_t defaultValue, std::string help)
{
    return samples("n", "Training samples N", defaultValue, std::move(help));
}

ParamSpec testSamples(std::int64_t defaultValue, std::string help)
{
    return samples("testSize", "Test samples", defaultValue, std::move(help));
}

} // namespace grokking
