// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of binary operations against a computation that knows only what division and products are,
// and how their pairs are split, drawn and written.
#include "core/data/dataset_catalog.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

using namespace grokking;

namespace {

using Assignments = std::map<std::string, Value>;

Parameters parametersOf(const char* dataset, const Assignments& assignments)
{
    Parameters values = defaultParameters(findDataset(dataset)->entry);
    for (const auto& [id, value] : assignments)
        values[id] = value;
    return values;
}

Dataset make(const char* dataset, const Assignments& assignments, std::uint64_t seed = 5)
{
    return *findDataset(dataset)->make(parametersOf(dataset, assignments), {0, seed, 0}, {});
}

Value number(std::int64_t value)
{
    return value;
}

Value text(const char* value)
{
    return std::string(value);
}

std::int32_t answer(const Dataset& data, std::int64_t x, std::int64_t y)
{
    return data.table->answers.row(x)[static_cast<std::size_t>(y)];
}

std::vector<std::int32_t> tokensOf(const Examples& examples, std::int64_t row)
{
    const auto tokens = examples.tokens.row(row);
    return {tokens.begin(), tokens.end()};
}

// Returns which example of either split is this pair.
std::pair<const Examples*, std::int64_t> find(const Dataset& data, std::int32_t x, std::int32_t y)
{
    const auto pair = static_cast<std::int32_t>(x * std::ssize(data.table->elements) + y);
    for (const Examples* split : {&data.train, &data.test}) {
        const auto found = std::ranges::find(split->pairs, pair);
        if (found != split->pairs.end())
            return {split, found - split->pairs.begin()};
    }
    return {nullptr, -1};
}

bool isMultiplied(int z, int y, int x, int p) // z y = x: z is x / y
{
    return (z * y - x) % p == 0;
}

} // namespace

class TestOperationData : public QObject
{
    Q_OBJECT

private slots:
    void answersByHand_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<int>("modulus");
        QTest::addColumn<int>("x");
        QTest::addColumn<int>("y");
        QTest::addColumn<int>("answer");
        QTest::newRow("60 + 50 = 110") << "add" << 97 << 60 << 50 << 13;
        QTest::newRow("3 - 5 = -2") << "subtract" << 7 << 3 << 5 << 5;
        QTest::newRow("5 * 4 = 20, modulus not prime") << "multiply" << 6 << 5 << 4 << 2;
        QTest::newRow("3 / 5 = 2, as 2 * 5 = 10") << "divide" << 7 << 3 << 5 << 2;
        QTest::newRow("nothing is divided by 0") << "divide" << 7 << 3 << 0 << -1;
        QTest::newRow("9 + 25 = 34") << "squares" << 7 << 3 << 5 << 6;
        QTest::newRow("9 + 15 + 25 = 49") << "quadratic" << 7 << 3 << 5 << 0;
        QTest::newRow("9 + 15 + 25 + 3 = 52") << "quadratic-x" << 7 << 3 << 5 << 3;
        QTest::newRow("27 + 15 = 42") << "cubic" << 7 << 3 << 5 << 0;
        QTest::newRow("27 + 75 + 5 = 107") << "cubic-y" << 7 << 3 << 5 << 2;
        QTest::newRow("odd y: 3 / 5 = 2") << "mixed" << 7 << 3 << 5 << 2;
        QTest::newRow("even y: 3 - 4 = -1") << "mixed" << 7 << 3 << 4 << 6;
        QTest::newRow("y = 0 is even: 3 - 0") << "mixed" << 7 << 3 << 0 << 3;
        QTest::newRow("3 * 5 * 3 = 45") << "xyx" << 7 << 3 << 5 << 3;
    }

    void answersByHand()
    {
        QFETCH(QString, operation);
        QFETCH(int, modulus);
        QFETCH(int, x);
        QFETCH(int, y);
        QFETCH(int, answer);
        const Dataset data = make("modular-arithmetic", {{"operation", text(qPrintable(operation))},
                                                         {"modulus", number(modulus)}});
        QCOMPARE(::answer(data, x, y), answer);
    }

    // Every quotient of a table, by multiplying back.
    void quotientsMultiplyBack()
    {
        for (const int p : {2, 3, 13, 97}) {
            const Dataset data = make(
                "modular-arithmetic",
                {{"operation", text("divide")}, {"modulus", number(p)}, {"trainFraction", 0.5}});
            for (int x = 0; x < p; ++x)
                for (int y = 1; y < p; ++y)
                    QVERIFY(isMultiplied(answer(data, x, y), y, x, p));
            QCOMPARE(data.train.size() + data.test.size(), p * (p - 1));
        }
    }

    void divisionNeedsAPrimeModulus_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<int>("modulus");
        QTest::addColumn<bool>("isFine");
        QTest::newRow("divide by 97") << "divide" << 97 << true;
        QTest::newRow("divide by 91 = 7 * 13") << "divide" << 91 << false;
        QTest::newRow("mixed by 4") << "mixed" << 4 << false;
        QTest::newRow("mixed by 2") << "mixed" << 2 << true;
        QTest::newRow("add by 91") << "add" << 91 << true;
    }

    void divisionNeedsAPrimeModulus()
    {
        QFETCH(QString, operation);
        QFETCH(int, modulus);
        QFETCH(bool, isFine);
        const auto problems =
            findDataset("modular-arithmetic")
                ->entry.check(
                    parametersOf("modular-arithmetic", {{"operation", text(qPrintable(operation))},
                                                        {"modulus", number(modulus)},
                                                        {"trainFraction", 0.5}}));
        QCOMPARE(problems.empty(), isFine);
        if (!isFine)
            QCOMPARE(problems[0].path, std::string("modulus"));
    }

    // round(9409 alpha), as official code splits.
    void splitHasEachPairOnce_data()
    {
        QTest::addColumn<double>("fraction");
        QTest::addColumn<int>("trained");
        QTest::newRow("30 %") << 0.3 << 2823;          // 2822.7
        QTest::newRow("50 %: to even") << 0.5 << 4704; // 4704.5
        QTest::newRow("5 %") << 0.05 << 470;           // 470.45
    }

    void splitHasEachPairOnce()
    {
        QFETCH(double, fraction);
        QFETCH(int, trained);
        const Dataset data = make("modular-arithmetic", {{"trainFraction", fraction}});
        QCOMPARE(data.train.size(), trained);
        std::vector<std::int32_t> all = data.train.pairs;
        all.insert(all.end(), data.test.pairs.begin(), data.test.pairs.end());
        std::ranges::sort(all);
        std::vector<std::int32_t> expected(9409);
        std::iota(expected.begin(), expected.end(), 0);
        QVERIFY(all == expected);
    }

    void splitDependsOnTheSeedAlone()
    {
        const Dataset small = make("modular-arithmetic", {{"trainFraction", 0.1}});
        const Dataset large = make("modular-arithmetic", {{"trainFraction", 0.2}});
        const Dataset tokens =
            make("modular-arithmetic", {{"trainFraction", 0.1}, {"encoding", text("tokens")}});
        QVERIFY(std::ranges::equal(small.train.pairs,
                                   std::span(large.train.pairs).first(small.train.pairs.size())));
        QVERIFY(tokens.train.pairs == small.train.pairs);
        QVERIFY(make("modular-arithmetic", {{"trainFraction", 0.1}}, 6).train.pairs
                != small.train.pairs);
    }

    void emptySplitIsAProblem_data()
    {
        QTest::addColumn<double>("fraction");
        QTest::newRow("no training pair") << 0.0;
        QTest::newRow("no test pair") << 1.0;
        QTest::newRow("0.4 of one of 25 pairs") << 0.016;
    }

    void emptySplitIsAProblem()
    {
        QFETCH(double, fraction);
        const auto problems =
            findDataset("modular-arithmetic")
                ->entry.check(parametersOf("modular-arithmetic",
                                           {{"modulus", number(5)}, {"trainFraction", fraction}}));
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].path, std::string("trainFraction"));
    }

    // 800 draws of 42 pairs: all but (41 / 42)^600 of them are in the training set, and pairs of
    // the test set are among them.
    void drawsAreWithReplacement()
    {
        const Assignments settings{
            {"modulus", number(7)}, {"operation", text("divide")}, {"sampling", text("draws")}};
        const Dataset data = make("modular-arithmetic", settings);
        QCOMPARE(data.train.size(), 600);
        QCOMPARE(data.test.size(), 200);
        const std::set<std::int32_t> trained(data.train.pairs.begin(), data.train.pairs.end());
        QCOMPARE(trained.size(), std::size_t{42});
        for (const std::int32_t pair : trained)
            QVERIFY(pair % 7 != 0); // y
        for (const std::int32_t pair : data.test.pairs)
            QVERIFY(trained.contains(pair));
        QVERIFY(!std::ranges::equal(data.test.pairs, std::span(data.train.pairs).first(200)));
        auto more = settings;
        more["n"] = number(700);
        const Dataset larger = make("modular-arithmetic", more);
        QVERIFY(std::ranges::equal(data.train.pairs, std::span(larger.train.pairs).first(600)));
        QVERIFY(data.test.pairs == larger.test.pairs);
    }

    void oneHotPairByHand()
    {
        const Dataset data =
            make("modular-arithmetic", {{"modulus", number(5)}, {"trainFraction", 0.5}});
        const auto [split, row] = find(data, 3, 4);
        const std::vector<double> expected{0, 0, 0, 1, 0, 0, 0, 0, 0, 1};
        QVERIFY(std::ranges::equal(split->inputs.row(row), expected));
        const auto& targets = std::get<ClassTargets>(split->targets);
        QCOMPARE(targets.classes, 5);
        QCOMPARE(targets.labels[static_cast<std::size_t>(row)], 2);
    }

    void numbersByHand()
    {
        const Dataset data = make(
            "modular-arithmetic",
            {{"modulus", number(5)}, {"trainFraction", 0.5}, {"encoding", text("numbers")}});
        const auto [split, row] = find(data, 3, 4);
        QVERIFY(std::ranges::equal(split->inputs.row(row), std::vector{0.6, 0.8}));
        QCOMPARE(std::get<ClassTargets>(split->targets).labels[static_cast<std::size_t>(row)], 2);
    }

    void tokensByHand()
    {
        const Dataset data = make("modular-arithmetic", {{"encoding", text("tokens")}});
        const auto [split, row] = find(data, 60, 50);
        QCOMPARE(tokensOf(*split, row), (std::vector<std::int32_t>{60, 50, 97}));
        QCOMPARE(data.vocabulary, 98);
        QCOMPARE(std::get<ClassTargets>(split->targets).labels[static_cast<std::size_t>(row)], 13);
    }

    // The operators' places are those of sorted() in Python over the 20 of Power et al.
    void equationsByHand_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<int>("token");
        QTest::addColumn<int>("answer"); // of 60 and 50
        QTest::newRow("+") << "add" << 6 << 13;
        QTest::newRow("-") << "subtract" << 9 << 10;
        QTest::newRow("*") << "multiply" << 3 << 90;
        QTest::newRow("/") << "divide" << 10 << 40;                 // 40 * 50 = 2000 = 20 * 97 + 60
        QTest::newRow("x**2+y**2_mod_97") << "squares" << 19 << 86; // 6100
        QTest::newRow("x**2+y**2+x*y_mod_97") << "quadratic" << 18 << 79;     // 9100
        QTest::newRow("x**2+y**2+x*y+x_mod_97") << "quadratic-x" << 17 << 42; // 9160
        QTest::newRow("x**3+x*y_mod_97") << "cubic" << 21 << 71;              // 219000
        QTest::newRow("x**3+x*y**2+y_mod_97") << "cubic-y" << 20 << 69;       // 366050
        QTest::newRow("(x._value//y)if(y._value%2==1)else(x-y)_mod_97") << "mixed" << 2 << 10;
    }

    void equationsByHand()
    {
        QFETCH(QString, operation);
        QFETCH(int, token);
        QFETCH(int, answer);
        const Dataset data =
            make("modular-arithmetic",
                 {{"encoding", text("equation")}, {"operation", text(qPrintable(operation))}});
        const auto [split, row] = find(data, 60, 50);
        QCOMPARE(tokensOf(*split, row),
                 (std::vector<std::int32_t>{0, 82, token, 72, 1, 22 + answer}));
        const auto& targets = std::get<SequenceTargets>(split->targets);
        const auto labels = targets.labels.row(row);
        QCOMPARE((std::vector<std::int32_t>{labels.begin(), labels.end()}),
                 (std::vector<std::int32_t>{-1, -1, -1, -1, 22 + answer, 0}));
        QCOMPARE(targets.classes, 239);
        QCOMPARE(data.vocabulary, 239);
        QCOMPARE(classCount(split->targets), 239);
    }

    // By hand, places 0, 1, 2 and the left factor first. Elements: 0 012, 1 021, 2 102, 3 120,
    // 4 201, 5 210. 102 then 120: 0 -> 1 -> 2, 1 -> 0 -> 1, 2 -> 2 -> 0, that is 210.
    void productsByHand_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<int>("answer"); // of 102 and 120
        QTest::newRow("102 120 = 210") << "product" << 5;
        QTest::newRow("102 120 102: 210 then 102 = 201") << "conjugate" << 4; // its own inverse
        QTest::newRow("the same, as 102 is its own inverse") << "xyx" << 4;
    }

    void productsByHand()
    {
        QFETCH(QString, operation);
        QFETCH(int, answer);
        const Dataset data =
            make("permutation-group", {{"things", number(3)},
                                       {"trainFraction", 0.5},
                                       {"operation", text(qPrintable(operation))}});
        QCOMPARE(data.table->elements[2], std::string("102"));
        QCOMPARE(data.table->elements[3], std::string("120"));
        QCOMPARE(::answer(data, 2, 3), answer);
    }

    // What makes a group, and what conjugation and xyx are in any group, from the products alone.
    void tablesAreThoseOfAGroup_data()
    {
        QTest::addColumn<int>("things");
        QTest::addColumn<int>("elements");
        QTest::newRow("S3") << 3 << 6;
        QTest::newRow("S4") << 4 << 24;
        QTest::newRow("S5") << 5 << 120;
    }

    void tablesAreThoseOfAGroup()
    {
        QFETCH(int, things);
        QFETCH(int, elements);
        const auto tableOf = [&](const char* operation) {
            return make("permutation-group",
                        {{"things", number(things)}, {"operation", text(operation)}});
        };
        const Dataset product = tableOf("product");
        const Dataset conjugate = tableOf("conjugate");
        const Dataset xyx = tableOf("xyx");
        QCOMPARE(std::ssize(product.table->elements), elements);
        bool commutes = true;
        for (int x = 0; x < elements; ++x) {
            std::set<int> row;
            for (int y = 0; y < elements; ++y) {
                row.insert(answer(product, x, y));
                commutes &= answer(product, x, y) == answer(product, y, x);
                // (x y x^-1) x = x y, and x y x = (x y) x.
                QCOMPARE(answer(product, answer(conjugate, x, y), x), answer(product, x, y));
                QCOMPARE(answer(xyx, x, y), answer(product, answer(product, x, y), x));
                const int z = (7 * x + 3 * y) % elements;
                QCOMPARE(answer(product, answer(product, x, y), z),
                         answer(product, x, answer(product, y, z)));
            }
            QCOMPARE(std::ssize(row), elements);
            QCOMPARE(answer(product, 0, x), x);
            QCOMPARE(answer(product, x, 0), x);
        }
        QVERIFY(!commutes);
    }

    // "01234" is token 119 and "43210" the last of 239.
    void permutationsAreTheLastTokens()
    {
        const Dataset data = make("permutation-group", {{"encoding", text("equation")}});
        QCOMPARE(data.table->elements.back(), std::string("43210"));
        const auto [split, row] = find(data, 119, 119); // its own inverse
        QCOMPARE(tokensOf(*split, row), (std::vector<std::int32_t>{0, 238, 13, 238, 1, 119}));
        QCOMPARE(data.vocabulary, 239);
    }

    void shapeIsThatOfTheData_data()
    {
        QTest::addColumn<QString>("dataset");
        QTest::addColumn<QString>("sampling");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QString>("operation");
        for (const char* sampling : {"split", "draws"})
            for (const char* encoding : {"one-hot", "numbers", "tokens", "equation"})
                for (const auto& [dataset, operation] : {std::pair{"modular-arithmetic", "add"},
                                                         {"modular-arithmetic", "divide"},
                                                         {"permutation-group", "product"}})
                    QTest::addRow("%s, %s, %s as %s", dataset, operation, sampling, encoding)
                        << dataset << sampling << encoding << operation;
    }

    void shapeIsThatOfTheData()
    {
        QFETCH(QString, dataset);
        QFETCH(QString, sampling);
        QFETCH(QString, encoding);
        QFETCH(QString, operation);
        const DatasetKind& kind = *findDataset(dataset.toStdString());
        Parameters values = parametersOf(qPrintable(dataset), {{"trainFraction", 0.37}});
        values["sampling"] = sampling.toStdString();
        values["encoding"] = encoding.toStdString();
        values["operation"] = operation.toStdString();
        if (values.contains("modulus"))
            values["modulus"] = std::int64_t{11};
        const DatasetShape shape = kind.shape(values, {1, 2, 3});
        const Dataset data = *kind.make(values, {1, 2, 3}, {});
        QCOMPARE(shape.trainingExamples, data.train.size());
        QCOMPARE(shape.testExamples, data.test.size());
        QCOMPARE(shape.features, data.train.inputs.rowSize());
        QCOMPARE(shape.positions, data.train.tokens.rowSize());
        QCOMPARE(shape.vocabulary, data.vocabulary);
        QCOMPARE(shape.classes, classCount(data.train.targets));
        const auto* sequences = std::get_if<SequenceTargets>(&data.train.targets);
        QCOMPARE(shape.targetPositions, sequences ? sequences->labels.rowSize() : 0);
        QCOMPARE(std::ssize(data.train.pairs), data.train.size());
        QCOMPARE(std::ssize(data.test.pairs), data.test.size());
        for (const std::int32_t token : data.train.tokens.values())
            QVERIFY(token >= 0 && token < data.vocabulary);
    }
};

QTEST_APPLESS_MAIN(TestOperationData)
#include "tst_operation_data.moc"
