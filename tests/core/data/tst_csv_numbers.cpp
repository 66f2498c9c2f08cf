// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table of the user's own with numbers to predict: what is read, what is refused and how, and
// that the learners of numbers learn it.
#include "core/data/csv_dataset.h"
#include "core/learners/learner_catalog.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <algorithm>
#include <cmath>
#include <set>

using namespace grokking;
using namespace grokking::test;

namespace {

using Settings = std::map<std::string, Value>;

// y = 3 a - b; the first column is the row's number.
std::string plane(int rows)
{
    std::string text = "row,a,b,y\n";
    for (int i = 0; i < rows; ++i) {
        const double a = std::sin(i);
        const double b = std::cos(2.0 * i);
        text += std::to_string(i) + "," + std::to_string(a) + "," + std::to_string(b) + ","
                + std::to_string(3.0 * a - b) + "\n";
    }
    return text;
}

const std::vector<double>& targetsOf(const Examples& examples)
{
    return std::get<RealTargets>(examples.targets).values;
}

std::set<double> rowsOf(const Examples& examples)
{
    std::set<double> rows;
    for (std::int64_t i = 0; i < examples.size(); ++i)
        rows.insert(examples.inputs.row(i)[0]);
    return rows;
}

} // namespace

class TestCsvNumbers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void rowsAreSplit()
    {
        Parameters values = settings(plane(40), {{"standardize", false}, {"trainFraction", 0.25}});
        const Dataset data = made(values);
        QCOMPARE(data.train.size(), 10);
        QCOMPARE(data.test.size(), 30);
        QCOMPARE(data.train.inputs.rowSize(), 3);
        for (const Examples* const examples : {&data.train, &data.test})
            for (std::int64_t i = 0; i < examples->size(); ++i) {
                const auto row = examples->inputs.row(i);
                QVERIFY(std::abs(targetsOf(*examples)[static_cast<std::size_t>(i)]
                                 - (3.0 * row[1] - row[2]))
                        < 1e-5);
            }
        const std::set<double> trained = rowsOf(data.train);
        std::set<double> all = rowsOf(data.test);
        all.insert(trained.begin(), trained.end());
        QCOMPARE(all.size(), std::size_t{40}); // none is in both splits

        const DatasetShape shape = csvNumbersDataset().shape(values, {});
        QCOMPARE(shape, (DatasetShape{.trainingExamples = 10, .testExamples = 30, .features = 3}));
        QVERIFY(made(values) == data);
        QVERIFY(rowsOf(made(values, {.data = 1}).train) != trained);
        values["trainFraction"] = 0.5; // the same rows and more
        QVERIFY(std::ranges::includes(rowsOf(made(values).train), trained));
    }

    void oneRowIsLeftOnEitherSide()
    {
        for (const double fraction : {0.0, 1.0}) {
            const Dataset data = made(settings(plane(5), {{"trainFraction", fraction}}));
            QCOMPARE(data.train.size(), fraction == 0.0 ? 1 : 4);
            QCOMPARE(data.test.size(), fraction == 0.0 ? 4 : 1);
        }
    }

    // Over the training rows; the test rows go along.
    void columnsAndTargetAreStandardized()
    {
        const Parameters values = settings(plane(40), {});
        const Dataset data = made(values);
        const auto isStandard = [](const std::vector<double>& numbers) {
            double mean = 0.0;
            double square = 0.0;
            for (const double number : numbers) {
                mean += number / static_cast<double>(numbers.size());
                square += number * number / static_cast<double>(numbers.size());
            }
            return std::abs(mean) < 1e-12 && std::abs(square - 1.0) < 1e-12;
        };
        QVERIFY(isStandard(targetsOf(data.train)));
        for (std::size_t column = 0; column < 3; ++column) {
            std::vector<double> numbers;
            for (std::int64_t i = 0; i < data.train.size(); ++i)
                numbers.push_back(data.train.inputs.row(i)[column]);
            QVERIFY(isStandard(numbers));
        }
        QVERIFY(!isStandard(targetsOf(data.test)));
    }

    void tinyAndHugeNumbersAreStandardized()
    {
        for (const char* const power : {"e-200", "e200"}) {
            std::string text = "x,y\n";
            for (const char* const digit : {"1", "2", "3", "4", "5", "6"})
                text += std::string(digit) + power + "," + digit + "\n";
            const Dataset data = made(settings(text, {}));
            double square = 0.0;
            for (std::int64_t i = 0; i < data.train.size(); ++i)
                square += data.train.inputs.row(i)[0] * data.train.inputs.row(i)[0] / 3.0;
            QVERIFY(std::abs(square - 1.0) < 1e-12);
        }
    }

    void columnsAreChosen()
    {
        const Dataset data = made(
            settings(plane(10), {{"target", "b"}, {"ignored", "row, 4"}, {"standardize", false}}));
        QCOMPARE(data.train.inputs.rowSize(), 1);
        std::vector<double> sines;
        for (int i = 0; i < 10; ++i)
            sines.push_back(std::cos(2.0 * i));
        for (const double target : targetsOf(data.train))
            QVERIFY(std::ranges::any_of(
                sines, [target](double b) { return std::abs(b - target) < 1e-6; }));
    }

    void wrongFilesAreRefused_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("target");
        QTest::addColumn<std::string>("path");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& text, const char* target,
                            const char* path, const char* message) {
            QTest::newRow(name) << text << std::string(target) << std::string(path)
                                << QString(message);
        };
        row("a class", "x,y\n1,2\n2,oak\n", "", "target",
            ":3:2: in column \"y\", \"oak\" is no number; correct it, or choose another column to "
            "learn (data.target)");
        row("missing", "x,y\n1,2\n2,\n", "", "target", "a number is missing");
        row("not finite", "x,y\n1,2\n2,inf\n", "", "target", "is not a finite number");
        row("an input", "x,y\nab,2\n2,3\n3,4\n", "", "file", ":2:1: in column \"x\", \"ab\"");
        row("all alike", "x,y\n1,2\n2,2\n", "", "target", "is the same in all rows");
        row("one row", "x,y\n1,2\n", "", "target", "add rows");
        row("names alone", "x,y\n", "", "file", "in column \"1\", \"x\" is no number");
        row("no such column", "x,y\n1,2\n2,3\n", "z", "target",
            "there is no column \"z\"; choose x, y, or a number, 1 to 2");
        row("a single column", "y\n1\n2\n", "", "delimiter", "single field");
    }
    void wrongFilesAreRefused()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, target);
        QFETCH(std::string, path);
        QFETCH(QString, message);
        const Parameters values = settings(text, {{"target", target}});
        const auto problems = csvNumbersDataset().entry.check(values);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().path, path);
        const QString found = QString::fromStdString(problems.front().message);
        QVERIFY2(found.contains(message), qPrintable(found));
        const auto data = csvNumbersDataset().make(values, {}, {});
        QVERIFY(!data);
        QCOMPARE(data.error().context, "data." + path);
        QCOMPARE(csvNumbersDataset().shape(values, {}), DatasetShape{});
    }

    void changedFileIsReadAgain()
    {
        const Parameters values = settings(plane(10), {});
        const auto before = csvNumbersDataset().fingerprint(values);
        QVERIFY(bool(before));
        QFile file(QString::fromStdString(textValue(values, "file")));
        QVERIFY(file.open(QFile::Append) && file.write("10,0,0,5\n") > 0);
        file.close();
        QCOMPARE(csvNumbersDataset().shape(values, {}).trainingExamples, 6);
        QVERIFY(*csvNumbersDataset().fingerprint(values) != *before);
    }

    // Every learner of numbers takes the table, and comes closer to it; no learner of classes does.
    void learnersOfNumbersLearnIt()
    {
        const std::string file = write(plane(60));
        for (const LearnerKind& kind : learnerKinds()) {
            const ExperimentSpec spec =
                changedSpec({"data=csv-numbers", "data.file=" + file, "learner=" + kind.entry.id,
                             "training.optimizer=adam", "training.optimizer.learningRate=0.05"});
            QCOMPARE(validate(spec, catalogs()).empty(), kind.learnsNumbers);
            if (!kind.learnsNumbers)
                continue;
            const PreparedLearner run(spec);
            for (std::int64_t step = 0; step < 400; ++step)
                run.learner->step(step, {}, {});
            const double score = run.learner->evaluate(Split::Test, {}).score;
            QVERIFY2(score > 0.9,
                     qPrintable(
                         QString("%1: %2").arg(QString::fromStdString(kind.entry.id)).arg(score)));
        }
    }

private:
    std::string write(const std::string& text)
    {
        const QString path = m_folder.filePath(QString("%1.csv").arg(m_files++));
        QFile file(path);
        if (!file.open(QFile::WriteOnly) || file.write(text.c_str()) != std::ssize(text))
            qFatal("cannot write");
        return path.toStdString();
    }

    Parameters settings(const std::string& text, const Settings& changes)
    {
        Parameters values = defaultParameters(csvNumbersDataset().entry);
        values["file"] = write(text);
        for (const auto& [id, value] : changes)
            values[id] = value;
        return values;
    }

    static Dataset made(const Parameters& values, const DatasetSeeds& seeds = {})
    {
        auto data = csvNumbersDataset().make(values, seeds, {});
        if (!data)
            qFatal("%s", data.error().text().c_str());
        return std::move(*data);
    }

    QTemporaryDir m_folder;
    int m_files = 0;
};

QTEST_APPLESS_MAIN(TestCsvNumbers)
#include "tst_csv_numbers.moc"
