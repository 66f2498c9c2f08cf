// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_catalog.h"

#include <QtTest>

#include <cmath>
#include <map>

#include "tests/support/usable_parameters.h"

using namespace grokking;

namespace {

Parameters parametersOf(const DatasetKind& kind, double noise)
{
    Parameters values = test::quickParameters(kind.entry);
    values["n"] = std::int64_t{600};
    values["testSize"] = std::int64_t{100};
    values["labelNoise"] = noise;
    return values;
}

Dataset make(const DatasetKind& kind, double noise, std::uint64_t seed = 2)
{
    return *kind.make(parametersOf(kind, noise), {1, seed, 3}, {});
}

const std::vector<std::int32_t>& labelsOf(const Dataset& dataset)
{
    return std::get<ClassTargets>(dataset.train.targets).labels;
}

} // namespace

class TestLabelNoise : public QObject
{
    Q_OBJECT

private slots:
    void shareOfTheTrainingLabelsIsWrong_data() { kinds(); }

    // Five standard deviations of a share of 600 or more examples; nothing but labels differs.
    void shareOfTheTrainingLabelsIsWrong()
    {
        QFETCH(int, index);
        const DatasetKind& kind = datasetKinds()[static_cast<std::size_t>(index)];
        const Dataset clean = make(kind, 0.0);
        for (const double noise : {0.1, 0.5, 1.0}) {
            Dataset noisy = make(kind, noise);
            const std::vector<std::int32_t> labels = labelsOf(noisy);
            const auto classes = std::get<ClassTargets>(clean.train.targets).classes;
            double wrong = 0.0;
            for (std::size_t i = 0; i < labels.size(); ++i) {
                wrong += labels[i] != labelsOf(clean)[i] ? 1.0 : 0.0;
                QVERIFY(labels[i] >= 0 && labels[i] < classes);
            }
            const auto count = static_cast<double>(labels.size());
            QVERIFY(std::abs(wrong / count - noise)
                    <= 5.0 * std::sqrt(noise * (1.0 - noise) / count));
            std::get<ClassTargets>(noisy.train.targets).labels = labelsOf(clean);
            QVERIFY(noisy == clean);
        }
    }

    // Of 600 examples of four classes with all labels wrong, each of twelve pairs about 50 times.
    void otherClassesAreEquallyLikely()
    {
        const DatasetKind& kind = datasetKinds().front();
        const Dataset clean = make(kind, 0.0);
        const Dataset noisy = make(kind, 1.0);
        std::map<std::pair<std::int32_t, std::int32_t>, int> pairs;
        for (std::size_t i = 0; i < labelsOf(clean).size(); ++i)
            ++pairs[{labelsOf(clean)[i], labelsOf(noisy)[i]}];
        QCOMPARE(pairs.size(), std::size_t{12});
        for (const auto& [pair, count] : pairs)
            QVERIFY(std::abs(count - 50) <= 35); // five standard deviations
    }

    void wrongLabelsStayWrongWithMoreOfThem()
    {
        const DatasetKind& kind = datasetKinds().front();
        const Dataset clean = make(kind, 0.0);
        const Dataset few = make(kind, 0.2);
        const Dataset many = make(kind, 0.6);
        for (std::size_t i = 0; i < labelsOf(clean).size(); ++i)
            QVERIFY(labelsOf(few)[i] == labelsOf(clean)[i]
                    || labelsOf(few)[i] == labelsOf(many)[i]);
        QVERIFY(labelsOf(make(kind, 0.2, 5)) != labelsOf(few)); // another seed, other labels
    }

    void firstOfEachGroupAreWrongAsInTheWholeDataSet()
    {
        for (const DatasetKind& kind : datasetKinds()) {
            if (!kind.makeFirst)
                continue;
            const Dataset all = make(kind, 0.5);
            const Dataset first = *kind.makeFirst(parametersOf(kind, 0.5), {1, 2, 3}, 5, {});
            std::map<std::int32_t, std::vector<std::int32_t>> ofGroup;
            for (std::size_t i = 0; i < all.train.groups.size(); ++i)
                ofGroup[all.train.groups[i]].push_back(labelsOf(all)[i]);
            std::map<std::int32_t, std::size_t> taken;
            for (std::size_t i = 0; i < first.train.groups.size(); ++i) {
                const std::int32_t group = first.train.groups[i];
                QCOMPARE(labelsOf(first)[i], ofGroup[group][taken[group]++]);
            }
        }
    }

private:
    static void kinds()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < static_cast<int>(datasetKinds().size()); ++index)
            if (const auto& entry = datasetKinds()[static_cast<std::size_t>(index)].entry;
                defaultParameters(entry).contains("labelNoise"))
                QTest::newRow(entry.id.c_str()) << index;
    }
};

QTEST_APPLESS_MAIN(TestLabelNoise)
#include "tst_label_noise.moc"
