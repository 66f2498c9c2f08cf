// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The experiment of Miller et al. (2023, arXiv 2310.17247), Fig. 5: a Gaussian process on fifty
// points of a sine, from start B.
#pragma once

#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace grokking::test {

// Returns it with these changes ("path=value"); a wrong one is fatal.
inline ExperimentSpec figure5(const std::vector<std::string>& changes = {})
{
    ExperimentSpec spec = defaultSpec(catalogs());
    std::vector<std::string> all{"data=sine",
                                 "data.n=50",
                                 "data.testSize=50",
                                 "learner=gp-regression",
                                 "training.steps=3000",
                                 "training.evaluateEvery=1",
                                 "training.optimizer=adam",
                                 "training.optimizer.learningRate=0.04",
                                 "training.optimizer.weightDecay=0",
                                 "detection.trainThreshold=0.9",
                                 "detection.testThreshold=0.9",
                                 "detection.minimumGap=20"};
    all.insert(all.end(), changes.begin(), changes.end());
    for (const std::string& assignment : all)
        if (const auto status = assign(spec, catalogs(), assignment); !status) {
            std::fprintf(stderr, "%s\n", status.error().text().c_str());
            std::abort();
        }
    if (const auto problems = validate(spec, catalogs()); !problems.empty()) {
        std::fprintf(stderr, "%s %s\n", problems.front().path.c_str(),
                     problems.front().message.c_str());
        std::abort();
    }
    return spec;
}

} // namespace grokking::test
