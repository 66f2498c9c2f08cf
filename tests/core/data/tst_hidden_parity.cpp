// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_catalog.h"

#include <QtTest>

#include <cmath>
#include <set>

using namespace grokking;

namespace {

const DatasetKind& kind()
{
    return *findDataset("hidden-parity");
}

Dataset make(std::int64_t bits, std::int64_t parityBits, std::int64_t n, std::uint64_t seed = 7)
{
    Parameters values = defaultParameters(kind().entry);
    values["bits"] = bits;
    values["parityBits"] = parityBits;
    values["n"] = n;
    values["testSize"] = n;
    return *kind().make(values, {seed, seed, seed}, {});
}

const std::vector<std::int32_t>& labels(const Examples& examples)
{
    return std::get<ClassTargets>(examples.targets).labels;
}

} // namespace

class TestHiddenParity : public QObject
{
    Q_OBJECT

private slots:
    void classIsTheProductOfSigns_data()
    {
        QTest::addColumn<int>("parityBits");
        QTest::newRow("one bit") << 1;
        QTest::newRow("two bits: exclusive or, negated") << 2;
        QTest::newRow("three bits") << 3;
        QTest::newRow("all bits") << 10;
    }

    void classIsTheProductOfSigns()
    {
        QFETCH(int, parityBits);
        const Dataset data = make(10, parityBits, 300);
        for (const Examples* split : {&data.train, &data.test}) {
            for (std::int64_t i = 0; i < split->size(); ++i) {
                double product = 1.0;
                for (std::size_t k = 0; k < static_cast<std::size_t>(parityBits); ++k)
                    product *= 2.0 * split->inputs.row(i)[k] - 1.0;
                QCOMPARE(labels(*split)[static_cast<std::size_t>(i)], product > 0.0 ? 1 : 0);
            }
        }
    }

    // Each of 40 bits, and the class, is 1 in half of 4000 examples; five standard deviations are
    // 5 sqrt(4000) / 2 = 158.
    void bitsAndClassesAreFair()
    {
        const Dataset data = make(40, 3, 4000);
        std::vector<double> ones(41);
        for (std::int64_t i = 0; i < data.train.size(); ++i) {
            for (std::size_t k = 0; k < 40; ++k) {
                const double bit = data.train.inputs.row(i)[k];
                QVERIFY(bit == 0.0 || bit == 1.0);
                ones[k] += bit;
            }
            ones[40] += labels(data.train)[static_cast<std::size_t>(i)];
        }
        for (const double count : ones)
            QVERIFY2(std::abs(count - 2000.0) < 158.0, qPrintable(QString::number(count)));
    }

    void splitsAndSeedsDiffer()
    {
        const Dataset data = make(40, 3, 100);
        QVERIFY(!(data.train.inputs == data.test.inputs));
        QVERIFY(!(make(40, 3, 100, 8).train.inputs == data.train.inputs));
        QVERIFY(make(40, 3, 100) == data);
    }

    void examplesStayTheSameWhenThereAreMore()
    {
        const Dataset few = make(40, 3, 10);
        const Dataset many = make(40, 3, 50);
        for (std::int64_t i = 0; i < few.train.size(); ++i)
            QVERIFY(std::ranges::equal(few.train.inputs.row(i), many.train.inputs.row(i)));
    }

    void moreParityBitsThanBitsAreAProblem()
    {
        Parameters values = defaultParameters(kind().entry);
        QVERIFY(kind().entry.check(values).empty());
        values["parityBits"] = std::int64_t{41};
        const auto problems = kind().entry.check(values);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].path, std::string("parityBits"));
        QVERIFY(problems[0].message.find("at most 40") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestHiddenParity)
#include "tst_hidden_parity.moc"
