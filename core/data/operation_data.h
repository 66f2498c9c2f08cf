// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What data sets of a binary operation z = x o y on finitely many elements have in common: the
// table of all pairs (x, y), which of them are trained on, and how a pair is written for a learner.
// Encodings of a pair, with m elements:
//   one-hot   2m numbers, x and y as unit vectors; m classes.
//   numbers   2 numbers, x / m and y / m; m classes.
//   tokens    x, y, m (an "=" of its own); m classes (Hu et al. 2024, arXiv 2412.10898).
//   equation  <eos> x o y = z, to be continued at each position with the next token of
//             <eos> x o y = z <eos>; asked for are z and the last <eos> (Power et al. 2022).
// Stateless; any thread.
#pragma once

#include "core/data/dataset_catalog.h"

#include <cstdint>
#include <vector>

namespace grokking {

// The vocabulary of equations: <eos>, "=", 20 operators, numbers, and the 120 permutations of 5
// things in lexicographic order. With 97 numbers it has the 239 tokens of Power et al.
inline constexpr std::int32_t endToken = 0;
inline constexpr std::int32_t equalsToken = 1;
inline constexpr std::int32_t firstNumberToken = 22;
inline constexpr std::int64_t permutationTokens = 120;

struct EquationTokens {
    std::int64_t vocabulary = 0;
    std::int32_t operation = 0;
    std::int32_t firstElement = 0; // of element 0; the others follow
};

// The size of a table.
struct OperationSize {
    std::int64_t elements = 0;
    std::int64_t pairs = 0;      // for which the operation is defined
    std::int64_t vocabulary = 0; // of equations
};

// What a data set of this family answers for its settings.
struct OperationFamily {
    OperationSize (*size)(const Parameters&);
    PairTable (*table)(const Parameters&);
    EquationTokens (*tokens)(const Parameters&);
};

// Returns the settings the data sets share: sampling, trainFraction, n, testSize, encoding.
[[nodiscard]] std::vector<ParamSpec> operationParameters();

// Returns the data set of that family. The shared settings are checked besides what the entry
// checks. With the same data seed a smaller train fraction trains on some of the same pairs.
[[nodiscard]] DatasetKind operationKind(CatalogEntry entry, const OperationFamily& family);

} // namespace grokking
