// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The prior of a Gaussian process whose function is seen through a likelihood, and what all
// approximations of its posterior have in common. Plain values; one thread at a time.
#pragma once

#include "core/learners/fused/rbf_kernel.h"

#include <Eigen/Core>

#include <limits>

namespace grokking {

// A function with a constant mean. To its values at the training inputs a normal number with a
// variance of 1e-4 is added, so that their covariance matrix K can be factored however long the
// lengthscales are: what GPyTorch adds in float32, the precision of Miller et al. (2023).
struct GpPrior {
    static constexpr double jitter = 1e-4;

    RbfKernel kernel;
    double mean = 0.0;
};

// Means and variances of the function at some inputs, one by one; or slopes by them.
struct Marginals {
    Eigen::VectorXd means;
    Eigen::VectorXd variances;
};

// Slopes by what the prior has.
struct PriorSlopes {
    Eigen::VectorXd logScales; // of each lengthscale, last of the outputscale
    double mean = 0.0;
};

inline constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

} // namespace grokking
