// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/run_name.h"

#include <algorithm>

namespace grokking {

std::string runName(const ExperimentSpec& spec)
{
    return runName(spec.preset.empty() ? "run" : spec.preset, spec.seed);
}

std::string runName(std::string_view stem, std::int64_t seed)
{
    return fileNameText(stem) + "-seed" + std::to_string(seed);
}

std::string fileNameText(std::string_view text)
{
    const auto isTroublesome = [](char c) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return !plain && std::string_view("._+-").find(c) == std::string_view::npos;
    };
    std::string name(text);
    std::ranges::replace_if(name, isTroublesome, '-');
    return name;
}

} // namespace grokking
