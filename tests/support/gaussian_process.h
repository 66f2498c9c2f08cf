// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small experiments with Gaussian processes that tell two classes apart, and the matrices they are
// about, by their formulas.
#pragma once

#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <Eigen/Core>
#include <QtTest>

#include "tests/support/prepared_learner.h"

#include <cmath>
#include <string>
#include <vector>

namespace grokking::test {

// Returns an experiment of six training samples with these changes; a wrong one is fatal.
inline ExperimentSpec twoClasses(const std::vector<std::string>& changes)
{
    ExperimentSpec spec = defaultSpec(catalogs());
    std::vector<std::string> all{"data=zero-one",
                                 "data.n=6",
                                 "data.testSize=4",
                                 "learner=gp-classification",
                                 "training.optimizer=sgd",
                                 "training.optimizer.learningRate=1",
                                 "training.optimizer.weightDecay=0",
                                 "training.optimizer.momentum=0"};
    all.insert(all.end(), changes.begin(), changes.end());
    for (const std::string& assignment : all)
        if (const auto status = assign(spec, catalogs(), assignment); !status)
            qFatal("%s", status.error().text().c_str());
    if (const auto problems = validate(spec, catalogs()); !problems.empty())
        qFatal("%s %s", problems.front().path.c_str(), problems.front().message.c_str());
    return spec;
}

// Returns the covariances of the function between examples; K lacks what is added to its diagonal.
inline Eigen::MatrixXd covariances(const Examples& a, const Examples& b,
                                   const std::vector<double>& lengthscales, double outputscale)
{
    Eigen::MatrixXd covariances(a.size(), b.size());
    for (std::int64_t i = 0; i < a.size(); ++i) {
        for (std::int64_t j = 0; j < b.size(); ++j) {
            double square = 0.0;
            for (std::size_t d = 0; d < static_cast<std::size_t>(a.inputs.rowSize()); ++d)
                square += std::pow((a.inputs.row(i)[d] - b.inputs.row(j)[d])
                                       / lengthscales[lengthscales.size() == 1 ? 0 : d],
                                   2);
            covariances(i, j) = outputscale * std::exp(-0.5 * square);
        }
    }
    return covariances;
}

inline Eigen::VectorXd signsOf(const Examples& examples)
{
    Eigen::VectorXd signs(examples.size());
    const auto& labels = std::get<ClassTargets>(examples.targets).labels;
    for (std::size_t i = 0; i < labels.size(); ++i)
        signs[static_cast<Eigen::Index>(i)] = labels[i] == 1 ? 1.0 : -1.0;
    return signs;
}

// Returns what training minimizes.
inline double objectiveOf(Learner& learner)
{
    return learner.minimized(learner.evaluate(Split::Train, {}));
}

// Returns numbers that lie nowhere special.
inline std::vector<double> somewhere(std::size_t count)
{
    std::vector<double> values(count);
    for (std::size_t k = 0; k < count; ++k)
        values[k] = 0.6 * std::sin(3.0 + 7.3 * static_cast<double>(k)) - 0.2;
    return values;
}

// Verifies the gradient that a step with a learning rate of 1 takes against central differences of
// fourth order of a function: with h = 1e-4 rounding, eps f / h, is most of their error.
template <class Function>
void verifyStep(const PreparedLearner& run, const std::vector<std::int32_t>& batch,
                Function function)
{
    const std::vector<double> start = run.learner->parameters();
    run.learner->step(0, batch, {});
    const std::vector<double> after = run.learner->parameters();
    for (std::size_t k = 0; k < start.size(); ++k) {
        const auto valueAt = [&](double distance) {
            auto moved = start;
            moved[k] += distance;
            run.learner->setParameters(moved);
            return function();
        };
        const double slope =
            (8.0 * (valueAt(1e-4) - valueAt(-1e-4)) - valueAt(2e-4) + valueAt(-2e-4)) / 12e-4;
        QVERIFY2(std::abs(start[k] - after[k] - slope) < 1e-8 * (1.0 + std::abs(slope)),
                 qPrintable(QString("parameter %1: %2 is not %3")
                                .arg(k)
                                .arg(start[k] - after[k], 0, 'g', 12)
                                .arg(slope, 0, 'g', 12)));
    }
    run.learner->setParameters(start);
}

} // namespace grokking::test
