// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_dataset.h"
#include "core/data/csv_table.h"
#include "core/data/text_file.h"
#include "core/util/fingerprint.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace grokking;

namespace {

using Settings = std::map<std::string, std::string>;

const std::string plainTable = "width,height,kind\n"
                               "1,10,oak\n"
                               "2,20,ash\n"
                               "3,30,oak\n"
                               "4,40,ash\n";

// 2 classes of 2 subclasses with 40, 60, 20 and 80 rows; the number is that of the row.
std::string largeTable()
{
    std::string text = "number,constant,kind,age\n";
    int row = 0;
    const auto add = [&](const char* label, const char* subclass, int rows) {
        for (int i = 0; i < rows; ++i)
            text += std::to_string(row++) + ",0.1," + label + "," + subclass + "\n";
    };
    add("oak", "old oak", 40);
    add("oak", "young oak", 60);
    add("ash", "old ash", 20);
    add("ash", "young ash", 80);
    return text;
}

const Settings grouped{{"label", "kind"}, {"subclass", "age"}, {"standardize", "false"}};

std::vector<double> columnOf(const Examples& examples, std::size_t column)
{
    std::vector<double> numbers;
    for (std::int64_t i = 0; i < examples.size(); ++i)
        numbers.push_back(examples.inputs.row(i)[column]);
    return numbers;
}

std::set<double> setOf(const Examples& examples)
{
    const auto numbers = columnOf(examples, 0);
    return {numbers.begin(), numbers.end()};
}

} // namespace

class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void readsWhatPeopleWrite_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<int>("rows");
        QTest::addColumn<double>("last"); // the last number of the first column
        QTest::addColumn<std::string>("classes");
        const auto row = [](const char* name, const std::string& text, int rows, double last,
                            const char* classes) {
            QTest::newRow(name) << text << rows << last << std::string(classes);
        };
        row("commas and header", plainTable, 4, 4, "ash oak");
        row("no header", "1,2,a\n2,3,b\n3,4,a\n4,5,b\n", 4, 4, "a b");
        row("semicolons", "x;y;c\n1;2;a\n1;2;a\n3;2;b\n-1.5;2;b\n", 4, -1.5, "a b");
        row("tabs, with commas in names", "x\tc\n1\tp, q\n2\tp, q\n3\tr\n4\tr\n", 4, 4, "p, q r");
        row("mark, CRLF, no last line end", "\xef\xbb\xbfx,c\r\n1,a\r\n2,a\r\n3,b\r\n+4,b", 4, 4,
            "a b");
        row("CR alone", "x,c\r1,a\r2,a\r3,b\r4,b\r", 4, 4, "a b");
        row("blank lines and blanks", "\nx , c\n\n 1 , a\n2,a \n\n3,b\n 4e0 ,b\n\n", 4, 4, "a b");
        row("quotation marks", "\"x\",\"the \"\"class\"\"\"\n\"1\",\"a,b\"\n2,\"a,b\"\n3,c\n4,c\n",
            4, 4, "a,b c");
        row("line break in a field", "x,c\n1,\"a\nb\"\n2,\"a\nb\"\n3,c\n4,c\n", 4, 4, "a\nb c");
        row("classes that are numbers", "x,c\n1,10\n2,10\n3,9\n4,9\n5,-1\n6,-1\n", 6, 6, "-1 9 10");
        row("numbers before words", "x,c\n1,b\n2,b\n3,9\n4,9\n5,a\n6,a\n", 6, 6, "9 a b");
        row("letters beyond ASCII", "x,c\n1,Zürich\n2,Zürich\n3,木\n4,木\n", 4, 4, "Zürich 木");
    }
    void readsWhatPeopleWrite()
    {
        QFETCH(std::string, text);
        QFETCH(int, rows);
        QFETCH(double, last);
        QFETCH(std::string, classes);
        const auto table = readCsvTable({.file = write(text)});
        QVERIFY2(bool(table), table ? "" : table.error().text().c_str());
        QCOMPARE(table->inputs.rows(), rows);
        QCOMPARE(table->inputs.row(rows - 1)[0], last);
        std::string names;
        for (const std::string& name : table->facts.classes)
            names += (names.empty() ? "" : " ") + name;
        QCOMPARE(names, classes);
        QCOMPARE(std::ssize(table->facts.groups), std::ssize(table->facts.classes));
    }

    void columnsAreFoundByNameAndNumber_data()
    {
        QTest::addColumn<std::string>("label");
        QTest::addColumn<std::string>("subclass");
        QTest::addColumn<std::string>("ignored");
        QTest::addColumn<std::string>("inputs");
        const auto row = [](const char* name, const char* label, const char* subclass,
                            const char* ignored, const char* inputs) {
            QTest::newRow(name) << std::string(label) << std::string(subclass)
                                << std::string(ignored) << std::string(inputs);
        };
        row("the last one is the class", "", "", "", "id size weight sort ");
        row("class by name", "sort", "", "", "id size weight kind ");
        row("class by number", "1", "", "", "size weight sort kind ");
        row("a name before a number", "kind", "sort", "id", "size weight ");
        row("numbers all the way", "5", "4", "1", "size weight ");
        row("the class follows what is something else", "", "kind", "sort", "id size ");
    }
    void columnsAreFoundByNameAndNumber()
    {
        QFETCH(std::string, label);
        QFETCH(std::string, subclass);
        QFETCH(std::string, ignored);
        QFETCH(std::string, inputs);
        CsvFormat format{.file = write("id,size,weight,sort,kind\n"
                                       "1,5,2,1,1\n1,5,2,1,1\n2,6,3,2,2\n2,6,3,2,2\n"),
                         .label = label,
                         .subclass = subclass};
        if (!ignored.empty())
            format.ignored.push_back(ignored);
        const auto table = readCsvTable(format);
        QVERIFY2(bool(table), table ? "" : table.error().text().c_str());
        std::string names;
        for (const std::string& name : table->facts.columns)
            names += name + " ";
        QCOMPARE(names, inputs);
        QCOMPARE(table->facts.hasSubclasses, !subclass.empty());
    }

    // Of three columns the third, not the one called "3".
    void theLastColumnIsTakenWhateverItIsCalled()
    {
        const auto table = readCsvTable(
            {.file = write("3,1,2\n5,6,p\n5,6,p\n5,6,q\n5,6,q\n"), .header = CsvHeader::Present});
        QVERIFY2(bool(table), table ? "" : table.error().text().c_str());
        QCOMPARE(table->facts.columns, (std::vector<std::string>{"3", "1"}));
    }

    void wrongTablesAreExplained_data();
    void wrongTablesAreExplained()
    {
        QFETCH(std::string, text);
        QFETCH(Settings, settings);
        QFETCH(std::string, path);
        QFETCH(std::string, place);
        QFETCH(std::string, message);
        const std::string file = write(text);
        const Parameters values = with(file, settings);
        const auto problems = kind().entry.check(values);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().path, path);
        const std::string& said = problems.front().message;
        if (!place.empty())
            QVERIFY2(said.starts_with(file + place + ": "), said.c_str());
        QVERIFY2(said.find(message) != std::string::npos, said.c_str());
        QVERIFY2(said.find(';') != std::string::npos, said.c_str()); // what to do
        const auto data = kind().make(values, {}, {});
        QVERIFY(!data);
        QCOMPARE(data.error().context, "data." + path);
        QVERIFY(kind().shape(values, {}) == DatasetShape{});
        QVERIFY(kind().grouping(values, {}).names.empty());
    }

    void filesThatAreNoneAreExplained()
    {
        const std::string folder = m_folder.path().toStdString();
        expectProblem(folder + "/nothing.csv", "there is no such file");
        expectProblem(folder, "this is a folder");
        expectProblem("/dev/null", "no ordinary file");
        QFile large(m_folder.filePath("large.csv"));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(513'000'000)); // takes no space
        expectProblem(large.fileName().toStdString(), "513 MB, and more than 512 MB");
    }

    // Unicode 15, Table 3-7: well-formed byte sequences.
    void utf8IsTold_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<int>("valid");
        const auto row = [](const char* name, std::string text, int valid) {
            QTest::newRow(name) << std::move(text) << valid;
        };
        row("nothing", "", 0);
        row("one to four bytes", "a\xc3\xbc\xe6\x9c\xa8\xf0\x9f\x8c\xb3", 10);
        row("zero", std::string("a\0b", 3), 1);
        row("Latin 1", "Z\xfcrich", 1);
        row("cut off", "ab\xe6\x9c", 2);
        row("overlong", "\xc0\xaf", 0);
        row("overlong, three bytes", "\xe0\x9f\xbf", 0);
        row("surrogate", "\xed\xa0\x80", 0);
        row("beyond Unicode", "\xf4\x90\x80\x80", 0);
        row("third byte", "\xe6\x9c\x28", 0);
    }
    void utf8IsTold()
    {
        QFETCH(std::string, text);
        QFETCH(int, valid);
        QCOMPARE(static_cast<int>(validUtf8(text)), valid);
    }

    // Half of 40, 60, 20 and 80 rows of each; every row once.
    void eachGroupIsSplit()
    {
        const Parameters values = with(write(largeTable()), grouped);
        const Dataset data = *kind().make(values, {1, 2, 3}, {});
        const Grouping& groups = *data.grouping;
        QVERIFY((groups.names
                 == std::vector<std::string>{"ash: old ash", "ash: young ash", "oak: old oak",
                                             "oak: young oak"}));
        QVERIFY((groups.classes == std::vector<std::int32_t>{0, 0, 1, 1}));
        QVERIFY((groups.trainingSize == std::vector<std::int64_t>{10, 40, 20, 30}));
        QVERIFY((groups.testSize == std::vector<std::int64_t>{10, 40, 20, 30}));
        QVERIFY((classNames(groups) == std::vector<std::string>{"ash", "oak"}));
        std::set<double> all = setOf(data.train);
        QCOMPARE(all.size(), std::size_t{100});
        all.merge(setOf(data.test));
        QCOMPARE(all.size(), std::size_t{200});
        const auto& labels = std::get<ClassTargets>(data.train.targets).labels;
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const double number = columnOf(data.train, 0)[i];
            const int group = number < 40 ? 2 : number < 100 ? 3 : number < 120 ? 0 : 1;
            QCOMPARE(data.train.groups[i], group);
            QCOMPARE(labels[i], group / 2);
        }
        QVERIFY(kind().grouping(values, {1, 2, 3}) == groups);
    }

    void splitFollowsTheDataSeedAlone()
    {
        const std::string file = write(largeTable());
        const auto train = [&](double fraction, std::uint64_t seed) {
            Settings settings = grouped;
            settings["trainFraction"] = std::to_string(fraction);
            return setOf(kind().make(with(file, settings), {7, seed, 9}, {})->train);
        };
        const auto some = train(0.3, 1);
        const auto more = train(0.6, 1);
        QVERIFY(some.size() < more.size());
        QVERIFY(std::ranges::includes(more, some));
        QVERIFY(train(0.3, 1) == some);
        QVERIFY(train(0.3, 2) != some);
        QCOMPARE(train(0.0, 1).size(), std::size_t{4}); // one of each group
        QCOMPARE(train(1.0, 1).size(), std::size_t{196});
    }

    void subsampledGroupsKeepTheirShare_data()
    {
        QTest::addColumn<Settings>("settings");
        QTest::addColumn<std::vector<std::int64_t>>("sizes"); // of ash old, young, oak old, young
        const auto row = [](const char* name, const Settings& settings,
                            const std::vector<std::int64_t>& sizes) {
            Settings all = settings;
            all.insert(grouped.begin(), grouped.end());
            QTest::newRow(name) << all << sizes;
        };
        row("all", {}, {10, 40, 20, 30});
        row("none of one", {{"f", "0"}, {"subsampled", "young ash"}}, {10, 0, 20, 30});
        row("a share, rounded up", {{"f", "0.25"}, {"subsampled", "old ash, young oak"}},
            {3, 40, 20, 8});
        row("a whole number stays", {{"f", "0.1"}, {"subsampled", "young oak"}}, {10, 40, 20, 3});
        row("a class", {{"f", "0.5"}, {"subsampled", "oak"}}, {10, 40, 10, 15});
        // Eq. 1 with f = 1/2, N = 30, two of four: 10 of the whole ones and 5 of the others.
        row("a number of rows",
            {{"f", "0.5"}, {"subsampled", "old ash, old oak"}, {"trainRows", "30"}},
            {5, 10, 5, 10});
        row("a number of rows of all", {{"subsampledPerClass", "0"}, {"trainRows", "40"}},
            {10, 10, 10, 10});
    }
    void subsampledGroupsKeepTheirShare()
    {
        QFETCH(Settings, settings);
        QFETCH(std::vector<std::int64_t>, sizes);
        const std::string file = write(largeTable());
        const Parameters values = with(file, settings);
        QVERIFY(kind().entry.check(values).empty());
        const Dataset data = *kind().make(values, {1, 2, 3}, {});
        QVERIFY(data.grouping->trainingSize == sizes);
        std::vector<std::int64_t> counted(4);
        for (const std::int32_t group : data.train.groups)
            ++counted[static_cast<std::size_t>(group)];
        QVERIFY(counted == sizes);
        const Dataset whole = *kind().make(with(file, grouped), {1, 2, 3}, {});
        QVERIFY(data.test == whole.test);
        const auto rows = setOf(whole.train);
        QVERIFY(std::ranges::includes(rows, setOf(data.train)));
        const DatasetShape shape = kind().shape(values, {1, 2, 3});
        QCOMPARE(shape.trainingExamples, data.train.size());
        QCOMPARE(shape.testExamples, data.test.size());
        QCOMPARE(shape.features, 2);
        QCOMPARE(shape.classes, 2);
        QCOMPARE(shape.groups, 4);
    }

    // One of two is drawn in each class; a class of one subclass stays whole.
    void subsamplingSeedDrawsSubclasses()
    {
        Settings settings = grouped;
        settings["f"] = "0";
        const Parameters values =
            with(write(largeTable() + "500,0.1,elm,elm\n501,0.1,elm,elm\n"), settings);
        std::set<std::vector<bool>> drawn;
        for (std::uint64_t seed = 0; seed < 32; ++seed) {
            const auto groups = kind().grouping(values, {1, 2, seed});
            QVERIFY(groups.subsampled[0] != groups.subsampled[1]); // ash
            QVERIFY(!groups.subsampled[2]);                        // elm
            QVERIFY(groups.subsampled[3] != groups.subsampled[4]); // oak
            drawn.insert(groups.subsampled);
        }
        QCOMPARE(drawn.size(), std::size_t{4});
    }

    void classesAreTheGroupsWithoutSubclasses()
    {
        const Dataset data = *kind().make(with(write(plainTable), {}), {}, {});
        QCOMPARE(data.grouping->title, std::string("Class"));
        QVERIFY((data.grouping->names == std::vector<std::string>{"ash", "oak"}));
        QVERIFY(classNames(*data.grouping) == data.grouping->names);
        QCOMPARE(std::ranges::count(data.grouping->subsampled, true), 0);
    }

    void trainingRowsAloneSetTheScale()
    {
        Settings settings = grouped;
        settings["trainFraction"] = "0.2";
        const std::string file = write(largeTable());
        const Dataset plain = *kind().make(with(file, settings), {1, 2, 3}, {});
        settings["standardize"] = "true";
        const Dataset data = *kind().make(with(file, settings), {1, 2, 3}, {});
        const auto numbers = columnOf(plain.train, 0);
        const auto count = static_cast<double>(numbers.size());
        const double mean = std::accumulate(numbers.begin(), numbers.end(), 0.0) / count;
        double squares = 0.0;
        for (const double number : numbers)
            squares += (number - mean) * (number - mean);
        const double deviation = std::sqrt(squares / count);
        for (const Split split : {Split::Train, Split::Test}) {
            const auto before = columnOf(plain.split(split), 0);
            const auto after = columnOf(data.split(split), 0);
            for (std::size_t i = 0; i < before.size(); ++i)
                QVERIFY(std::abs(after[i] - (before[i] - mean) / deviation) < 1e-12);
            for (const double number : columnOf(data.split(split), 1)) // equal everywhere
                QVERIFY(std::abs(number) < 1e-12);
        }
    }

    void changesOfTheFileAreNoticed()
    {
        const std::string file = write(plainTable);
        const Parameters values = with(file, {});
        const auto first = kind().fingerprint(values);
        QCOMPARE(*first, fingerprintText(plainTable));
        QCOMPARE(kind().make(values, {}, {})->fingerprint, *first);
        QCOMPARE(kind().shape(values, {}).features, 2);
        QCOMPARE(fingerprintText("a"), std::string("af63dc4c8601ec8c")); // of its authors

        write("a,b,c,kind\n1,2,3,p\n1,2,3,p\n4,5,6,q\n4,5,6,q\n", file);
        QCOMPARE(kind().shape(values, {}).features, 3);
        QVERIFY(*kind().fingerprint(values) != *first);

        QVERIFY(QFile::remove(QString::fromStdString(file)));
        QVERIFY(kind().shape(values, {}) == DatasetShape{});
        QVERIFY(kind().grouping(values, {}).names.empty());
        QVERIFY(!kind().fingerprint(values));
        const auto gone = kind().make(values, {}, {});
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, ErrorCode::FileAccess);
    }

    void largeFilesAreReadOnce()
    {
        std::string text = "x,kind\n";
        while (text.size() < 2'100'000)
            text += "123456.789,p\n-98765.4321,q\n";
        const Parameters values = with(write(text), {});
        QVERIFY(kind().entry.isCheckSlow(values));
        QVERIFY(kind().entry.check(values).empty());
        QVERIFY(!kind().entry.isCheckSlow(values));
    }

    void readingCanBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(bool(kind().make(with(write(plainTable), {}), {}, stop.get_token())));
    }

private:
    static const DatasetKind& kind() { return *findDataset("csv"); }

    static Parameters with(const std::string& file, const Settings& settings)
    {
        Parameters values = defaultParameters(kind().entry);
        values["file"] = file;
        for (const auto& [id, text] : settings) {
            const auto param = std::ranges::find(kind().entry.parameters, id, &ParamSpec::id);
            values[id] = *parseValue(*param, text);
        }
        return values;
    }

    // Writes a file, by default a new one, and returns its name.
    std::string write(const std::string& text, std::string name = {})
    {
        if (name.empty())
            name = m_folder.filePath(QString::number(m_files++) + ".csv").toStdString();
        QFile file(QString::fromStdString(name));
        if (!file.open(QIODevice::WriteOnly)
            || file.write(text.data(), std::ssize(text)) != std::ssize(text))
            qFatal("cannot write");
        return name;
    }

    static void expectProblem(const std::string& file, const std::string& message)
    {
        const auto problems = kind().entry.check(with(file, {}));
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().path, std::string("file"));
        QVERIFY2(problems.front().message.starts_with(file + ": "),
                 problems.front().message.c_str());
        QVERIFY2(problems.front().message.find(message) != std::string::npos,
                 problems.front().message.c_str());
    }

    QTemporaryDir m_folder;
    int m_files = 0;
};

void TestCsv::wrongTablesAreExplained_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("place");
    QTest::addColumn<std::string>("message");
    const auto row = [](const char* name, const std::string& text, const Settings& settings,
                        const char* path, const char* place, const char* message) {
        QTest::newRow(name) << text << settings << std::string(path) << std::string(place)
                            << std::string(message);
    };
    const auto wrong = [&row](const char* name, const std::string& text, const char* place,
                              const char* message) { row(name, text, {}, "file", place, message); };
    wrong("empty", "", "", "this file is empty");
    wrong("a mark alone", "\xef\xbb\xbf", "", "this file is empty");
    wrong("UTF-16", std::string("\xff\xfex\0,\0c\0", 8), "", "perhaps UTF-16");
    wrong("Latin 1", "x,c\n1,a\n2,Z\xfcrich\n", ":3", "is not UTF-8");
    wrong("header alone", "x,c\n", ":1:1", "\"x\" is no number");
    row("header alone, said", "x,c\n", {{"header", "present"}}, "file", "", "no row of numbers");
    wrong("short row", "x,y,c\n1,2,a\n1,2\n", ":3:3", "has 2 fields, but the first one has 3");
    wrong("long row", "x,y,c\n1,2,a\n1,2,a,\n", ":3:4", "has 4 fields, but the first one has 3");
    wrong("word for a number", "x,y,c\n1,2,a\n1,two,a\n", ":3:2", "\"two\" is no number");
    wrong("number missing", "x,y,c\n1,2,a\n,2,a\n", ":3:1", "a number is missing");
    wrong("NaN", "x,c\n1,a\nnan,a\n", ":3:1", "\"nan\" is not a finite number");
    wrong("infinite", "x,c\n1,a\n-inf,a\n", ":3:1", "\"-inf\" is not a finite number");
    wrong("too large a number", "x,c\n1,a\n1e999,a\n", ":3:1", "is not a finite number");
    wrong("decimal comma", "x;c\n1;a\n1,5;a\n", ":3:1", "write decimals with a point");
    wrong("thousands", "x;c\n1;a\n1 000;a\n", ":3:1", "\"1 000\" is no number");
    wrong("open quotation mark", "x,c\n1,a\n2,\"b\n3,c\n", ":3:2", "never closed");
    wrong("text after a quotation mark", "x,c\n1,a\n2,\"b\"c\n", ":3:2", "after its closing");
    wrong("quotation mark within", "x,c\n1,a\n2,b\"c\"\n", ":3:2", "does not begin with one");
    wrong("lines are counted in fields too", "x,c\n1,\"a\nb\"\n2,\"a\r\nb\"\nz,a\n", ":6:1",
          "\"z\" is no number");
    row("one column", "x\n1\n2\n", {}, "delimiter", ":1", "a single field");
    row("another delimiter", plainTable, {{"delimiter", "semicolon"}}, "delimiter", ":1",
        "a single field");
    row("one class", "x,c\n1,a\n2,a\n", {}, "label", "", "all rows are of class \"a\"");
    row("class missing", "x,c\n1,a\n2,\n", {}, "label", ":3:2", "column \"c\" is empty");
    row("a class of one row", "x,c\n1,a\n2,a\n3,b\n", {}, "label", ":4", "the only row of \"b\"");
    row("names taken for a row", "1,2\n3,a\n3,a\n4,b\n4,b\n", {{"header", "absent"}}, "label", ":1",
        "data.header");
    row("no such column", plainTable, {{"label", "sort"}}, "label", ":1",
        "no column \"sort\"; choose width, height, kind, or a number, 1 to 3");
    row("number too large", plainTable, {{"label", "4"}}, "label", ":1", "no column \"4\"");
    row("name without header", "1,2,a\n1,2,a\n", {{"label", "kind"}}, "label", ":1",
        "the first row names none, so use a number, 1 to 3");
    row("name of two columns", "x,x,c\n1,2,a\n", {{"label", "x"}}, "label", ":1",
        "several columns are called \"x\"");
    row("class and subclass in one", plainTable, {{"label", "kind"}, {"subclass", "kind"}}, "label",
        ":1", "is that of the subclasses already");
    row("left out and needed", plainTable, {{"ignored", "kind"}, {"label", "kind"}}, "label", ":1",
        "is left out already");
    row("nothing left", plainTable, {{"ignored", "width, height"}}, "ignored", ":1",
        "no column is left");
    row("subclass in two classes", "x,s,c\n1,p,a\n2,p,a\n3,p,b\n", {{"subclass", "s"}}, "subclass",
        ":4:2", "is of class \"b\" here, but of \"a\" in line 2");
    row("subclass missing", "x,s,c\n1,p,a\n2, ,a\n", {{"subclass", "s"}}, "subclass", ":3:2",
        "column \"s\" is empty");
    row("subclass of one row", "x,s,c\n1,p,a\n2,q,b\n3,q,b\n", {{"subclass", "s"}}, "subclass",
        ":2", "the only row of \"p\"");
    row("long name", "x,c\n1," + std::string(101, 'a') + "\n", {}, "label", ":2:2",
        "more than 100 bytes");
    std::string quantities = "x,c\n";
    for (int i = 0; i <= 1000; ++i)
        quantities += "1,0." + std::to_string(10'000 + i) + "\n";
    row("a quantity as class", quantities, {}, "label", ":1002:2",
        "more than 1000 different values");
    row("no such subclass", plainTable, {{"subsampled", "oak, elm"}}, "subsampled", "",
        "names \"elm\"");
    row("nothing whole", plainTable, {{"subsampled", "oak, ash"}}, "subsampled", "",
        "leaves no group whole");
    // 10, 40, 20 and 30 rows to train on; at f = 1 Eq. 1 gives each a quarter of N.
    Settings many = grouped;
    many["trainRows"] = "44";
    row("more rows than there are", largeTable(), many, "trainRows", "",
        "\"old ash\" has to train on, 10; use at most 40");
    many["trainRows"] = "3";
    row("fewer rows than groups", largeTable(), many, "trainRows", "", "use at least 4");
}

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
