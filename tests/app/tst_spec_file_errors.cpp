// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Spec files with every setting wrong in turn, of every data set and learner there is: the message
// names the setting and says what is allowed.
#include "core/spec/spec_fields.h"
#include "core/spec/spec_json.h"
#include "core/train/catalogs.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "tests/support/fitting.h"
#include "tests/support/usable_parameters.h"

using namespace grokking;
using Json = nlohmann::ordered_json;

namespace {

Json::json_pointer pointerOf(std::string path)
{
    std::ranges::replace(path, '.', '/');
    return Json::json_pointer("/" + path);
}

Json::json_pointer parentOf(const std::string& path)
{
    return pointerOf(path).parent_pointer();
}

std::string nameOf(const std::string& path)
{
    return path.substr(path.find_last_of('.') + 1);
}

// A value of a kind that this setting never takes.
Json wrongKind(const ParamSpec& param)
{
    switch (param.kind) {
    case ParamKind::Boolean:
        return "yes";
    case ParamKind::Integer:
        return 1.5;
    case ParamKind::Real:
        return "0.5";
    default:
        return 17;
    }
}

// What is out of the range of a setting, below and above; for the others, no choice at all.
std::vector<Json> outOfRange(const ParamSpec& param)
{
    std::vector<Json> values;
    if (param.kind == ParamKind::Choice || param.kind == ParamKind::Cells)
        return {"no such choice", ""};
    if (param.kind != ParamKind::Integer && param.kind != ParamKind::Real)
        return {};
    const bool whole = param.kind == ParamKind::Integer;
    const auto number = [whole](double value) {
        return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
    };
    if (std::isfinite(param.minimum))
        values.push_back(number(param.minimum - 1.0));
    if (std::isfinite(param.maximum))
        values.push_back(number(param.maximum + std::max(1.0, std::abs(param.maximum) / 4.0)));
    if (whole)
        values.insert(values.end(), {1e300, -1e300, 18'446'744'073'709'551'615U});
    return values;
}

// Returns the text of a spec in which a name of one setting stands twice.
std::string withDuplicate(const Json& spec, const std::string& path)
{
    const std::string marker = "\"the-other-one\":0";
    Json changed = spec;
    changed[parentOf(path)]["the-other-one"] = 0;
    std::string text = changed.dump();
    const std::string twin = Json(nameOf(path)).dump() + ":" + spec[pointerOf(path)].dump();
    return text.replace(text.find(marker), marker.size(), twin);
}

} // namespace

class TestSpecFileErrors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void fullSpecIsRead();
    void wrongKindIsNamed();
    void structureInPlaceOfAValueIsNamed();
    void valueOutOfRangeIsNamed();
    void nullIsNamedUnlessOptional();
    void missingSettingTakesItsDefault();
    void misspelledSettingIsNamed();
    void settingGivenTwiceIsNamed();
    void groupThatIsNoObjectIsNamed();
    void wrongChoiceBlamesNothingElse();

    void damagedTextIsAnError_data();
    void damagedTextIsAnError();
    void wrongSchemaVersionIsAnError_data();
    void wrongSchemaVersionIsAnError();
    void wrongScheduleIsNamed_data();
    void wrongScheduleIsNamed();
    void textCutAnywhereIsAnError();
    void largeSeedSurvives();

private:
    using Change = std::function<void(Json& spec, const ParamSpec& param)>;
    // Reads the spec of the present row with each setting changed in turn.
    void eachInTurn(const Change& change, bool withMeaning = true) const;
    static void expectComplaint(const std::string& text, const std::string& path,
                                const std::string& allowed);

    // The experiment of the present row.
    [[nodiscard]] static ExperimentSpec experiment()
    {
        QFETCH_GLOBAL(QString, data);
        QFETCH_GLOBAL(QString, learner);
        QFETCH_GLOBAL(QString, optimizer);
        ExperimentSpec spec = defaultSpec(catalogs());
        const auto choose = [](const Catalog& catalog, const QString& id) {
            const CatalogEntry& entry = *findEntry(catalog, id.toStdString());
            return EntrySpec{entry.id, test::usableParameters(entry)};
        };
        spec.data = choose(catalogs().datasets, data);
        // So many that the data set that stands in for an unknown one takes them, too.
        if (spec.data.parameters.contains("testSize"))
            spec.data.parameters["testSize"] =
                std::max(integerValue(spec.data.parameters, "testSize"), std::int64_t{40});
        spec.learner = choose(catalogs().learners, learner);
        spec.training.optimizer = choose(catalogs().optimizers, optimizer);
        return spec;
    }

    [[nodiscard]] static Json json() { return Json::parse(toJson(experiment(), catalogs())); }
    [[nodiscard]] static Result<ExperimentSpec> read(const std::string& text)
    {
        return specFromJson(text, catalogs(), "mine.json");
    }
};

void TestSpecFileErrors::initTestCase_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("learner");
    QTest::addColumn<QString>("optimizer");
    const auto row = [](const CatalogEntry& data, const CatalogEntry& learner,
                        const CatalogEntry& optimizer) {
        QTest::addRow("%s, %s, %s", data.id.c_str(), learner.id.c_str(), optimizer.id.c_str())
            << QString::fromStdString(data.id) << QString::fromStdString(learner.id)
            << QString::fromStdString(optimizer.id);
    };
    const Catalogs& all = catalogs();
    const auto fit = [](const CatalogEntry& learner, const CatalogEntry& data) {
        ExperimentSpec spec = defaultSpec(catalogs());
        spec.data = {data.id, test::usableParameters(data)};
        spec.learner = {learner.id, test::usableParameters(learner)};
        return test::fits(spec);
    };
    // Each entry is in one row at least: of the learners that fit, the one that is in the fewest
    // rows so far and has the least choice.
    std::map<std::string, std::pair<int, std::ptrdiff_t>> rowsAndChoice;
    for (const CatalogEntry& learner : all.learners)
        rowsAndChoice[learner.id].second = std::ranges::count_if(
            all.datasets, [&](const CatalogEntry& data) { return fit(learner, data); });
    for (std::size_t i = 0; i < all.datasets.size(); ++i) {
        const CatalogEntry& data = all.datasets[i];
        const CatalogEntry* chosen = nullptr;
        for (const CatalogEntry& learner : all.learners)
            if (fit(learner, data)
                && (!chosen || rowsAndChoice[learner.id] < rowsAndChoice[chosen->id]))
                chosen = &learner;
        QVERIFY(chosen);
        ++rowsAndChoice[chosen->id].first;
        row(data, *chosen, all.optimizers[i % all.optimizers.size()]);
    }
    QVERIFY(all.optimizers.size() <= all.datasets.size());
    for (const auto& [id, used] : rowsAndChoice)
        QVERIFY2(used.first > 0, id.c_str());
}

void TestSpecFileErrors::expectComplaint(const std::string& text, const std::string& path,
                                         const std::string& allowed)
{
    const auto spec = read(text);
    QVERIFY2(!spec, (path + " was accepted").c_str());
    const std::string message = "\n" + spec.error().message;
    const std::string all = path + ": " + spec.error().text();
    QCOMPARE(spec.error().context, std::string("mine.json"));
    QVERIFY2(message.find("\n" + path + " ") != std::string::npos, all.c_str());
    QVERIFY2(message.find(allowed) != std::string::npos, all.c_str());
    QVERIFY2(std::ranges::count(message, '\n') == 1, all.c_str()); // blames nothing else
}

void TestSpecFileErrors::eachInTurn(const Change& change, bool withMeaning) const
{
    const Json whole = json();
    for (const ParamSpec& param : specParameters(experiment(), catalogs())) {
        Json spec = whole;
        change(spec, param);
        if (spec != whole)
            expectComplaint(spec.dump(), param.id, withMeaning ? rangeText(param) : "");
        if (QTest::currentTestFailed())
            return;
    }
}

void TestSpecFileErrors::fullSpecIsRead()
{
    const auto spec = read(json().dump());
    QVERIFY2(spec, spec ? "" : spec.error().text().c_str());
    QVERIFY(*spec == experiment());
}

void TestSpecFileErrors::wrongKindIsNamed()
{
    eachInTurn(
        [](Json& spec, const ParamSpec& param) { spec[pointerOf(param.id)] = wrongKind(param); });
}

void TestSpecFileErrors::structureInPlaceOfAValueIsNamed()
{
    eachInTurn([](Json& spec, const ParamSpec& param) { spec[pointerOf(param.id)] = {1, 2}; });
    eachInTurn([](Json& spec, const ParamSpec& param) {
        spec[pointerOf(param.id)] = {{"value", 1}};
    });
}

void TestSpecFileErrors::valueOutOfRangeIsNamed()
{
    for (std::size_t which = 0; which < 5; ++which)
        eachInTurn([which](Json& spec, const ParamSpec& param) {
            const auto values = outOfRange(param);
            const bool legal = param.kind == ParamKind::Cells && which == 1; // no cells at all
            if (which < values.size() && !legal)
                spec[pointerOf(param.id)] = values[which];
        });
}

void TestSpecFileErrors::nullIsNamedUnlessOptional()
{
    eachInTurn([](Json& spec, const ParamSpec& param) {
        if (!param.optional)
            spec[pointerOf(param.id)] = nullptr;
    });
}

void TestSpecFileErrors::missingSettingTakesItsDefault()
{
    const Json whole = json();
    for (const ParamSpec& param : specParameters(experiment(), catalogs())) {
        const bool isOfTheTable = param.id == "data.target" || param.id == "data.ignored";
        if (param.id.ends_with(".id") || param.kind == ParamKind::File || isOfTheTable)
            continue; // another entry has other settings, and nobody knows the user's file
        Json spec = whole;
        spec[parentOf(param.id)].erase(nameOf(param.id));
        const auto result = read(spec.dump());
        QVERIFY2(result, result ? "" : (param.id + ": " + result.error().text()).c_str());
        ExperimentSpec expected = experiment();
        if (param.id == "data.testSize")
            expected.data.parameters["testSize"] = param.defaultValue;
        QVERIFY2(*result == expected, param.id.c_str());
    }
}

void TestSpecFileErrors::misspelledSettingIsNamed()
{
    const Json whole = json();
    for (const ParamSpec& param : specParameters(experiment(), catalogs())) {
        Json spec = whole;
        spec[parentOf(param.id)][nameOf(param.id) + "x"] = spec[pointerOf(param.id)];
        expectComplaint(spec.dump(), param.id + "x", "remove it or correct its name");
    }
}

void TestSpecFileErrors::settingGivenTwiceIsNamed()
{
    const Json whole = json();
    for (const ParamSpec& param : specParameters(experiment(), catalogs()))
        expectComplaint(withDuplicate(whole, param.id), param.id, "given twice");
}

void TestSpecFileErrors::groupThatIsNoObjectIsNamed()
{
    for (const char* group :
         {"data", "learner", "training", "training.optimizer", "detection", "seeds"}) {
        for (const Json& wrong : {Json(nullptr), Json("text"), Json(1), Json(Json::array({1}))}) {
            Json spec = json();
            spec[pointerOf(group)] = wrong;
            expectComplaint(spec.dump(), group, "must be an object");
        }
    }
}

void TestSpecFileErrors::wrongChoiceBlamesNothingElse()
{
    for (const char* slot : {"data", "learner", "training.optimizer"}) {
        Json spec = json();
        spec[pointerOf(slot)]["id"] = "no-such-thing";
        expectComplaint(spec.dump(), slot + std::string(".id"), "not no-such-thing");
    }
}

void TestSpecFileErrors::damagedTextIsAnError_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blanks") << QByteArray("  \n\t ");
    QTest::newRow("list") << QByteArray("[1, 2]");
    QTest::newRow("text") << QByteArray("\"text\"");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("comment") << QByteArray("// mine\n{}");
    QTest::newRow("no UTF-8") << QByteArray("{\"preset\": \"\xff\xfe\"}");
    QTest::newRow("half a surrogate") << QByteArray(R"({"preset": "\ud800"})");
    QTest::newRow("zero byte") << QByteArray("{\"seed\": 1\0}", 12);
    QTest::newRow("number too large") << QByteArray(R"({"seed": 1e400})");
    QTest::newRow("NaN") << QByteArray(R"({"seed": NaN})");
    QTest::newRow("comma at the end") << QByteArray(R"({"seed": 1,})");
    QTest::newRow("two objects") << QByteArray("{}{}");
    QTest::newRow("deep lists") << QByteArray(1'000'000, '[');
    QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(200'000);
}

void TestSpecFileErrors::damagedTextIsAnError()
{
    QFETCH(QByteArray, text);
    const auto spec = read(text.toStdString());
    QVERIFY(!spec);
    QCOMPARE(spec.error().code, ErrorCode::InvalidSpec);
    QVERIFY2(spec.error().message.starts_with("this is not a JSON object"),
             spec.error().text().c_str());
}

void TestSpecFileErrors::wrongSchemaVersionIsAnError_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("newer");
    for (const char* wrong : {"0", "-1", "1.5", "\"1\"", "null", "[]", "{}", "true"})
        QTest::newRow(wrong) << QString(wrong) << false;
    for (const char* newer : {"2", "99", "18446744073709551615"})
        QTest::newRow(newer) << QString(newer) << true;
}

void TestSpecFileErrors::wrongSchemaVersionIsAnError()
{
    QFETCH(QString, version);
    QFETCH(bool, newer);
    const auto spec = read("{\"schemaVersion\": " + version.toStdString() + "}");
    QVERIFY(!spec);
    QVERIFY(spec.error().code == (newer ? ErrorCode::NewerSchema : ErrorCode::InvalidSpec));
    QVERIFY(spec.error().message.find(newer ? "update the program" : "schemaVersion must be")
            != std::string::npos);
}

void TestSpecFileErrors::wrongScheduleIsNamed_data()
{
    QTest::addColumn<QString>("schedule");
    const QString path = R"("path": "training.optimizer.learningRate", )";
    QTest::newRow("null") << "null";
    QTest::newRow("text") << "\"never\"";
    QTest::newRow("object") << "{}";
    QTest::newRow("list of numbers") << "[1]";
    QTest::newRow("no value") << "[{\"step\": 1, " + path + "\"x\": 1}]";
    QTest::newRow("fourth name") << "[{\"step\": 1, " + path + "\"value\": 1, \"x\": 1}]";
    QTest::newRow("step as text") << "[{\"step\": \"1\", " + path + "\"value\": 1}]";
    QTest::newRow("fraction of a step") << "[{\"step\": 1.5, " + path + "\"value\": 1}]";
    QTest::newRow("step before the beginning") << "[{\"step\": -1, " + path + "\"value\": 1}]";
    QTest::newRow("step that wraps around")
        << "[{\"step\": 18446744073709551615, " + path + "\"value\": 1}]";
    QTest::newRow("value as text") << "[{\"step\": 1, " + path + "\"value\": \"1\"}]";
    QTest::newRow("value out of range") << "[{\"step\": 1, " + path + "\"value\": -1}]";
    QTest::newRow("value is null") << "[{\"step\": 1, " + path + "\"value\": null}]";
    QTest::newRow("no such setting")
        << R"([{"step": 1, "path": "training.optimizer.x", "value": 1}])";
    QTest::newRow("in the wrong order")
        << "[{\"step\": 9, " + path + "\"value\": 1}, {\"step\": 1, " + path + "\"value\": 1}]";
    QTest::newRow("name given twice") << "[{\"step\": 1, \"step\": 2, " + path + "\"value\": 1}]";
}

void TestSpecFileErrors::wrongScheduleIsNamed()
{
    QFETCH(QString, schedule);
    const auto spec = read("{\"training\": {\"schedule\": " + schedule.toStdString() + "}}");
    QVERIFY(!spec);
    QVERIFY2(spec.error().message.starts_with("training.schedule"), spec.error().text().c_str());
}

// The end of a file that was not copied completely.
void TestSpecFileErrors::textCutAnywhereIsAnError()
{
    const std::string text = json().dump();
    for (std::size_t length = 0; length < text.size(); ++length)
        QVERIFY(!read(text.substr(0, length)));
}

// A run of this seed would write a file that cannot be read otherwise.
void TestSpecFileErrors::largeSeedSurvives()
{
    ExperimentSpec spec = experiment();
    QVERIFY(bool(assign(spec, catalogs(), "seed=9007199254740993"))); // 2^53 + 1
    const auto again = read(toJson(spec, catalogs()));
    QVERIFY2(again, again ? "" : again.error().text().c_str());
    QCOMPARE(again->seed, std::int64_t{9'007'199'254'740'993});
}

QTEST_APPLESS_MAIN(TestSpecFileErrors)
#include "tst_spec_file_errors.moc"
