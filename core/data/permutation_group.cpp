// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/permutation_group.h"

#include "core/data/operation_data.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace grokking {

namespace {

using Permutation = std::vector<int>;

constexpr std::int64_t paperNumbers = 97; // in the vocabulary before the permutations

Permutation product(const Permutation& x, const Permutation& y)
{
    Permutation result;
    for (const int image : x)
        result.push_back(y[static_cast<std::size_t>(image)]);
    return result;
}

Permutation inverse(const Permutation& x)
{
    Permutation result(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        result[static_cast<std::size_t>(x[i])] = static_cast<int>(i);
    return result;
}

struct Operation {
    const char* id;
    const char* formula;
    std::int32_t token; // its operator in equations, in the vocabulary of Power et al.
    Permutation (*answer)(const Permutation& x, const Permutation& y);
};

constexpr std::array operations{
    Operation{"product", "x y", 13, product},
    Operation{"conjugate", "x y x⁻¹", 15,
              [](const Permutation& x, const Permutation& y) {
                  return product(product(x, y), inverse(x));
              }},
    Operation{"xyx", "x y x", 14,
              [](const Permutation& x, const Permutation& y) { return product(product(x, y), x); }},
};

const Operation& operationOf(const Parameters& values)
{
    const std::string& id = textValue(values, "operation");
    return *std::ranges::find_if(operations,
                                 [&](const Operation& operation) { return operation.id == id; });
}

std::int64_t thingsOf(const Parameters& values)
{
    return integerValue(values, "things");
}

// Returns all permutations in lexicographic order.
std::vector<Permutation> permutations(std::int64_t things)
{
    Permutation next(static_cast<std::size_t>(things));
    std::iota(next.begin(), next.end(), 0);
    std::vector<Permutation> all;
    do
        all.push_back(next);
    while (std::ranges::next_permutation(next).found);
    return all;
}

std::string nameOf(const Permutation& permutation)
{
    std::string name;
    for (const int image : permutation)
        name += std::to_string(image);
    return name;
}

OperationSize size(const Parameters& values)
{
    constexpr std::array<std::int64_t, 6> factorial{1, 1, 2, 6, 24, 120};
    const std::int64_t elements = factorial[static_cast<std::size_t>(thingsOf(values))];
    return {.elements = elements,
            .pairs = elements * elements,
            .vocabulary = firstNumberToken + paperNumbers + permutationTokens};
}

PairTable table(const Parameters& values)
{
    const Operation& operation = operationOf(values);
    const auto elements = permutations(thingsOf(values));
    const std::int64_t count = std::ssize(elements);
    PairTable table{.title =
                        std::string(operation.formula) + " in S" + std::to_string(thingsOf(values)),
                    .answers = Array<std::int32_t>({count, count})};
    for (std::size_t x = 0; x < elements.size(); ++x) {
        table.elements.push_back(nameOf(elements[x]));
        for (std::size_t y = 0; y < elements.size(); ++y) {
            const Permutation answer = operation.answer(elements[x], elements[y]);
            table.answers.row(static_cast<std::int64_t>(x))[y] = static_cast<std::int32_t>(
                std::ranges::lower_bound(elements, answer) - elements.begin());
        }
    }
    return table;
}

EquationTokens tokens(const Parameters& values)
{
    return {.vocabulary = size(values).vocabulary,
            .operation = operationOf(values).token,
            .firstElement = firstNumberToken + static_cast<std::int32_t>(paperNumbers)};
}

std::vector<ParamSpec> parameters()
{
    std::vector<ParamChoice> choices;
    for (const Operation& operation : operations)
        choices.push_back({operation.id, operation.formula, ""});
    std::vector<ParamSpec> all{
        {.id = "things",
         .title = "Permuted things",
         .help = "The elements are all permutations of so many things: 6, 24 or 120. The group is "
                 "called S3, S4 or S5.",
         .kind = ParamKind::Integer,
         .defaultValue = 5,
         .minimum = 3,
         .maximum = 5},
        {.id = "operation",
         .title = "Operation",
         .help = "What is computed of x and y; the left factor acts first.",
         .kind = ParamKind::Choice,
         .defaultValue = "product",
         .choices = std::move(choices)},
    };
    std::ranges::move(operationParameters(), std::back_inserter(all));
    return all;
}

} // namespace

DatasetKind permutationGroupDataset()
{
    return operationKind({.id = "permutation-group",
                          .title = "Permutation group",
                          .help = "A table of products of permutations, of which a part is trained "
                                  "on (Power et al.).",
                          .parameters = parameters()},
                         {.size = size, .table = table, .tokens = tokens});
}

} // namespace grokking
