// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/operation_data.h"

#include "core/data/size_settings.h"
#include "core/util/random.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace grokking {

namespace {

using Pairs = std::vector<std::int32_t>; // cells of the table, x * elements + y

bool isSplit(const Parameters& values)
{
    return textValue(values, "sampling") == "split";
}

// Returns how many of the pairs are trained on in a split; a half is rounded to the even number.
std::int64_t trainedPairs(const Parameters& values, std::int64_t pairs)
{
    return static_cast<std::int64_t>(
        std::nearbyint(realValue(values, "trainFraction") * static_cast<double>(pairs)));
}

Pairs definedPairs(const PairTable& table)
{
    Pairs defined;
    const auto answers = table.answers.values();
    for (std::size_t cell = 0; cell < answers.size(); ++cell)
        if (answers[cell] >= 0)
            defined.push_back(static_cast<std::int32_t>(cell));
    return defined;
}

// Pair i is the same however many are drawn.
Pairs drawPairs(const Pairs& defined, std::int64_t count, std::uint64_t seed, Stream stream)
{
    RandomStream random(seed, stream);
    Pairs drawn(static_cast<std::size_t>(count));
    std::ranges::generate(drawn, [&] { return defined[random.below(defined.size())]; });
    return drawn;
}

// Returns the pairs of the training and of the test set.
std::pair<Pairs, Pairs> samplePairs(const PairTable& table, const Parameters& values,
                                    std::uint64_t seed)
{
    const Pairs defined = definedPairs(table);
    if (!isSplit(values))
        return {drawPairs(defined, integerValue(values, "n"), seed, Stream::TrainingData),
                drawPairs(defined, integerValue(values, "testSize"), seed, Stream::TestData)};
    RandomStream random(seed, Stream::TableSplit);
    Pairs shuffled;
    for (const std::int32_t place : randomPermutation(std::ssize(defined), random))
        shuffled.push_back(defined[static_cast<std::size_t>(place)]);
    const auto middle = shuffled.begin() + trainedPairs(values, std::ssize(defined));
    return {{shuffled.begin(), middle}, {middle, shuffled.end()}};
}

// One pair with its answer, as elements.
struct Equation {
    std::int32_t x = 0;
    std::int32_t y = 0;
    std::int32_t answer = 0;
};

class Encoder
{
public:
    Encoder(const PairTable& table, const EquationTokens& tokens, std::string encoding)
        : m_table(table), m_tokens(tokens), m_encoding(std::move(encoding))
    {
    }

    [[nodiscard]] Examples encode(Pairs pairs) const
    {
        Examples examples = m_encoding == "one-hot"   ? oneHot(pairs)
                            : m_encoding == "numbers" ? numbers(pairs)
                            : m_encoding == "tokens"  ? tokens(pairs)
                                                      : equations(pairs);
        examples.pairs = std::move(pairs);
        return examples;
    }

private:
    [[nodiscard]] std::int32_t elements() const
    {
        return static_cast<std::int32_t>(m_table.elements.size());
    }

    [[nodiscard]] Equation equation(std::int32_t pair) const
    {
        return {pair / elements(), pair % elements(),
                m_table.answers.values()[static_cast<std::size_t>(pair)]};
    }

    [[nodiscard]] ClassTargets answers(const Pairs& pairs) const
    {
        ClassTargets targets{.classes = elements()};
        targets.labels.reserve(pairs.size());
        for (const std::int32_t pair : pairs)
            targets.labels.push_back(equation(pair).answer);
        return targets;
    }

    [[nodiscard]] Examples oneHot(const Pairs& pairs) const
    {
        Examples examples{.inputs = Array<double>({std::ssize(pairs), 2 * elements()}),
                          .targets = answers(pairs)};
        for (std::int64_t i = 0; i < std::ssize(pairs); ++i) {
            const auto [x, y, answer] = equation(pairs[static_cast<std::size_t>(i)]);
            examples.inputs.row(i)[static_cast<std::size_t>(x)] = 1.0;
            examples.inputs.row(i)[static_cast<std::size_t>(elements() + y)] = 1.0;
        }
        return examples;
    }

    [[nodiscard]] Examples numbers(const Pairs& pairs) const
    {
        Examples examples{.inputs = Array<double>({std::ssize(pairs), 2}),
                          .targets = answers(pairs)};
        for (std::int64_t i = 0; i < std::ssize(pairs); ++i) {
            const auto [x, y, answer] = equation(pairs[static_cast<std::size_t>(i)]);
            examples.inputs.row(i)[0] = static_cast<double>(x) / elements();
            examples.inputs.row(i)[1] = static_cast<double>(y) / elements();
        }
        return examples;
    }

    [[nodiscard]] Examples tokens(const Pairs& pairs) const
    {
        Examples examples{.tokens = Array<std::int32_t>({std::ssize(pairs), 3}),
                          .targets = answers(pairs)};
        for (std::int64_t i = 0; i < std::ssize(pairs); ++i) {
            const auto [x, y, answer] = equation(pairs[static_cast<std::size_t>(i)]);
            std::ranges::copy(std::array{x, y, elements()}, examples.tokens.row(i).begin());
        }
        return examples;
    }

    [[nodiscard]] Examples equations(const Pairs& pairs) const
    {
        const std::int64_t count = std::ssize(pairs);
        Examples examples{.tokens = Array<std::int32_t>({count, 6})};
        SequenceTargets targets{.classes = m_tokens.vocabulary,
                                .labels = Array<std::int32_t>({count, 6})};
        const std::int32_t first = m_tokens.firstElement;
        for (std::int64_t i = 0; i < count; ++i) {
            const auto [x, y, answer] = equation(pairs[static_cast<std::size_t>(i)]);
            std::ranges::copy(std::array{endToken, first + x, m_tokens.operation, first + y,
                                         equalsToken, first + answer},
                              examples.tokens.row(i).begin());
            std::ranges::copy(std::array{-1, -1, -1, -1, first + answer, endToken},
                              targets.labels.row(i).begin());
        }
        examples.targets = std::move(targets);
        return examples;
    }

    const PairTable& m_table;
    EquationTokens m_tokens;
    std::string m_encoding;
};

Dataset make(const OperationFamily& family, const Parameters& values, const DatasetSeeds& seeds,
             const std::stop_token& stop)
{
    PairTable table = family.table(values);
    auto [train, test] = samplePairs(table, values, seeds.data);
    if (stop.stop_requested())
        return {};
    const EquationTokens tokens = family.tokens(values);
    const std::string& encoding = textValue(values, "encoding");
    const Encoder encoder(table, tokens, encoding);
    Dataset data{.train = encoder.encode(std::move(train)),
                 .test = encoder.encode(std::move(test))};
    data.vocabulary = encoding == "tokens"     ? std::ssize(table.elements) + 1
                      : encoding == "equation" ? tokens.vocabulary
                                               : 0;
    data.table = std::move(table);
    return data;
}

DatasetShape shape(const OperationSize& size, const Parameters& values)
{
    const std::int64_t trained = trainedPairs(values, size.pairs);
    DatasetShape shape{.trainingExamples = isSplit(values) ? trained : integerValue(values, "n"),
                       .testExamples = isSplit(values) ? size.pairs - trained
                                                       : integerValue(values, "testSize"),
                       .classes = size.elements};
    const std::string& encoding = textValue(values, "encoding");
    if (encoding == "one-hot") {
        shape.features = 2 * size.elements;
    } else if (encoding == "numbers") {
        shape.features = 2;
    } else if (encoding == "tokens") {
        shape.positions = 3;
        shape.vocabulary = size.elements + 1;
    } else {
        shape.positions = 6;
        shape.targetPositions = 6;
        shape.vocabulary = size.vocabulary;
        shape.classes = size.vocabulary;
    }
    return shape;
}

std::vector<SpecProblem> check(const OperationSize& size, const Parameters& values)
{
    if (!isSplit(values))
        return {};
    const std::int64_t trained = trainedPairs(values, size.pairs);
    if (trained > 0 && trained < size.pairs)
        return {};
    const std::string all = std::to_string(size.pairs);
    return {{"trainFraction",
             trained == 0 ? "leaves no pair of " + all + " to train on; use a larger one"
                          : "leaves no pair of " + all + " for the test set; use a smaller one"}};
}

ParamSpec ofDraws(ParamSpec setting)
{
    setting.activeWhile = {"sampling", {"draws"}};
    return setting;
}

} // namespace

std::vector<ParamSpec> operationParameters()
{
    return {
        {.id = "sampling",
         .title = "Sampling",
         .help = "Which pairs are trained on and which are tested.",
         .kind = ParamKind::Choice,
         .defaultValue = "split",
         .choices = {{"split", "Split of the table",
                      "Each pair once: a fraction drawn by the data seed is trained on, all others "
                      "are the test set (Power et al., Hu et al.)."},
                     {"draws", "Draws with replacement",
                      "Each sample is a pair drawn from the whole table, so that test pairs occur "
                      "in training too (Miller et al.)."}}},
        {.id = "trainFraction",
         .title = "Train fraction",
         .help = "The fraction of all pairs that is trained on.",
         .defaultValue = 0.3,
         .minimum = 0,
         .maximum = 1,
         .activeWhile = {"sampling", {"split"}}},
        ofDraws(trainingSamples(600, "Pairs drawn to train on.")),
        ofDraws(testSamples(200, "Pairs drawn for the test set.")),
        {.id = "encoding",
         .title = "Encoding",
         .help = "How a pair x, y is given to the learner.",
         .kind = ParamKind::Choice,
         .defaultValue = "one-hot",
         .choices = {{"one-hot", "One-hot pair",
                      "Numbers: x and y as unit vectors, one after the other."},
                     {"numbers", "Two numbers",
                      "x and y themselves, divided by how many elements there are, so that pairs "
                      "beside each other in the table look alike."},
                     {"tokens", "Tokens x, y, =",
                      "Three tokens; the answer is one of the elements (Hu et al.)."},
                     {"equation", "Equation text",
                      "<eos> x o y = z <eos> in the vocabulary of Power et al.; each token is "
                      "predicted from those before it, and z and the last <eos> count."}}},
    };
}

DatasetKind operationKind(CatalogEntry entry, const OperationFamily& family)
{
    entry.check = [family, own = std::move(entry.check)](const Parameters& values) {
        auto problems = own ? own(values) : std::vector<SpecProblem>();
        return problems.empty() ? check(family.size(values), values) : problems;
    };
    return {
        .entry = std::move(entry),
        .make = [family](const Parameters& values, const DatasetSeeds& seeds,
                         const std::stop_token& stop) { return make(family, values, seeds, stop); },
        .shape = [family](const Parameters& values,
                          const DatasetSeeds&) { return shape(family.size(values), values); },
    };
}

} // namespace grokking
