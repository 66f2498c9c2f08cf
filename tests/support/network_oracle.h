// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What PyTorch computed for small networks (tests/core/learners/*_oracle.py).
#pragma once

#include "tests/support/token_experiment.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <QtTest>

namespace grokking::test {

// One case of such a file.
struct OracleCase {
    std::string name;
    Changes changes;
    Dataset dataset;
    std::vector<double> logits;
    double loss = 0.0;
    std::vector<double> gradient;

    [[nodiscard]] std::vector<double> parameters() const
    {
        std::vector<double> values;
        for (std::size_t i = 0; i < gradient.size(); ++i)
            values.push_back(0.4 * std::sin(1.7 * static_cast<double>(i) + 0.3));
        return values;
    }
};

inline constexpr std::int64_t oracleVocabulary = 5;
inline constexpr std::int64_t oracleClasses = 4;

template <class T>
std::vector<T> readAll(std::istream& line)
{
    return {std::istream_iterator<T>(line), std::istream_iterator<T>()};
}

inline Dataset oracleDataset(Examples examples)
{
    auto& targets = std::get<ClassTargets>(examples.targets);
    for (std::int64_t i = 0; i < examples.size(); ++i)
        targets.labels.push_back(static_cast<std::int32_t>(i % oracleClasses));
    return {.train = examples,
            .test = examples,
            .vocabulary = examples.tokens.rows() > 0 ? oracleVocabulary : 0};
}

inline Dataset oracleTokens(std::istream& line)
{
    std::int64_t positions = 0;
    line >> positions;
    const auto tokens = readAll<std::int32_t>(line);
    Examples examples{.tokens = Array<std::int32_t>({std::ssize(tokens) / positions, positions}),
                      .targets = ClassTargets{oracleClasses, {}}};
    std::ranges::copy(tokens, examples.tokens.values().begin());
    return oracleDataset(examples);
}

// Asks for a token at each position whose label is not -1.
inline void askFor(Dataset& dataset, const std::vector<std::int32_t>& labels)
{
    SequenceTargets targets{.classes = oracleClasses,
                            .labels = Array<std::int32_t>(dataset.train.tokens.shape())};
    std::ranges::copy(labels, targets.labels.values().begin());
    dataset.train.targets = targets;
    dataset.test.targets = targets;
}

inline Dataset oracleNumbers(std::istream& line)
{
    std::int64_t features = 0;
    std::int64_t count = 0;
    line >> features >> count;
    Examples examples{.inputs = Array<double>({count, features}),
                      .targets = ClassTargets{oracleClasses, {}}};
    for (std::int64_t i = 0; i < count * features; ++i)
        examples.inputs.values()[static_cast<std::size_t>(i)] =
            std::sin(0.9 * static_cast<double>(i));
    return oracleDataset(examples);
}

inline void readOracleLine(std::vector<OracleCase>& cases, const std::string& text)
{
    std::istringstream line(text);
    std::string kind;
    line >> kind;
    if (kind == "case") {
        cases.push_back({.name = text.substr(5)});
        return;
    }
    OracleCase& last = cases.back();
    if (kind == "settings") {
        last.changes = {"learner.precision=float64"};
        for (const auto& setting : readAll<std::string>(line))
            last.changes.push_back("learner." + setting);
    } else if (kind == "tokens") {
        last.dataset = oracleTokens(line);
    } else if (kind == "labels") {
        askFor(last.dataset, readAll<std::int32_t>(line));
    } else if (kind == "numbers") {
        last.dataset = oracleNumbers(line);
    } else if (kind == "logits") {
        last.logits = readAll<double>(line);
    } else if (kind == "loss") {
        line >> last.loss;
    } else if (kind == "gradient") {
        last.gradient = readAll<double>(line);
    }
}

// Reads all cases of a file.
inline std::vector<OracleCase> readOracle(const std::string& path)
{
    std::vector<OracleCase> cases;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        readOracleLine(cases, line);
    return cases;
}

// Holds a learner of that case against it, to rounding.
inline void compareWithOracle(const OracleCase& expected, Learner& learner)
{
    QCOMPARE(learner.parameters().size(), expected.gradient.size());
    learner.setParameters(expected.parameters());
    const Probe probe = learner.probe(expected.dataset.train);
    const double ofLogits = relativeDistance(probe.outputs.values(), expected.logits);
    QVERIFY2(ofLogits < 1e-13, qPrintable(QString::number(ofLogits)));
    const Objective objective = learner.objective();
    QVERIFY(std::abs(objective.value - expected.loss) < 1e-13 * expected.loss);
    const double ofGradient = relativeDistance(objective.gradient, expected.gradient);
    QVERIFY2(ofGradient < 1e-12, qPrintable(QString::number(ofGradient)));
}

} // namespace grokking::test
