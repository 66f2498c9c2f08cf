// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Factors, products and solutions with lower triangular matrices of doubles, in blocks, by the
// products of core/kernels: what is known to be zero is not computed, and between blocks a stop is
// looked for, so that no call goes on for more than some milliseconds after it. Where that happens
// the result is incomplete. "Lower" matrices have zeros above the diagonal. Of symmetric matrices
// the lower triangle is read or set. One thread at a time.
#pragma once

#include <Eigen/Core>

#include <stop_token>

namespace grokking {

// Replaces a symmetric matrix by its Cholesky factor L, a = L L'. Returns whether it has one:
// whether it is finite and positive definite, as far as was looked before stop was requested.
[[nodiscard]] bool factorize(Eigen::MatrixXd& a, const std::stop_token& stop);

// Replaces x, lower or full, by the solution of L x' = x, or of L' x' = x.
void solveLower(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x, const std::stop_token& stop);
void solveFull(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x, const std::stop_token& stop);
void solveTransposed(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x,
                     const std::stop_token& stop);

// Returns the product of two lower matrices; it is lower.
[[nodiscard]] Eigen::MatrixXd multiplyLower(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                                            const std::stop_token& stop);
// Returns the lower triangle of a' b for lower matrices, zeros above it.
[[nodiscard]] Eigen::MatrixXd multiplyTransposed(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                                                 const std::stop_token& stop);
// Adds a b' of lower matrices to the lower triangle of c; what is above it in c may change.
void addOuter(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, Eigen::MatrixXd& c,
              const std::stop_token& stop);

// Adds factor x x' to the lower triangle of c; x is full. What is above it in c may change.
void addSquare(const Eigen::MatrixXd& x, double factor, Eigen::MatrixXd& c,
               const std::stop_token& stop);

// Returns (L L')^-1, its lower triangle.
[[nodiscard]] Eigen::MatrixXd inverseFromFactor(const Eigen::MatrixXd& factor,
                                                const std::stop_token& stop);

} // namespace grokking
