// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/preset.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "resources/embedded_presets.h"

#include <QtTest>

#include <set>

using namespace grokking;

class TestPresets : public QObject
{
    Q_OBJECT

private slots:
    void allBuiltInPresetsAreReadable()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY2(bool(presets), presets ? "" : presets.error().text().c_str());
        std::set<std::string> ids;
        for (const Preset& preset : *presets) {
            QVERIFY2(ids.insert(preset.id).second, preset.id.c_str());
            QVERIFY2(!preset.title.empty() && !preset.explanation.empty(), preset.id.c_str());
            QVERIFY2(!preset.id.starts_with("carvalho-") || !preset.claim.empty(),
                     preset.id.c_str());
            QCOMPARE(preset.spec.preset, preset.id);
        }
    }

    void theDefaultPresetComesFirst()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        QCOMPARE(presets->front().id, std::string(defaultPresetId));
    }

    // Carvalho et al. (2025), Sec. 4: what the text of the paper fixes.
    void presetsOfCarvalhoFollowThePaper()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        int found = 0;
        for (const Preset& preset : *presets) {
            if (!preset.id.starts_with("carvalho-"))
                continue;
            ++found;
            const auto value = [&preset](const char* path) {
                return valueText(specValue(preset.spec, path).value());
            };
            QCOMPARE(value("training.steps"), std::string("50000"));
            QCOMPARE(value("training.evaluateEvery"), std::string("100"));
            QCOMPARE(value("training.evaluateEarly"), std::string("true"));
            QCOMPARE(realValue(preset.spec.training.optimizer.parameters, "learningRate"), 1e-3);
            QCOMPARE(realValue(preset.spec.training.optimizer.parameters, "weightDecay"), 1e-4);
            QCOMPARE(value("learner.initScale"), std::string("8"));
            QCOMPARE(value("data.testSize"), std::string("10000"));
            QVERIFY(preset.spec.seeds.geometry && preset.spec.seeds.subsampling);
        }
        QCOMPARE(found, 24);
    }

    void brokenPresetNamesItsProblem()
    {
        const auto noSpec = presetFromJson(R"({"id":"x"})", catalogs(), "x.json");
        QVERIFY(!noSpec);
        const auto noTitle = presetFromJson(R"({"id":"x","spec":{}})", catalogs(), "x.json");
        QVERIFY(!noTitle);
        QVERIFY(noTitle.error().text().find("\"title\"") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestPresets)
#include "tst_presets.moc"
