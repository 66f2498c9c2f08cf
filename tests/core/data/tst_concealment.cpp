// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_catalog.h"

#include <QtTest>

#include <cmath>

#include "tests/support/usable_parameters.h"

using namespace grokking;

namespace {

Parameters parametersOf(const DatasetKind& kind, std::int64_t spurious, const char* how = "bits")
{
    Parameters values = test::quickParameters(kind.entry);
    values["n"] = std::int64_t{200};
    values["testSize"] = std::int64_t{100};
    values["spuriousDimensions"] = spurious;
    values["spuriousKind"] = std::string(how);
    return values;
}

Dataset make(const DatasetKind& kind, std::int64_t spurious, const char* how = "bits")
{
    return *kind.make(parametersOf(kind, spurious, how), {1, 2, 3}, {});
}

std::span<const double> appended(const Examples& examples, std::int64_t row, std::size_t count)
{
    return examples.inputs.row(row).last(count);
}

} // namespace

class TestConcealment : public QObject
{
    Q_OBJECT

private slots:
    void everyDataSetCanBeConcealed_data()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < static_cast<int>(datasetKinds().size()); ++index)
            QTest::newRow(datasetKinds()[static_cast<std::size_t>(index)].entry.id.c_str())
                << index;
    }

    // What was there stays, and what is appended to few is what is appended first to many.
    void everyDataSetCanBeConcealed()
    {
        QFETCH(int, index);
        const DatasetKind& kind = datasetKinds()[static_cast<std::size_t>(index)];
        const Dataset plain = make(kind, 0);
        const Dataset few = make(kind, 3);
        const Dataset many = make(kind, 5);
        QCOMPARE(kind.shape(parametersOf(kind, 5), {1, 2, 3}).features,
                 plain.train.inputs.rowSize() + 5);
        for (const Split split : {Split::Train, Split::Test}) {
            const Array<double>& before = plain.split(split).inputs;
            const Array<double>& after = many.split(split).inputs;
            QCOMPARE(after.rows(), before.rows());
            QCOMPARE(after.rowSize(), before.rowSize() + 5);
            const auto known = static_cast<std::size_t>(before.rowSize());
            for (std::int64_t i = 0; i < before.rows(); ++i) {
                QVERIFY(std::ranges::equal(after.row(i).first(known), before.row(i)));
                QVERIFY(std::ranges::equal(after.row(i).first(known + 3),
                                           few.split(split).inputs.row(i)));
            }
            QVERIFY(plain.split(split).targets == many.split(split).targets);
            QVERIFY(plain.split(split).groups == many.split(split).groups);
        }
        QVERIFY(plain.grouping == many.grouping);
    }

    void bitsAreFair()
    {
        const Dataset data = make(*findDataset("hidden-parity"), 20);
        double ones = 0.0;
        for (std::int64_t i = 0; i < data.train.size(); ++i) {
            for (const double bit : appended(data.train, i, 20)) {
                QVERIFY(bit == 0.0 || bit == 1.0);
                ones += bit;
            }
        }
        QVERIFY(std::abs(ones - 2000.0) < 5.0 * std::sqrt(4000.0) / 2.0); // of 200 * 20
    }

    void normalNumbersHaveMeanZeroAndVarianceOne()
    {
        const Dataset data = make(*findDataset("hidden-parity"), 20, "normal");
        double sum = 0.0;
        double squares = 0.0;
        for (std::int64_t i = 0; i < data.train.size(); ++i) {
            for (const double number : appended(data.train, i, 20)) {
                sum += number;
                squares += number * number;
            }
        }
        QVERIFY(std::abs(sum / 4000.0) < 5.0 / std::sqrt(4000.0));
        QVERIFY(std::abs(squares / 4000.0 - 1.0) < 5.0 * std::sqrt(2.0 / 4000.0));
    }

    void everyExampleAndSplitHasItsOwn()
    {
        const Dataset data = make(*findDataset("equidistant"), 40);
        QVERIFY(!std::ranges::equal(appended(data.train, 0, 40), appended(data.train, 1, 40)));
        QVERIFY(!std::ranges::equal(appended(data.train, 0, 40), appended(data.test, 0, 40)));
        const auto& groups = data.train.groups;
        const auto second = std::ranges::find(groups, groups[0] + 1) - groups.begin();
        QVERIFY(!std::ranges::equal(appended(data.train, 0, 40), appended(data.train, second, 40)));
    }

    // The few examples that a window draws are those of the whole data set.
    void firstExamplesOfEachGroupAreTheSame()
    {
        const DatasetKind& kind = *findDataset("equidistant");
        const Dataset whole = make(kind, 4);
        const Dataset first = *kind.makeFirst(parametersOf(kind, 4), {1, 2, 3}, 2, {});
        QCOMPARE(first.test.size(), 16);
        for (std::int64_t i = 0; i < first.test.size(); ++i) {
            const auto group = first.test.groups[static_cast<std::size_t>(i)];
            const auto begin = std::ranges::find(whole.test.groups, group);
            const std::int64_t same = begin - whole.test.groups.begin() + i % 2;
            QVERIFY(std::ranges::equal(first.test.inputs.row(i), whole.test.inputs.row(same)));
        }
    }

    void groupsLieAsFarApartAsBefore()
    {
        const DatasetKind& kind = *findDataset("equidistant");
        const auto before = kind.geometry(parametersOf(kind, 0), {1, 2, 3}, {});
        const auto after = kind.geometry(parametersOf(kind, 6), {1, 2, 3}, {});
        QCOMPARE(after->centroids.rowSize(), before->centroids.rowSize() + 6);
        QCOMPARE(after->centroids.row(3).back(), 0.5); // the mean of a bit
        const auto distances = distanceMatrix(before->centroids);
        const auto concealed = distanceMatrix(after->centroids);
        for (std::size_t i = 0; i < distances.values().size(); ++i)
            QVERIFY(std::abs(distances.values()[i] - concealed.values()[i]) < 1e-12);
    }

    void tokensCannotBeConcealed_data()
    {
        QTest::addColumn<QString>("dataset");
        QTest::addColumn<QString>("encoding");
        for (const char* dataset : {"modular-arithmetic", "permutation-group"})
            for (const char* encoding : {"tokens", "equation"})
                QTest::addRow("%s as %s", dataset, encoding) << dataset << encoding;
    }

    void tokensCannotBeConcealed()
    {
        QFETCH(QString, dataset);
        QFETCH(QString, encoding);
        const DatasetKind& kind = *findDataset(dataset.toStdString());
        Parameters values = parametersOf(kind, 1);
        QVERIFY(kind.entry.check(values).empty());
        values["encoding"] = encoding.toStdString();
        const auto problems = kind.entry.check(values);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].path, std::string("spuriousDimensions"));
        QVERIFY(problems[0].message.find("one-hot") != std::string::npos);
        values["spuriousDimensions"] = std::int64_t{0};
        QVERIFY(kind.entry.check(values).empty());
    }

    void whatTheDataSetItselfChecksIsSaidFirst()
    {
        const DatasetKind& kind = *findDataset("modular-arithmetic");
        Parameters values = parametersOf(kind, 1);
        values["modulus"] = std::int64_t{6};
        values["operation"] = std::string("divide");
        QCOMPARE(kind.entry.check(values).at(0).path, std::string("modulus"));
    }
};

QTEST_APPLESS_MAIN(TestConcealment)
#include "tst_concealment.moc"
