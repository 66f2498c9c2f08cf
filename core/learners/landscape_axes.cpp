// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/landscape_axes.h"

#include <cmath>

namespace grokking {

LandscapeAxis settingAxis(const std::string& setting, const std::string& title,
                          std::size_t parameter, double low, double high)
{
    return {.id = setting,
            .title = title,
            .parameter = parameter,
            .low = low,
            .high = high,
            .start = [setting](const Parameters& learner) { return realValue(learner, setting); },
            .setStart = [setting](Parameters& learner, double value) { learner[setting] = value; }};
}

LandscapeAxis logarithmAxis(const std::string& setting, const std::string& title,
                            std::size_t parameter, double low, double high)
{
    LandscapeAxis axis = settingAxis(setting, title, parameter, low, high);
    axis.start = [start = axis.start](const Parameters& learner) {
        return std::log(start(learner));
    };
    axis.setStart = [setStart = axis.setStart](Parameters& learner, double value) {
        setStart(learner, std::exp(value));
    };
    return axis;
}

} // namespace grokking
