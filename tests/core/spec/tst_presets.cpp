// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"
#include "core/spec/preset.h"
#include "core/spec/spec_fields.h"
#include "core/spec/study_json.h"
#include "core/train/catalogs.h"
#include "resources/embedded_presets.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
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
            QVERIFY2(preset.id.starts_with("demo-") || preset.id.starts_with("bad-")
                         || !preset.claim.empty(),
                     preset.id.c_str());
            QCOMPARE(preset.spec.preset, preset.id);
        }
    }

    void viewsOfAPresetAreNames()
    {
        const auto withViews = [](const std::string& views) {
            return presetFromJson(R"({"id": "a", "group": "g", "title": "t", "explanation": "e",
                                      "claim": "", "spec": {})"
                                      + views + "}",
                                  catalogs(), "test");
        };
        const auto named = withViews(R"(, "views": ["landscape", "loss"])");
        QVERIFY2(bool(named), named ? "" : named.error().text().c_str());
        QCOMPARE(named->views, (std::vector<std::string>{"landscape", "loss"}));
        QVERIFY(withViews("")->views.empty());
        for (const char* const wrong : {R"(, "views": "loss")", R"(, "views": [1])"}) {
            const auto refused = withViews(wrong);
            QVERIFY(!refused);
            QVERIFY(refused.error().text().find("\"views\" is a list") != std::string::npos);
        }
    }

    void whatAPresetDoesNotHaveIsRefused()
    {
        const auto problemOf = [](const std::string& more) {
            const auto preset = presetFromJson(
                R"({"id": "a", "group": "g", "title": "t", "explanation": "e", "claim": "",
                    "spec": {})"
                    + more + "}",
                catalogs(), "test");
            return preset ? QString() : QString::fromStdString(preset.error().text());
        };
        QCOMPARE(problemOf(""), QString());
        QVERIFY(problemOf(R"(, "view": ["loss"])").contains("no \"view\"; the nearest is views"));
        QVERIFY(problemOf(R"(, "title": "other")").contains("title"));
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
        int digits = 0;
        for (const Preset& preset : *presets) {
            if (!preset.id.starts_with("carvalho-")
                || preset.id.starts_with("carvalho-transformer-"))
                continue; // the paper says nothing of that network
            const bool isOfDigits = preset.id.starts_with("carvalho-digits-");
            found += isOfDigits ? 0 : 1;
            digits += isOfDigits ? 1 : 0;
            const auto value = [&preset](const char* path) {
                return valueText(specValue(preset.spec, path).value());
            };
            QCOMPARE(value("training.steps"), std::string("50000"));
            QCOMPARE(value("training.evaluateEvery"), std::string("100"));
            QCOMPARE(value("training.evaluateEarly"), std::string("true"));
            QCOMPARE(realValue(preset.spec.training.optimizer.parameters, "learningRate"), 1e-3);
            QCOMPARE(realValue(preset.spec.training.optimizer.parameters, "weightDecay"), 1e-4);
            QCOMPARE(value("learner.initScale"), std::string("8"));
            QCOMPARE(value("data.testSize"), std::string(isOfDigits ? "500" : "10000"));
            QVERIFY(preset.spec.seeds.geometry && preset.spec.seeds.subsampling);
        }
        QCOMPARE(found, 24);
        QCOMPARE(digits, 3);
    }

    // Hu et al. (2024), Fig. 1, with the official code's network and batches (Power et al. 2022).
    void presetsOfEquationTextFollowTheCode()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        int found = 0;
        for (const Preset& preset : *presets) {
            if (!preset.id.starts_with("hu-fig1-"))
                continue;
            ++found;
            const DatasetShape shape = datasetShape(preset.spec);
            QCOMPARE(shape.trainingExamples + shape.testExamples, 97 * 97);
            QCOMPARE(shape.vocabulary, 239);
            QCOMPARE(findLearner("transformer")->size(shape, preset.spec.learner).parameters,
                     394'240 + 2 * 239 * 128);
            QCOMPARE(preset.spec.training.batchSize,
                     std::min<std::int64_t>(512, (shape.trainingExamples + 1) / 2));
            const Parameters& optimizer = preset.spec.training.optimizer.parameters;
            QCOMPARE(realValue(optimizer, "learningRate"), 1e-3);
            QCOMPARE(realValue(optimizer, "weightDecay"), 1.0);
            QCOMPARE(realValue(optimizer, "beta2"), 0.98);
            QCOMPARE(integerValue(optimizer, "warmupSteps"), 10);
        }
        QCOMPARE(found, 6);
    }

    // Miller et al. (2023), Sec. 2.1.1, and its official code: the loss is
    // sum (yhat - y)^2 / .002 / n + sum w^2 / .5 / n.
    void linearRegressionOfMillerFollowsTheCode()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        for (const std::string id : {"miller-fig1", "miller-fig1-no-decay", "miller-fig8"}) {
            const auto preset = std::ranges::find(*presets, id, &Preset::id);
            QVERIFY(preset != presets->end());
            const DatasetShape shape = datasetShape(preset->spec);
            QCOMPARE(shape.trainingExamples, 2);
            QCOMPARE(shape.testExamples, 98);
            const bool hasDecay = id != "miller-fig1-no-decay";
            QCOMPARE(preset->spec.training.steps, hasDecay ? 5000 : 1'000'000);
            QCOMPARE(preset->spec.training.batchSize, 0);
            const Parameters& learner = preset->spec.learner.parameters;
            QCOMPARE(2.0 * realValue(learner, "noiseVariance"), 0.002);
            QCOMPARE(2.0 * realValue(learner, "priorVariance"), 0.5);
            QCOMPARE(textValue(learner, "minimize"), std::string(hasDecay ? "both" : "misfit"));
            const EntrySpec& optimizer = preset->spec.training.optimizer;
            QCOMPARE(optimizer.id, std::string("sgd"));
            QCOMPARE(realValue(optimizer.parameters, "learningRate"), 1e-3);
            QCOMPARE(realValue(optimizer.parameters, "weightDecay"), 0.0);
            QCOMPARE(realValue(optimizer.parameters, "momentum"), 0.0);
        }
    }

    // Miller et al. (2023), Fig. 5, and its official code, whose noise variance is softplus(0) +
    // 1e-4.
    void gaussianProcessesOfMillerFollowTheCode()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        const std::map<std::string, std::pair<double, double>> starts{
            {"miller-fig5-a", {-6, -4}}, {"miller-fig5-b", {-6, 4}}, {"miller-fig5-c", {0, 2}}};
        for (const auto& [id, start] : starts) {
            const auto preset = std::ranges::find(*presets, id, &Preset::id);
            QVERIFY(preset != presets->end());
            const DatasetShape shape = datasetShape(preset->spec);
            QCOMPARE(shape.trainingExamples, 50);
            QCOMPARE(shape.testExamples, 50);
            const Parameters& data = preset->spec.data.parameters;
            QCOMPARE(realValue(data, "frequency"), 2.0);
            QCOMPARE(realValue(data, "noise"), 0.1);
            QCOMPARE(realValue(data, "halfWidth"), 1.5);
            const Parameters& learner = preset->spec.learner.parameters;
            QCOMPARE(realValue(learner, "logLengthscale"), start.first);
            QCOMPARE(realValue(learner, "logOutputscale"), start.second);
            QCOMPARE(textValue(learner, "noise"), std::string("fixed"));
            QVERIFY(std::abs(realValue(learner, "noiseVariance") - (std::log(2.0) + 1e-4)) < 1e-4);
            QCOMPARE(preset->spec.training.steps, 3000);
            QCOMPARE(preset->spec.training.batchSize, 0);
            const EntrySpec& optimizer = preset->spec.training.optimizer;
            QCOMPARE(optimizer.id, std::string("adam"));
            QCOMPARE(realValue(optimizer.parameters, "learningRate"), 0.04);
            QCOMPARE(realValue(optimizer.parameters, "weightDecay"), 0.0);
        }
    }

    // Miller et al. (2023), Fig. 6: 30-200-2, deviations of .01, 1,500 epochs of batches of 32.
    void bayesianNetworksOfMillerFollowThePaper()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        std::set<double> spreads;
        for (const Preset& preset : *presets) {
            if (preset.spec.learner.id != "bnn")
                continue;
            const DatasetShape shape = datasetShape(preset.spec);
            QCOMPARE(shape.trainingExamples, 1000);
            QCOMPARE(shape.testExamples, 200);
            QCOMPARE(shape.features, 30);
            QCOMPARE(integerValue(preset.spec.data.parameters, "parityBits"), 3);
            const Parameters& learner = preset.spec.learner.parameters;
            QCOMPARE(integerValue(learner, "depth"), 1);
            QCOMPARE(integerValue(learner, "width"), 200);
            QCOMPARE(realValue(learner, "posteriorDeviation"), 0.01);
            QCOMPARE(realValue(learner, "priorVariance"), 1.0);
            QCOMPARE(realValue(learner, "divergenceWeight"), 1.0);
            QCOMPARE(preset.spec.training.steps, 1500 * 32);
            QCOMPARE(preset.spec.training.batchSize, 32);
            const EntrySpec& optimizer = preset.spec.training.optimizer;
            QCOMPARE(optimizer.id, std::string("sgd"));
            QCOMPARE(realValue(optimizer.parameters, "learningRate"), 0.1);
            QCOMPARE(realValue(optimizer.parameters, "weightDecay"), 0.0);
            QCOMPARE(realValue(optimizer.parameters, "momentum"), 0.0);
            spreads.insert(realValue(learner, "initialDeviation"));
        }
        QVERIFY(spreads == (std::set<double>{0.005, 0.01, 0.05, 0.1, 0.3, 0.5, 0.7, 1.0}));
    }

    // Miller et al. (2023), Fig. 2 and 3, and its official code: GPyTorch's defaults but for the
    // lengthscale of Fig. 2.
    void classifyingGaussianProcessesOfMillerFollowTheCode()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        const auto spec = [&presets](const std::string& id) {
            return std::ranges::find(*presets, id, &Preset::id)->spec;
        };
        for (const int seed : {42, 52, 62, 72, 82}) {
            const ExperimentSpec fig2 = spec("miller-fig2-seed" + std::to_string(seed));
            QCOMPARE(fig2.seed, seed);
            QCOMPARE(textValue(fig2.data.parameters, "randomNumbers"), std::string("numpy"));
            QCOMPARE(realValue(fig2.learner.parameters, "lengthscale"), 0.005);
            QCOMPARE(fig2.training.steps, 1500);
        }
        const ExperimentSpec fig3 = spec("miller-fig3");
        QCOMPARE(datasetShape(fig3), datasetShape(spec("miller-fig12")));
        QCOMPARE(datasetShape(fig3).features, 40);
        QCOMPARE(realValue(fig3.learner.parameters, "lengthscale"), std::numbers::ln2);
        QCOMPARE(textValue(fig3.learner.parameters, "lengthscales"), std::string("each"));
        QCOMPARE(fig3.training.steps, 500);
        for (const std::string id : {"miller-fig2-seed42", "miller-fig3"}) {
            const ExperimentSpec each = spec(id);
            const Parameters& learner = each.learner.parameters;
            QCOMPARE(realValue(learner, "outputscale"), std::numbers::ln2);
            QCOMPARE(textValue(learner, "positivity"), std::string("softplus"));
            QCOMPARE(textValue(learner, "coordinates"), std::string("function"));
            QCOMPARE(each.training.batchSize, 0);
            QCOMPARE(each.training.optimizer.id, std::string("adam"));
            QCOMPARE(realValue(each.training.optimizer.parameters, "learningRate"), 0.01);
            QCOMPARE(realValue(each.training.optimizer.parameters, "weightDecay"), 0.0);
        }
    }

    // Miller et al. (2023), Sec. 3.2 and Appendix: 500 epochs of batches of 32, the last smaller.
    void presetsOfMillerFollowThePaper()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        std::set<std::string> operations;
        std::multiset<std::string> concealed;
        for (const Preset& preset : *presets) {
            if (!preset.id.starts_with("miller-") || preset.spec.learner.id != "mlp")
                continue;
            const auto value = [&preset](const char* path) {
                return valueText(specValue(preset.spec, path).value());
            };
            const bool isParity = value("data.id") == "hidden-parity";
            const std::int64_t examples = isParity ? 1000 : 600;
            const std::int64_t epoch = (examples + 31) / 32;
            QCOMPARE(value("data.n"), std::to_string(examples));
            QCOMPARE(value("data.testSize"), std::string(isParity ? "100" : "200"));
            QCOMPARE(value("learner.depth"), std::string("1"));
            QCOMPARE(value("learner.width"), std::string("1000"));
            QCOMPARE(value("learner.initialDistribution"), std::string("xavier"));
            QCOMPARE(value("learner.lastBias"), std::string("false"));
            QCOMPARE(value("training.optimizer.id"), std::string("sgd"));
            QCOMPARE(value("training.optimizer.learningRate"), std::string("0.1"));
            QCOMPARE(value("training.optimizer.weightDecay"), std::string("0.01"));
            QCOMPARE(value("training.optimizer.decay"), std::string("coupled"));
            QCOMPARE(preset.spec.training.batchSize, 32);
            QCOMPARE(preset.spec.training.steps, 500 * epoch);
            QCOMPARE(preset.spec.training.evaluateEvery, epoch);
            QCOMPARE(value("detection.definition"), std::string("first-crossing"));
            QCOMPARE(value("detection.trainThreshold"), std::string("0.95"));
            QCOMPARE(value("detection.testThreshold"), std::string("0.95"));
            if (isParity)
                continue;
            QCOMPARE(value("data.modulus"), std::string("7"));
            QCOMPARE(value("data.sampling"), std::string("draws"));
            QCOMPARE(preset.id, "miller-fig4-" + value("data.operation") + "-l"
                                    + value("data.spuriousDimensions"));
            operations.insert(value("data.operation"));
            concealed.insert(value("data.spuriousDimensions"));
        }
        QCOMPARE(operations.size(), std::size_t{6});
        QCOMPARE(concealed.size(), std::size_t{30});
        for (const char* count : {"0", "10", "20", "30", "40"})
            QCOMPARE(concealed.count(count), std::size_t{6});
    }

    // Hu et al. (2024), Sec. 3 and 4.2: what the text of the paper fixes of its perceptron and
    // LSTM.
    void otherNetworksOfHuFollowThePaper()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        std::set<std::string> found;
        for (const Preset& preset : *presets) {
            const bool isMlp = preset.id.starts_with("hu-fig3-");
            if (!isMlp && !preset.id.starts_with("hu-fig4-"))
                continue;
            const auto value = [&preset](const char* path) {
                return valueText(specValue(preset.spec, path).value());
            };
            QCOMPARE(value("data.modulus"), std::string("97"));
            QCOMPARE(value("learner.id"), std::string(isMlp ? "mlp" : "lstm"));
            QCOMPARE(value("learner.width"), std::string(isMlp ? "512" : "20"));
            QCOMPARE(value("training.steps"), std::string(isMlp ? "20000" : "100000"));
            QCOMPARE(value("training.optimizer.id"), std::string("adam"));
            QCOMPARE(value("training.optimizer.learningRate"),
                     std::string(isMlp ? "0.001" : "0.01"));
            QCOMPARE(value("training.optimizer.weightDecay"), std::string("0"));
            found.insert(preset.id.substr(3, 5) + value("data.trainFraction"));
        }
        QCOMPARE(found, (std::set<std::string>{"fig3-0.15", "fig3-0.3", "fig3-0.45", "fig4-0.3",
                                               "fig4-0.45", "fig4-0.6"}));
    }

    // Hu et al. (2024), Sec. 4.3: eight ways to train the Transformer of Fig. 2, all else alike.
    void optimizersOfHuFollowThePaper()
    {
        const auto presets = loadPresets(embeddedPresetTexts(), catalogs());
        QVERIFY(bool(presets));
        const auto studies = loadStudies(embeddedPresetTexts(), *presets, catalogs());
        QVERIFY2(bool(studies), studies ? "" : studies.error().text().c_str());
        const auto reference = std::ranges::find(*presets, "hu-fig2-alpha0.30", &Preset::id);
        std::set<std::string> ways;
        for (const StudySpec& study : *studies) {
            if (!study.id.starts_with("hu-fig5-"))
                continue;
            QCOMPARE(study.bases.size(), std::size_t{1});
            const ExperimentSpec& spec = study.bases.front();
            QCOMPARE(spec.preset, study.id); // names its files
            QVERIFY(spec.data == reference->spec.data && spec.learner == reference->spec.learner);
            QCOMPARE(spec.training.steps, 1800);
            const Parameters& optimizer = spec.training.optimizer.parameters;
            QCOMPARE(integerValue(optimizer, "warmupSteps"), 10);
            QCOMPARE(realValue(optimizer, "beta2"), 0.98);
            const double decay = realValue(optimizer, "weightDecay");
            QCOMPARE(decay, spec.training.optimizer.id == "adamw" ? 1.0 : 0.0);
            const double thousandfoldRate = 1000.0 * realValue(optimizer, "learningRate");
            ways.insert(spec.training.optimizer.id + " " + valueText(thousandfoldRate) + " "
                        + valueText(realValue(optimizer, "updateNoise")) + " "
                        + valueText(realValue(optimizer, "weightNoise")) + " "
                        + std::to_string(spec.training.batchSize));
            QCOMPARE(study.axes.size(), std::size_t{1});
            QCOMPARE(study.axes.front().path, std::string("data.trainFraction"));
            QCOMPARE(study.axes.front().values.size(), std::size_t{9});
        }
        QCOMPARE(ways, (std::set<std::string>{"adam 0.3 0 0 0", "adam 1 0 0 0", "adam 3 0 0 0",
                                              "adam 1 1 0 0", "adam 1 0 0.01 0", "adam 1 0 0 128",
                                              "adamw 1 0 0 0", "adamw 1 0 0 128"}));
    }

    void brokenPresetNamesItsProblem()
    {
        const auto noSpec = presetFromJson(R"({"id":"x"})", catalogs(), "x.json");
        QVERIFY(!noSpec);
        const auto noTitle =
            presetFromJson(R"({"id":"x","group":"y","spec":{}})", catalogs(), "x.json");
        QVERIFY(!noTitle);
        QVERIFY(noTitle.error().text().find("\"title\"") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestPresets)
#include "tst_presets.moc"
