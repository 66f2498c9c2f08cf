// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which parameters of a learner may span the plane of a landscape (core/train/landscape.h), and how
// its settings say where they start. Each learner makes its own. Plain values; any thread.
#pragma once

#include "core/spec/param_spec.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace grokking {

struct LandscapeAxis {
    std::string id;            // for command lines: "logLengthscale"
    std::string title;         // its name among Learner::parameterNames()
    std::size_t parameter = 0; // its place there
    double low = -1.0;         // what is shown of it
    double high = 1.0;
    // Returns where it starts by valid settings of the learner.
    std::function<double(const Parameters&)> start;
    // Makes it start there; a value that no setting can have is for validate() to find.
    std::function<void(Parameters&, double)> setStart;
};

// None, or at least two; `across` and `up` are those that say most.
struct LandscapeAxes {
    std::vector<LandscapeAxis> all;
    std::size_t across = 0;
    std::size_t up = 1;
};

// Returns an axis whose start is a setting of its own that holds the same number.
[[nodiscard]] LandscapeAxis settingAxis(const std::string& setting, const std::string& title,
                                        std::size_t parameter, double low, double high);

// Returns one whose setting holds a positive number, of which the parameter is the logarithm.
[[nodiscard]] LandscapeAxis logarithmAxis(const std::string& setting, const std::string& title,
                                          std::size_t parameter, double low, double high);

} // namespace grokking
