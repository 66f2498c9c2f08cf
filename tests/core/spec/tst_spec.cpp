// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_fields.h"
#include "core/spec/spec_json.h"
#include "core/train/catalogs.h"

#include <QDir>
#include <QtTest>

#include <limits>

#include <algorithm>

#include "tests/support/fitting.h"
#include "tests/support/usable_parameters.h"

using namespace grokking;

class TestSpec : public QObject
{
    Q_OBJECT

private slots:
    void defaultsAreValid() { QVERIFY(validate(defaultSpec(catalogs()), catalogs()).empty()); }

    void everyEntrySurvivesJson_data()
    {
        QTest::addColumn<QString>("assignment");
        const auto add = [](const char* path, const Catalog& catalog) {
            for (const CatalogEntry& entry : catalog) {
                const auto text = std::string(path) + "=" + entry.id;
                QTest::newRow(text.c_str()) << QString::fromStdString(text);
            }
        };
        add("data", catalogs().datasets);
        add("learner", catalogs().learners);
        add("training.optimizer", catalogs().optimizers);
    }

    void everyEntrySurvivesJson()
    {
        QFETCH(QString, assignment);
        ExperimentSpec spec = defaultSpec(catalogs());
        QVERIFY(bool(assign(spec, catalogs(), assignment.toStdString())));
        if (spec.data.id == "line" || spec.data.id == "sine")
            QVERIFY(bool(assign(spec, catalogs(), "learner=linear-regression")));
        else if (const std::string data = test::fittingData(spec); !data.empty())
            QVERIFY(bool(assign(spec, catalogs(), data)));
        spec.data.parameters =
            test::usableParameters(*findEntry(catalogs().datasets, spec.data.id));
        spec.seed = std::numeric_limits<std::int64_t>::max();
        spec.seeds.geometry = (std::int64_t{1} << 62) + 1; // no double holds it
        spec.training.schedule = {{100, "training.optimizer.learningRate", 0.25}};
        QVERIFY(validate(spec, catalogs()).empty());
        const auto again = specFromJson(toJson(spec, catalogs()), catalogs(), "test");
        QVERIFY2(bool(again), again ? "" : again.error().text().c_str());
        QVERIFY(*again == spec);
    }

    // Another setting of the same entry, or of the experiment, and values that it can have.
    void conditionsNameSettingsThereAre()
    {
        std::size_t conditions = 0;
        for (const auto& [path, catalog] :
             {std::pair{"data", &catalogs().datasets}, std::pair{"learner", &catalogs().learners},
              std::pair{"training.optimizer", &catalogs().optimizers}}) {
            for (const CatalogEntry& entry : *catalog) {
                ExperimentSpec spec = defaultSpec(catalogs());
                QVERIFY(bool(assign(spec, catalogs(), std::string(path) + "=" + entry.id)));
                const auto params = specParameters(spec, catalogs());
                for (const ParamSpec& param : params) {
                    if (param.activeWhile.id.empty())
                        continue;
                    const auto other =
                        std::ranges::find(params, param.activeWhile.id, &ParamSpec::id);
                    QVERIFY2(other != params.end(), param.id.c_str());
                    for (const std::string& value : param.activeWhile.values)
                        QVERIFY2(bool(parseValue(*other, value)), param.id.c_str());
                    ++conditions;
                }
            }
        }
        QVERIFY(conditions > 0);
    }

    void settingIsActiveAsLongAsItsConditionHolds()
    {
        ExperimentSpec spec = defaultSpec(catalogs());
        QVERIFY(bool(assign(spec, catalogs(), "data=modular-arithmetic")));
        const auto active = [&spec](const std::string& path) {
            const auto params = specParameters(spec, catalogs());
            return isActive(spec, *std::ranges::find(params, path, &ParamSpec::id));
        };
        QVERIFY(active("data.trainFraction") && !active("data.n") && !active("data.testSize"));
        QVERIFY(!active("data.spuriousKind") && active("data.sampling"));
        QVERIFY(bool(assign(spec, catalogs(), "data.n=100"))); // kept for when it does
        QVERIFY(bool(assign(spec, catalogs(), "data.sampling=draws")));
        QVERIFY(bool(assign(spec, catalogs(), "data.spuriousDimensions=2")));
        QVERIFY(!active("data.trainFraction") && active("data.n") && active("data.spuriousKind"));
        QVERIFY(specValue(spec, "data.n") == Value(std::int64_t{100}));
        QVERIFY(!active("training.optimizer.grokfastAlpha"));
        QVERIFY(bool(assign(spec, catalogs(), "training.optimizer.grokfastLambda=2")));
        QVERIFY(active("training.optimizer.grokfastAlpha"));
        QCOMPARE(conditionText({"a", {"b", "c"}}), std::string("a is b or c"));
        QCOMPARE(conditionText({"a", {"0"}, ParamCondition::Test::NoneOf}),
                 std::string("a is not 0"));
        QCOMPARE(conditionText({}), std::string());
    }

    void assignmentsFromTheCommandLine_data()
    {
        QTest::addColumn<QString>("assignment");
        QTest::addColumn<QString>("problem"); // empty: accepted
        QTest::newRow("real") << "data.f=0.5"
                              << "";
        QTest::newRow("integer with exponent") << "training.steps=2e4"
                                               << "";
        QTest::newRow("scientific") << "training.optimizer.weightDecay=1e-4"
                                    << "";
        QTest::newRow("boolean") << "learner.scaleBiases=false"
                                 << "";
        QTest::newRow("optional set") << "seeds.geometry=3"
                                      << "";
        QTest::newRow("optional unset") << "seeds.geometry="
                                        << "";
        QTest::newRow("entry") << "data=equivariant"
                               << "";
        QTest::newRow("no equals sign") << "data.f"
                                        << "write path=value";
        QTest::newRow("unknown path") << "data.g=1"
                                      << "no such setting";
        QTest::newRow("misspelled setting") << "training.optimizer.learningrat=1"
                                            << "; the nearest is training.optimizer.learningRate;";
        QTest::newRow("setting of another group") << "learner.learningRate=1"
                                                  << "; the nearest is training.optimizer.learn";
        QTest::newRow("unknown entry") << "data=mnist"
                                       << "one of equidistant, equivariant";
        QTest::newRow("misspelled learner") << "learner=transfromer"
                                            << "not transfromer; the nearest is transformer";
        QTest::newRow("misspelled optimizer") << "training.optimizer=AdamV"
                                              << "; the nearest are adam, adamw";
        QTest::newRow("above range") << "data.f=1.5"
                                     << "from 0 to 1, not 1.5";
        QTest::newRow("below range") << "data.f=-0.1"
                                     << "from 0 to 1";
        QTest::newRow("not a number") << "data.f=nan"
                                      << "from 0 to 1";
        QTest::newRow("fraction for an integer") << "training.steps=1.5"
                                                 << "whole number";
        QTest::newRow("text for an integer") << "training.steps=many"
                                             << "whole number";
        QTest::newRow("integer overflow") << "seed=99999999999999999999"
                                          << "whole number";
    }

    void assignmentsFromTheCommandLine()
    {
        QFETCH(QString, assignment);
        QFETCH(QString, problem);
        const ExperimentSpec before = defaultSpec(catalogs());
        ExperimentSpec spec = before;
        const auto status = assign(spec, catalogs(), assignment.toStdString());
        if (problem.isEmpty()) {
            QVERIFY2(bool(status), status ? "" : status.error().text().c_str());
            return;
        }
        QVERIFY(!status);
        QVERIFY2(QString::fromStdString(status.error().text()).contains(problem),
                 status.error().text().c_str());
        QVERIFY(spec == before);
    }

    // Wherever the value comes from, a spec holds a path that means the same from every folder.
    void relativePathIsCompleted_data()
    {
        const std::string here = QDir::currentPath().toStdString();
        QTest::addColumn<std::string>("path");
        QTest::addColumn<std::string>("whole");
        QTest::newRow("name") << std::string("mine.csv") << here + "/mine.csv";
        QTest::newRow("folder") << std::string("./a/../b/mine.csv") << here + "/b/mine.csv";
        QTest::newRow("parent folder")
            << std::string("../mine.csv") << QDir("..").absolutePath().toStdString() + "/mine.csv";
        QTest::newRow("whole path") << std::string("/a/mine.csv") << std::string("/a/mine.csv");
    }
    void relativePathIsCompleted()
    {
        QFETCH(std::string, path);
        QFETCH(std::string, whole);
        ExperimentSpec spec = defaultSpec(catalogs());
        QVERIFY(bool(assign(spec, catalogs(), "data=csv")));
        QVERIFY(bool(assign(spec, catalogs(), "data.file=" + path)));
        QCOMPARE(textValue(spec.data.parameters, "file"), whole);
        const auto read = draftFromJson(R"({"data": {"id": "csv", "file": ")" + path + R"("}})",
                                        catalogs(), "my.json");
        QVERIFY(bool(read));
        QCOMPARE(textValue(read->data.parameters, "file"), whole);
    }

    // A spec that is being edited may lack its file; one that is to run may not.
    void missingFileIsSaid()
    {
        ExperimentSpec spec = defaultSpec(catalogs());
        QVERIFY(bool(assign(spec, catalogs(), "data=csv")));
        const auto problems = validate(spec, catalogs());
        QVERIFY(problems.size() == 1 && problems.front().path == "data.file");
        QVERIFY(problems.front().message.starts_with("is missing"));
        QVERIFY(bool(draftFromJson(toJson(spec, catalogs()), catalogs(), "draft")));
        QVERIFY(!assign(spec, catalogs(), "data.file="));
    }

    void choosingAnotherEntryKeepsSharedSettings()
    {
        ExperimentSpec spec = defaultSpec(catalogs());
        QVERIFY(bool(assign(spec, catalogs(), "training.optimizer.learningRate=0.5")));
        QVERIFY(bool(assign(spec, catalogs(), "training.optimizer=sgd")));
        QCOMPARE(realValue(spec.training.optimizer.parameters, "learningRate"), 0.5);
        QVERIFY(!spec.training.optimizer.parameters.contains("beta1"));
        QVERIFY(spec.training.optimizer.parameters.contains("momentum"));
    }

    // What nobody changed takes the default of the new entry, and what is called otherwise there
    // means something else.
    void choosingAnotherEntryKeepsNothingElse()
    {
        ExperimentSpec spec = defaultSpec(catalogs());
        const auto set = [&](const char* assignment) {
            QVERIFY2(bool(assign(spec, catalogs(), assignment)), assignment);
        };
        const auto learner = [&] { return spec.learner.parameters; };
        set("learner=mlp");
        QCOMPARE(integerValue(learner(), "depth"), 2);
        set("learner=bnn");
        QCOMPARE(integerValue(learner(), "depth"), 1);
        set("learner.depth=3");
        set("learner.width=64");
        set("learner=mlp");
        QCOMPARE(integerValue(learner(), "depth"), 3);
        QCOMPARE(integerValue(learner(), "width"), 64);
        set("learner=lstm"); // whose width is that of a state
        QCOMPARE(integerValue(learner(), "width"), 20);
        set("learner=gp-classification");
        QCOMPARE(textValue(learner(), "positivity"), std::string("softplus"));
        set("learner=gp-classification-laplace");
        QCOMPARE(textValue(learner(), "positivity"), std::string("exponential"));
        set("training.optimizer=adam");
        set("training.optimizer=sgd");
        const auto& sgd = *findEntry(catalogs().optimizers, "sgd");
        QVERIFY(spec.training.optimizer.parameters == defaultParameters(sgd));
    }

    void brokenJsonNamesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QStringList>("messages");
        QTest::newRow("no JSON") << "{" << QStringList{"not a JSON object"};
        QTest::newRow("a list") << "[]" << QStringList{"not a JSON object"};
        QTest::newRow("misspelled key")
            << R"({"data":{"testsize":1}})" << QStringList{"; the nearest is data.testSize"};
        QTest::newRow("misspelled group")
            << R"({"trainig":{"steps":1}})" << QStringList{"; the nearest is training"};
        QTest::newRow("unknown key")
            << R"({"data":{"g":1}})" << QStringList{"data.g is not a setting"};
        QTest::newRow("unknown group")
            << R"({"extra":{"a":1}})" << QStringList{"extra is not a setting"};
        QTest::newRow("wrong type")
            << R"({"data":{"f":"half"}})" << QStringList{"data.f must be a number"};
        QTest::newRow("group as value")
            << R"({"training":{"steps":{}}})" << QStringList{"training.steps must be"};
        QTest::newRow("two problems, both said")
            << R"({"data":{"f":2},"training":{"steps":0}})"
            << QStringList{"data.f must be", "training.steps must be"};
        QTest::newRow("setting of another optimizer")
            << R"({"training":{"optimizer":{"id":"sgd","beta1":0.5}}})"
            << QStringList{"training.optimizer.beta1 is not a setting"};
        QTest::newRow("too few samples") << R"({"data":{"id":"equivariant","n":10,"f":1}})"
                                         << QStringList{"data.n is too small"};
        QTest::newRow("change of a fixed setting")
            << R"({"training":{"schedule":[{"step":1,"path":"data.f","value":0.1}]}})"
            << QStringList{"cannot change during a run"};
        QTest::newRow("incomplete change")
            << R"({"training":{"schedule":[{"step":1}]}})" << QStringList{"each change needs"};
        QTest::newRow("change before the start")
            << R"({"training":{"schedule":[{"step":-5,"path":"training.optimizer.learningRate","value":0.1}]}})"
            << QStringList{"training.schedule.0.step must not be negative"};
        QTest::newRow("strange device")
            << R"({"training":{"device":"tpu"}})" << QStringList{"training.device must be auto"};
        QTest::newRow("huge whole number")
            << R"({"seed":1e300})" << QStringList{"seed must be a whole number"};
    }

    void brokenJsonNamesWhatIsWrong()
    {
        QFETCH(QString, json);
        QFETCH(QStringList, messages);
        const auto spec = specFromJson(json.toStdString(), catalogs(), "my.json");
        QVERIFY(!spec);
        const QString text = QString::fromStdString(spec.error().text());
        QVERIFY(text.startsWith("my.json: "));
        for (const QString& message : messages)
            QVERIFY2(text.contains(message), qPrintable(text));
    }

    // What a form is left with may not run; what it is not left with is refused.
    void draftMayHaveProblems()
    {
        const std::string tooFew = R"({"data":{"id":"equivariant","n":10,"f":1}})";
        const auto draft = draftFromJson(tooFew, catalogs(), "form");
        QVERIFY(draft);
        QCOMPARE(integerValue(draft->data.parameters, "n"), 10);
        QVERIFY(!validate(*draft, catalogs()).empty());
        QVERIFY(!draftFromJson(R"({"data":{"id":"gone"}})", catalogs(), "form"));
    }

    void newerSpecIsRefused()
    {
        const auto spec = specFromJson(R"({"schemaVersion": 99})", catalogs(), "my.json");
        QVERIFY(!spec);
        QCOMPARE(spec.error().code, ErrorCode::NewerSchema);
    }

    void everySettingHasTitleHelpAndADefaultThatPasses()
    {
        for (const ParamSpec& param : specParameters(defaultSpec(catalogs()), catalogs())) {
            QVERIFY2(!param.title.empty() && !param.help.empty(), param.id.c_str());
            QVERIFY2(complaint(param, param.defaultValue).empty(), param.id.c_str());
            const auto again = parseValue(param, valueText(param.defaultValue));
            QVERIFY2(bool(again) && *again == param.defaultValue, param.id.c_str());
        }
    }

    void liveSettingsAreThoseOfTheOptimizer()
    {
        std::vector<std::string> live;
        for (const ParamSpec& param : specParameters(defaultSpec(catalogs()), catalogs())) {
            if (param.live)
                live.push_back(param.id);
        }
        const std::vector<std::string> expected{"training.optimizer.learningRate",
                                                "training.optimizer.weightDecay"};
        QVERIFY(live == expected);
    }
};

QTEST_APPLESS_MAIN(TestSpec)
#include "tst_spec.moc"
