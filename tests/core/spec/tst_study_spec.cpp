// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/run_name.h"
#include "core/spec/spec_fields.h"
#include "core/spec/study_json.h"
#include "core/train/catalogs.h"
#include "resources/embedded_presets.h"

#include <QtTest>

#include <set>

using namespace grokking;

namespace {

const std::vector<Preset>& presets()
{
    static const auto loaded = loadPresets(embeddedPresetTexts(), catalogs());
    return *loaded;
}

Result<StudySpec> read(const std::string& study)
{
    return studyFromJson(R"({"id": "mine", "study": )" + study + "}", presets(), catalogs(),
                         "mine.json");
}

std::vector<std::string> namesOf(const StudySpec& study)
{
    std::vector<std::string> names;
    const auto runs = expand(study, catalogs());
    for (const StudyRun& run : *runs)
        names.push_back(run.name);
    return names;
}

} // namespace

class TestStudySpec : public QObject
{
    Q_OBJECT

private slots:
    void runsOfAPresetAreNamedLikeThoseOfGrokkingRun()
    {
        const auto study = read(R"({"base": "demo-missing-subclass", "seeds": {"count": 2}})");
        QVERIFY(bool(study));
        const auto runs = expand(*study, catalogs());
        QCOMPARE(runs->size(), std::size_t(2));
        for (const StudyRun& run : *runs)
            QCOMPARE(run.name, runName(run.spec));
        ExperimentSpec second = presets().front().spec;
        second.seed = 1;
        QVERIFY((*runs)[1].spec == second);
        QCOMPARE((*runs)[1].name, std::string("demo-missing-subclass-seed1"));
    }

    // Each seed, then each base, then the first axis, then the last.
    void gridIsExpandedInAFixedOrder()
    {
        const auto study = read(R"({"base": ["demo-missing-subclass", "carvalho-fig4a-n100"],
            "axes": [{"path": "learner.initScale", "values": [1, 8.5]},
                     {"path": "training.optimizer.weightDecay", "values": [0, 1e-4]}],
            "seeds": {"first": 4, "count": 2}})");
        QVERIFY2(bool(study), study ? "" : study.error().text().c_str());
        const auto names = namesOf(*study);
        QCOMPARE(names.size(), std::size_t(16));
        QCOMPARE(names[0], std::string("demo-missing-subclass-initScale1-weightDecay0-seed4"));
        QCOMPARE(names[1], std::string("demo-missing-subclass-initScale1-weightDecay1e-04-seed4"));
        QCOMPARE(names[2], std::string("demo-missing-subclass-initScale8.5-weightDecay0-seed4"));
        QCOMPARE(names[4], std::string("carvalho-fig4a-n100-initScale1-weightDecay0-seed4"));
        QCOMPARE(names[8], std::string("demo-missing-subclass-initScale1-weightDecay0-seed5"));
        QVERIFY(names == namesOf(*study));
        const auto last = expand(*study, catalogs())->back().spec;
        QCOMPARE(last.seed, 5);
        QCOMPARE(realValue(last.learner.parameters, "initScale"), 8.5);
        QCOMPARE(realValue(last.training.optimizer.parameters, "weightDecay"), 1e-4);
    }

    void axisMayChooseAnEntryWhoseSettingTheNextOneVaries()
    {
        const auto study = read(R"({"base": {"data": {"id": "equidistant"}},
            "axes": [{"path": "training.optimizer.id", "values": ["sgd"]},
                     {"path": "training.optimizer.momentum", "values": [0, 0.9]}],
            "seeds": {"count": 1}})");
        QVERIFY2(bool(study), study ? "" : study.error().text().c_str());
        QCOMPARE(namesOf(*study), (std::vector<std::string>{"mine-sgd-momentum0-seed0",
                                                            "mine-sgd-momentum0.9-seed0"}));
    }

    void changesHoldForAllBases()
    {
        const auto study = read(R"({"base": ["demo-missing-subclass", "carvalho-fig4a-n100"],
                                    "set": {"training.steps": 20e3, "learner.width": 50}})");
        QVERIFY2(bool(study), study ? "" : study.error().text().c_str());
        for (const ExperimentSpec& base : study->bases) {
            QCOMPARE(base.training.steps, 20'000);
            QCOMPARE(integerValue(base.learner.parameters, "width"), 50);
        }
    }

    void jsonIsReadBackWithoutPresets()
    {
        auto study = read(R"({"base": ["demo-missing-subclass", {"seed": 3}],
            "axes": [{"path": "training.device", "values": ["cpu"]},
                     {"path": "seeds.data", "values": [null, 7]},
                     {"path": "training.evaluateEarly", "values": [true, false]},
                     {"path": "data.f", "values": [0.25]}],
            "seeds": {"first": 1, "count": 3}})");
        QVERIFY2(bool(study), study ? "" : study.error().text().c_str());
        study->title = "A title";
        study->claim = "A claim";
        const auto again = studyFromJson(toJson(*study, catalogs()), {}, catalogs(), "again");
        QVERIFY2(bool(again), again ? "" : again.error().text().c_str());
        QVERIFY(*again == *study);
    }

    void problemsNameTheirFields_data()
    {
        QTest::addColumn<QString>("study");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const char* study, const char* problem) {
            QTest::newRow(name) << study << problem;
        };
        row("no base", R"({"seeds": {"count": 1}})", "study.base is missing");
        row("unknown preset", R"({"base": ["demo-missing-subclass", "x"]})",
            "study.base.1 there is no run preset \"x\"");
        row("base of another kind", R"({"base": [5]})", "study.base.0 must be the id");
        row("wrong value in a base", R"({"base": {"data": {"f": 7}}})",
            "study.base.data.f must be a number from 0 to 1");
        row("misspelled preset", R"({"base": "demo-missing-subclas"})",
            "\"demo-missing-subclas\"; the nearest is demo-missing-subclass; see");
        row("unknown key in a base", R"({"base": [{"data": {"g": 7}}]})", "study.base.0.data.g is");
        row("unknown key", R"({"base": "demo-missing-subclass", "axis": []})", "study.axis has no");
        row("unknown key of an axis",
            R"({"base": "demo-missing-subclass",
                "axes": [{"path": "data.f", "values": [1], "step": 2}]})",
            "study.axes.0.step has no");
        row("change of an unknown setting",
            R"({"base": "demo-missing-subclass", "set": {"data.g": 1}})",
            "study.set.data.g there is no such setting");
        row("axis of an unknown setting",
            R"({"base": "demo-missing-subclass",
                "axes": [{"path": "data.f", "values": [1]}, {"path": "data.g", "values": [1]}]})",
            "study.axes.1.path \"data.g\"");
        row("axis without values",
            R"({"base": "demo-missing-subclass", "axes": [{"path": "data.f", "values": []}]})",
            "study.axes.0.values is empty");
        row("axis without a path",
            R"({"base": "demo-missing-subclass", "axes": [{"values": [1]}]})",
            "study.axes.0 needs a text \"path\"");
        row("value out of range",
            R"({"base": "demo-missing-subclass", "axes": [{"path": "data.f", "values": [0, 2]}]})",
            "study.axes.0.values.1 must be a number from 0 to 1, not 2");
        row("value of another kind",
            R"({"base": "demo-missing-subclass", "axes": [{"path": "data.f", "values": [[1]]}]})",
            "study.axes.0.values.0 must be a single value");
        row("value twice",
            R"({"base": "demo-missing-subclass", "axes": [{"path": "data.f", "values": [1, 1]}]})",
            "two runs named \"demo-missing-subclass-f1\"");
        row("axis twice",
            R"({"base": "demo-missing-subclass", "axes": [{"path": "data.f", "values": [1]},
                {"path": "data.f", "values": [0]}]})",
            "study.axes.1.path is an axis already");
        row("seed as an axis",
            R"({"base": "demo-missing-subclass", "axes": [{"path": "seed", "values": [1]}]})",
            "study.axes.0.path cannot be the seed");
        row("combination that cannot run",
            R"({"base": "demo-missing-subclass",
                "axes": [{"path": "training.engine", "values": ["fused"]},
                         {"path": "training.device", "values": ["cpu", "cuda"]}]})",
            "(in demo-missing-subclass-enginefused-devicecuda)");
        row("same base twice", R"({"base": ["demo-missing-subclass", "demo-missing-subclass"]})",
            "two runs named \"demo-missing-subclass\"");
        row("no seeds", R"({"base": "demo-missing-subclass", "seeds": {"count": 0}})",
            "study.seeds.count must be 1 or more");
        row("seed that is no number",
            R"({"base": "demo-missing-subclass", "seeds": {"first": 0.5}})",
            "study.seeds.first must be a whole number");
        row("far too many runs",
            R"({"base": "demo-missing-subclass", "seeds": {"count": 1000000}})",
            "more than 100000 runs");
        row("key twice", R"({"base": "demo-missing-subclass", "seeds": {"count": 1, "count": 2}})",
            "study.seeds.count is given twice");
        row("change twice",
            R"({"base": "demo-missing-subclass", "set": {"data.f": 0, "data.f": 1}})",
            "study.set.data.f is given twice");
        row("setting twice in a base", R"({"base": [{"data": {"f": 0, "f": 1}}]})",
            "study.base.data.f is given twice");
        row("no object", "5", "study must be an object");
    }

    void problemsNameTheirFields()
    {
        QFETCH(QString, study);
        QFETCH(QString, problem);
        const auto result = read(study.toStdString());
        QVERIFY(!result);
        const QString text = QString::fromStdString(result.error().text());
        QVERIFY2(text.contains(problem), qPrintable(text));
        QVERIFY(text.startsWith("mine.json: "));
    }

    void allProblemsAreSaidAtOnce()
    {
        const auto result = read(R"({"base": "demo-missing-subclass",
            "axes": [{"path": "data.g", "values": [1]}, {"path": "data.f", "values": [2, 3]}]})");
        QVERIFY(!result);
        const std::string& text = result.error().message;
        for (const char* path : {"axes.0.path", "axes.1.values.0", "axes.1.values.1"})
            QVERIFY2(text.find(path) != std::string::npos, text.c_str());
    }

    void textThatIsNoStudyIsRefused()
    {
        for (const char* text : {"", "[]", R"({"spec": {}})"}) {
            const auto result = studyFromJson(text, presets(), catalogs(), "x");
            QVERIFY(!result);
            QCOMPARE(result.error().code, ErrorCode::InvalidFile);
        }
        const auto cut = studyFromJson("{\"study\": {", presets(), catalogs(), "x");
        QVERIFY(!cut && cut.error().message.find("in line 1, column 12 ") != std::string::npos);
    }

    void assignmentChangesAllBasesButNoAxis()
    {
        auto study = read(R"({"base": ["demo-missing-subclass", "carvalho-fig4a-n100"],
                              "axes": [{"path": "data.f", "values": [0, 1]}]})");
        QVERIFY(bool(study));
        QVERIFY(bool(assign(*study, catalogs(), "training.steps=7")));
        QCOMPARE(study->bases[1].training.steps, 7);
        const StudySpec before = *study;
        for (const char* wrong : {"data.f=1", "seed=3", "data.g=1", "training.steps=-1"}) {
            const auto status = assign(*study, catalogs(), wrong);
            QVERIFY2(!status, wrong);
            QVERIFY(*study == before);
        }
    }

    void builtInStudiesAreReadableAndTellTheirStory()
    {
        const auto studies = loadStudies(embeddedPresetTexts(), presets(), catalogs());
        QVERIFY2(bool(studies), studies ? "" : studies.error().text().c_str());
        QVERIFY(!studies->empty());
        std::set<std::string> ids;
        for (const Preset& preset : presets())
            ids.insert(preset.id);
        for (const StudySpec& study : *studies) {
            QVERIFY2(ids.insert(study.id).second, study.id.c_str());
            QVERIFY2(!study.title.empty() && !study.explanation.empty(), study.id.c_str());
            QVERIFY2(!study.id.starts_with("carvalho-") || !study.claim.empty(), study.id.c_str());
        }
        QCOMPARE(presets().size() + studies->size(), embeddedPresetTexts().size());
    }

    void fileNamesHoldNothingThatTroublesAShell()
    {
        QCOMPARE(runName("a/b c:d", 3), std::string("a-b-c-d-seed3"));
        QCOMPARE(fileNameText("../x\n"), std::string("..-x-"));
    }
};

QTEST_APPLESS_MAIN(TestStudySpec)
#include "tst_study_spec.moc"
