// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_difference.h"

#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

using Paths = std::vector<std::string>;

class TestSpecDifference : public QObject
{
    Q_OBJECT

private slots:
    void equalSpecsDifferInNothing()
    {
        QVERIFY(changedPaths(smallExperiment(), smallExperiment(), catalogs()).empty());
    }

    void differencesAreInFormOrder()
    {
        const auto changed = smallExperiment(
            {"seeds.data=3", "training.optimizer.weightDecay=0.5", "data.f=0.25", "seed=4"});
        const Paths expected{"data.f", "training.optimizer.weightDecay", "seed", "seeds.data"};
        QVERIFY(changedPaths(smallExperiment(), changed, catalogs()) == expected);
    }

    // What only one optimizer has cannot be compared; what both have is told, defaults or not.
    void anotherEntryIsOneDifference()
    {
        const auto adam = smallExperiment({"training.optimizer=adam"});
        const auto sgd = smallExperiment({"training.optimizer=sgd"});
        const Paths expected{"training.optimizer.id", "training.optimizer.learningRate",
                             "training.optimizer.weightDecay"};
        QVERIFY(changedPaths(adam, sgd, catalogs()) == expected);
        const auto alike =
            smallExperiment({"training.optimizer=sgd", "training.optimizer.learningRate=1e-3",
                             "training.optimizer.weightDecay=1e-4"});
        QVERIFY(changedPaths(adam, alike, catalogs()) == Paths{"training.optimizer.id"});
    }

    void copiedSettingIsTheOnlyOneThatChanges()
    {
        auto spec = smallExperiment({"data.f=0.25", "data.n=40"});
        copySetting(spec, smallExperiment(), catalogs(), "data.f");
        QVERIFY(spec == smallExperiment({"data.n=40"}));
        copySetting(spec, smallExperiment(), catalogs(), "data.unknown");
        QVERIFY(spec == smallExperiment({"data.n=40"}));
    }

    void copiedChoiceBringsItsSettings()
    {
        const auto source =
            smallExperiment({"training.optimizer=adam", "training.optimizer.learningRate=0.25",
                             "training.optimizer.beta1=0.5"});
        auto spec = smallExperiment({"training.optimizer=sgd"});
        copySetting(spec, source, catalogs(), "training.optimizer.id");
        QVERIFY(spec == source);
    }
};

QTEST_GUILESS_MAIN(TestSpecDifference)
#include "tst_spec_difference.moc"
