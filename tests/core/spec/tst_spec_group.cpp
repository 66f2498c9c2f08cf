// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_fields.h"
#include "core/spec/spec_group.h"
#include "core/train/catalogs.h"
#include "resources/embedded_presets.h"

#include <QtTest>

using namespace grokking;

namespace {

const std::vector<Preset>& presets()
{
    static const auto loaded = loadPresets(embeddedPresetTexts(), catalogs());
    return *loaded;
}

// Returns the spec of the default preset with these changes.
ExperimentSpec changed(std::initializer_list<const char*> assignments)
{
    ExperimentSpec spec = presets().front().spec;
    for (const char* assignment : assignments) {
        if (const auto status = assign(spec, catalogs(), assignment); !status)
            qFatal("%s", status.error().text().c_str());
    }
    return spec;
}

std::vector<std::string> labelsOf(const std::vector<ExperimentSpec>& specs)
{
    std::vector<std::string> labels;
    for (const SpecGroup& group : groupSpecs(specs, presets(), catalogs()))
        labels.push_back(group.label());
    return labels;
}

} // namespace

class TestSpecGroup : public QObject
{
    Q_OBJECT

private slots:
    void runsThatDifferInTheirSeedBelongTogether()
    {
        const std::vector specs{changed({"seed=3"}), changed({"data.f=0.5"}), changed({"seed=1"})};
        const auto groups = groupSpecs(specs, presets(), catalogs());
        QCOMPARE(groups.size(), std::size_t(2));
        QCOMPARE(groups[0].members, (std::vector<std::size_t>{0, 2}));
        QCOMPARE(groups[1].members, (std::vector<std::size_t>{1}));
    }

    void presetAsItIsIsNamedByItsIdAlone()
    {
        QCOMPARE(labelsOf({changed({}), presets()[1].spec}),
                 (std::vector{presets()[1].id, presets()[0].id})); // in order of names
    }

    void changedPresetSaysSo()
    {
        QCOMPARE(labelsOf({changed({"data.f=0.5"})}),
                 (std::vector<std::string>{"demo-missing-subclass, f 0.5"}));
    }

    void groupsOfAPresetNameWhatSetsThemApart()
    {
        QCOMPARE(
            labelsOf({changed({"learner.initScale=128"}), changed({"learner.initScale=2"}),
                      changed({"training.optimizer=sgd", "training.optimizer.learningRate=1e-3",
                               "training.optimizer.weightDecay=1e-4", "learner.initScale=2"})}),
            (std::vector<std::string>{"demo-missing-subclass, initScale 2, optimizer adam",
                                      "demo-missing-subclass, initScale 2, optimizer sgd",
                                      "demo-missing-subclass, initScale 128, optimizer adam"}));
    }

    void ownExperimentHasAName()
    {
        ExperimentSpec spec = changed({});
        spec.preset.clear();
        QCOMPARE(labelsOf({spec}), (std::vector<std::string>{"own experiment"}));
    }

    void scheduleSetsApart()
    {
        ExperimentSpec spec = changed({});
        spec.training.schedule = {{100, "training.optimizer.learningRate", 0.1}};
        const auto groups = groupSpecs(std::vector{changed({}), spec}, presets(), catalogs());
        QCOMPARE(groups.size(), std::size_t(2));
        QCOMPARE(groups[1].label(), std::string("demo-missing-subclass, schedule 1 changes"));
    }

    void differencesAreFoundBothWays()
    {
        const auto paths =
            differingPaths(changed({"data.f=0.5", "seed=9"}), changed({}), catalogs());
        QCOMPARE(paths, (std::vector<std::string>{"data.f"}));
        QVERIFY(differingPaths(changed({}), changed({"seed=9"}), catalogs()).empty());
    }

    void numbersInTextsCountAsNumbers_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::newRow("size") << "fig3a-n200"
                              << "fig3a-n1000";
        QTest::newRow("fraction") << "f0.05-n4000"
                                  << "f0.2-n100";
        QTest::newRow("exponent") << "decay 1e-05"
                                  << "decay 1e-04";
        QTest::newRow("zero") << "decay 0"
                              << "decay 1e-05";
        QTest::newRow("beginning") << "n100"
                                   << "n100-more";
        QTest::newRow("letters") << "a10"
                                 << "b9";
    }

    void numbersInTextsCountAsNumbers()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QVERIFY(naturallyBefore(first.toStdString(), second.toStdString()));
        QVERIFY(!naturallyBefore(second.toStdString(), first.toStdString()));
        QVERIFY(!naturallyBefore(first.toStdString(), first.toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestSpecGroup)
#include "tst_spec_group.moc"
