// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/modular_arithmetic.h"

#include "core/data/operation_data.h"

#include <algorithm>

namespace grokking {

namespace {

using Number = std::int64_t;

constexpr Number largestModulus = 1000;

bool isPrime(Number p)
{
    for (Number divisor = 2; divisor * divisor <= p; ++divisor)
        if (p % divisor == 0)
            return false;
    return p >= 2;
}

// Returns x / y = x y^(p - 2) (mod p) for a prime p, or -1 if y is 0.
Number divided(Number x, Number y, Number p)
{
    if (y == 0)
        return -1;
    Number result = x;
    Number power = y; // y^1, y^2, y^4, ...
    for (Number exponent = p - 2; exponent > 0; exponent /= 2) {
        if (exponent % 2 == 1)
            result = result * power % p;
        power = power * power % p;
    }
    return result;
}

struct Operation {
    const char* id;
    const char* formula;
    std::int32_t token; // its operator in equations
    bool divides;
    // Returns the answer, -1 where there is none; otherwise any number congruent to it.
    Number (*answer)(Number x, Number y, Number p);
};

// Each operator is where sorting the 20 of Power et al. by their text puts it, from token 2 on;
// xyx, which they do not have, takes that of aba on permutations.
constexpr std::array operations{
    Operation{"add", "x + y", 6, false, [](Number x, Number y, Number) { return x + y; }},
    Operation{"subtract", "x − y", 9, false,
              [](Number x, Number y, Number p) { return x - y + p; }},
    Operation{"multiply", "x y", 3, false, [](Number x, Number y, Number) { return x * y; }},
    Operation{"divide", "x / y", 10, true, divided},
    Operation{"squares", "x² + y²", 19, false,
              [](Number x, Number y, Number) { return x * x + y * y; }},
    Operation{"quadratic", "x² + xy + y²", 18, false,
              [](Number x, Number y, Number) { return x * x + x * y + y * y; }},
    Operation{"quadratic-x", "x² + xy + y² + x", 17, false,
              [](Number x, Number y, Number) { return x * x + x * y + y * y + x; }},
    Operation{"cubic", "x³ + xy", 21, false,
              [](Number x, Number y, Number) { return x * x * x + x * y; }},
    Operation{"cubic-y", "x³ + xy² + y", 20, false,
              [](Number x, Number y, Number) { return x * x * x + x * y * y + y; }},
    Operation{
        "mixed", "x / y if y is odd, else x − y", 2, true,
        [](Number x, Number y, Number p) { return y % 2 == 1 ? divided(x, y, p) : x - y + p; }},
    Operation{"xyx", "x y x", 14, false, [](Number x, Number y, Number) { return x * y * x; }},
};

const Operation& operationOf(const Parameters& values)
{
    const std::string& id = textValue(values, "operation");
    return *std::ranges::find_if(operations,
                                 [&](const Operation& operation) { return operation.id == id; });
}

Number modulusOf(const Parameters& values)
{
    return integerValue(values, "modulus");
}

OperationSize size(const Parameters& values)
{
    const Number p = modulusOf(values);
    const bool hasZeroColumn = textValue(values, "operation") != "divide";
    return {.elements = p,
            .pairs = hasZeroColumn ? p * p : p * (p - 1),
            .vocabulary = firstNumberToken + p + permutationTokens};
}

PairTable table(const Parameters& values)
{
    const Operation& operation = operationOf(values);
    const Number p = modulusOf(values);
    PairTable table{.title = std::string(operation.formula) + " (mod " + std::to_string(p) + ")",
                    .answers = Array<std::int32_t>({p, p})};
    for (Number x = 0; x < p; ++x) {
        table.elements.push_back(std::to_string(x));
        for (Number y = 0; y < p; ++y) {
            const Number answer = operation.answer(x, y, p);
            table.answers.row(x)[static_cast<std::size_t>(y)] =
                static_cast<std::int32_t>(answer < 0 ? -1 : answer % p);
        }
    }
    return table;
}

EquationTokens tokens(const Parameters& values)
{
    return {.vocabulary = size(values).vocabulary,
            .operation = operationOf(values).token,
            .firstElement = firstNumberToken};
}

std::vector<SpecProblem> check(const Parameters& values)
{
    const Number p = modulusOf(values);
    if (!operationOf(values).divides || isPrime(p))
        return {};
    Number smaller = p;
    while (!isPrime(smaller))
        --smaller;
    return {{"modulus", "must be a prime number, since this operation divides and "
                            + std::to_string(p) + " is not; use for example "
                            + std::to_string(smaller) + ", or another operation"}};
}

std::vector<ParamSpec> parameters()
{
    std::vector<ParamChoice> choices;
    for (const Operation& operation : operations)
        choices.push_back({operation.id, operation.formula,
                           operation.divides ? "Needs a prime modulus; y = 0 cannot divide." : ""});
    std::vector<ParamSpec> all{
        {.id = "modulus",
         .title = "Modulus p",
         .help = "Operands and answers are 0 to p − 1. 97 in Power et al. and Hu et al., 7 in "
                 "Miller et al.",
         .kind = ParamKind::Integer,
         .defaultValue = 97,
         .minimum = 2,
         .maximum = static_cast<double>(largestModulus)},
        {.id = "operation",
         .title = "Operation",
         .help = "What is computed of x and y, modulo p.",
         .kind = ParamKind::Choice,
         .defaultValue = "add",
         .choices = std::move(choices)},
    };
    std::ranges::move(operationParameters(), std::back_inserter(all));
    return all;
}

} // namespace

DatasetKind modularArithmeticDataset()
{
    return operationKind({.id = "modular-arithmetic",
                          .title = "Modular arithmetic",
                          .help = "A table of answers modulo p, of which a part is trained on "
                                  "(Power et al., Hu et al., Miller et al.).",
                          .parameters = parameters(),
                          .check = check},
                         {.size = size, .table = table, .tokens = tokens});
}

} // namespace grokking
