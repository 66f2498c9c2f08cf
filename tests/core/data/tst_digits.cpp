// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_catalog.h"
#include "core/data/digit_clusters.h"
#include "core/data/image_set.h"
#include "core/data/k_means.h"
#include "core/util/processor.h"
#include "tests/support/idx_bytes.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

using namespace grokking;

namespace {

using Row = std::vector<double>;

const DatasetKind& kind()
{
    return *findDataset("digits");
}

Parameters with(const std::map<std::string, Value>& changes)
{
    Parameters values = defaultParameters(kind().entry);
    values["clustersFrom"] = std::string("pixels");
    for (const auto& [id, value] : changes)
        values[id] = value;
    return values;
}

Dataset make(const std::map<std::string, Value>& changes, DatasetSeeds seeds = {1, 2, 3})
{
    auto data = kind().make(with(changes), seeds, {});
    if (!data)
        qFatal("%s", data.error().text().c_str());
    return std::move(*data);
}

Row rowOf(const Examples& examples, std::int64_t index)
{
    const auto row = examples.inputs.row(index);
    return {row.begin(), row.end()};
}

std::set<Row> rowsOf(const Examples& examples)
{
    std::set<Row> rows;
    for (std::int64_t i = 0; i < examples.size(); ++i)
        rows.insert(rowOf(examples, i));
    return rows;
}

const std::vector<std::int32_t>& labelsOf(const Examples& examples)
{
    return std::get<ClassTargets>(examples.targets).labels;
}

// Labels of the shipped pictures, by their pixels.
std::map<Row, std::int32_t> shippedLabels()
{
    const ImageSet& digits = shippedDigits()->train;
    std::vector<std::int32_t> all(5000);
    std::iota(all.begin(), all.end(), 0);
    const Array<double> rows = pixelVectors(digits, all);
    std::map<Row, std::int32_t> labels;
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        labels[{rows.row(i).begin(), rows.row(i).end()}] =
            digits.labels.values()[static_cast<std::size_t>(i)];
    return labels;
}

// One number per picture, different ones.
Latents numberedVectors(const LatentRequest& request)
{
    Latents vectors{.train = Array<float>({std::ssize(request.train), 1}),
                    .test = Array<float>({std::ssize(request.test), 1})};
    std::iota(vectors.train.values().begin(), vectors.train.values().end(), 0.0F);
    std::iota(vectors.test.values().begin(), vectors.test.values().end(), 0.0F);
    return vectors;
}

QString problemOf(const std::map<std::string, Value>& changes)
{
    const auto problems = kind().entry.check(with(changes));
    return problems.empty()
               ? QString()
               : QString::fromStdString(problems.front().path + " " + problems.front().message);
}

} // namespace

class TestDigits : public QObject
{
    Q_OBJECT

private slots:
    void examplesAreShippedPicturesWithTheirLabels()
    {
        const auto known = shippedLabels();
        const Dataset data = make({});
        for (const Split split : {Split::Train, Split::Test}) {
            const Examples& examples = data.split(split);
            QCOMPARE(examples.inputs.rowSize(), 400);
            for (std::int64_t i = 0; i < examples.size(); ++i) {
                const auto index = static_cast<std::size_t>(i);
                QCOMPARE(labelsOf(examples)[index], known.at(rowOf(examples, i)));
                QCOMPARE(data.grouping->classes[static_cast<std::size_t>(examples.groups[index])],
                         labelsOf(examples)[index]);
            }
        }
    }

    // Eq. 1 with ten subsampled clusters, ten others and N = 400.
    void trainingSizesAreThoseOfEquation1_data()
    {
        QTest::addColumn<double>("f");
        QTest::addColumn<int>("subsampled");
        QTest::addColumn<int>("regular");
        QTest::newRow("f = 0") << 0.0 << 0 << 40;   // 0; 400 / 10
        QTest::newRow("f = 0.2") << 0.2 << 7 << 33; // ceil(80 / 12); floor(400 / 12)
        QTest::newRow("f = 1") << 1.0 << 20 << 20;  // 400 / 20
    }

    void trainingSizesAreThoseOfEquation1()
    {
        QFETCH(double, f);
        QFETCH(int, subsampled);
        QFETCH(int, regular);
        const Dataset data = make({{"f", f}, {"n", std::int64_t{400}}});
        const Grouping& grouping = *data.grouping;
        QCOMPARE(std::ranges::count(grouping.subsampled, true), 10);
        std::vector<std::int64_t> train(20);
        std::vector<std::int64_t> test(20);
        for (const std::int32_t group : data.train.groups)
            ++train[static_cast<std::size_t>(group)];
        for (const std::int32_t group : data.test.groups)
            ++test[static_cast<std::size_t>(group)];
        for (std::size_t group = 0; group < 20; ++group) {
            QCOMPARE(train[group], grouping.subsampled[group] ? subsampled : regular);
            QCOMPARE(test[group], 25); // 500 over 20 clusters
        }
        for (std::size_t digit = 0; digit < 10; ++digit) {
            QCOMPARE(data.drawnFrom[2 * digit] + data.drawnFrom[2 * digit + 1], 350);
            QVERIFY(data.drawnFrom[2 * digit] >= data.drawnFrom[2 * digit + 1]);
        }
        QCOMPARE(train, grouping.trainingSize);
        QCOMPARE(test, grouping.testSize);
    }

    void trainAndTestPicturesDiffer()
    {
        const Dataset data = make({});
        const auto train = rowsOf(data.train);
        const auto test = rowsOf(data.test);
        QCOMPARE(std::ssize(train), data.train.size()); // none twice
        QCOMPARE(std::ssize(test), data.test.size());
        for (const Row& row : test)
            QVERIFY(!train.contains(row));
    }

    void moreOfThemKeepTheFirstOnesAndTheTestSet()
    {
        const Dataset few = make({{"n", std::int64_t{200}}});
        const Dataset more = make({{"n", std::int64_t{500}}, {"f", 0.5}});
        QVERIFY(std::ranges::includes(rowsOf(more.train), rowsOf(few.train)));
        QVERIFY(few.test == more.test);
    }

    void seedsDoWhatTheyAreFor()
    {
        const Dataset data = make({});
        QVERIFY(make({}) == data);
        const Dataset otherData = make({}, {1, 20, 3});
        QVERIFY(otherData.grouping == data.grouping);
        QVERIFY(rowsOf(otherData.train) != rowsOf(data.train));
        const Dataset otherChoice = make({}, {1, 2, 30});
        QVERIFY(otherChoice.grouping->subsampled != data.grouping->subsampled);
        QVERIFY(otherChoice.test == data.test);
        QVERIFY(rowsOf(make({}, {10, 2, 3}).test) != rowsOf(data.test));
    }

    // Every picture lies nearer to the mean of its cluster than to the other ones of its digit.
    void examplesBelongToTheNearestClusterOfTheirDigit()
    {
        const Parameters values = with({{"clusters", std::int64_t{3}}});
        const Dataset data = make({{"clusters", std::int64_t{3}}, {"testSize", std::int64_t{60}}});
        const auto geometry = kind().geometry(values, {1, 2, 3}, {});
        QVERIFY(geometry && geometry->centroids.rows() == 30);
        for (const Split split : {Split::Train, Split::Test}) {
            const Examples& examples = data.split(split);
            for (std::int64_t i = 0; i < examples.size(); ++i) {
                const std::int32_t group = examples.groups[static_cast<std::size_t>(i)];
                Array<double> own({3, 400});
                for (std::int64_t k = 0; k < 3; ++k)
                    std::ranges::copy(geometry->centroids.row(group / 3 * 3 + k),
                                      own.row(k).begin());
                QCOMPARE(nearestCentroid(own, examples.inputs.row(i)), group % 3);
            }
        }
    }

    void clustersAreNamedAfterTheirDigit()
    {
        const Grouping grouping = kind().grouping(with({}), {1, 2, 3});
        QCOMPARE(grouping.names[15], std::string("7.2"));
        QCOMPARE(classNames(grouping)[7], std::string("7"));
    }

    void subsampledOnesCanBeChosen()
    {
        const Dataset data = make({{"subsampled", std::string("A1 H2")}, {"f", 0.0}});
        for (std::size_t group = 0; group < 20; ++group)
            QCOMPARE(data.grouping->trainingSize[group] == 0, group == 0 || group == 15);
    }

    void fewerDigitsAreTheFirstOnes()
    {
        const Dataset all = make({});
        const Dataset four = make({{"digits", std::int64_t{4}},
                                   {"n", std::int64_t{200}},
                                   {"testSize", std::int64_t{200}}});
        QCOMPARE(std::get<ClassTargets>(four.train.targets).classes, 4);
        QVERIFY(std::ranges::includes(rowsOf(all.train), rowsOf(four.train)));
    }

    void problemsAreFoundBefore_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("value");
        QTest::addColumn<QString>("problem");
        QTest::newRow("n") << "n" << 3501 << "n is more than there are to choose from";
        QTest::newRow("n small") << "n" << 5 << "n is too small";
        QTest::newRow("perDigit") << "perDigit" << 499
                                  << "perDigit is more than there are: 500 pictures of digit 0; "
                                     "use at most 498";
        QTest::newRow("clusters") << "subsampledPerClass" << 3
                                  << "subsampledPerClass is more than a digit has";
        QTest::newRow("testSize") << "testSize" << 19 << "testSize is too small";
        QTest::newRow("none whole")
            << "subsampledPerClass" << 2 << "subsampledPerClass leaves no subclass whole";
    }

    void problemsAreFoundBefore()
    {
        QFETCH(QString, id);
        QFETCH(int, value);
        QFETCH(QString, problem);
        QVERIFY(problemOf({}).isEmpty());
        const QString found = problemOf({{id.toStdString(), std::int64_t{value}}});
        QVERIFY2(found.startsWith(problem), qPrintable(found));
    }

    void picturesOfIdxFilesAreRead()
    {
        const QTemporaryDir folder;
        test::writeDigitFiles(folder.path(), "train", 20);
        test::writeDigitFiles(folder.path(), "t10k", 20);
        const std::map<std::string, Value> own{{"source", std::string("idx")},
                                               {"perDigit", std::int64_t{20}},
                                               {"file", folder.path().toStdString()},
                                               {"n", std::int64_t{60}},
                                               {"testSize", std::int64_t{20}}};
        QVERIFY2(problemOf(own).isEmpty(), qPrintable(problemOf(own)));
        const Dataset data = make(own);
        QVERIFY(kind().shape(with(own), {1, 2, 3}).features == 16);
        QCOMPARE(data.train.size(), 10 + 50); // ceil(12 / 12) and floor(60 / 12) of ten clusters
        for (std::int64_t i = 0; i < data.train.size(); ++i) {
            const double brightness = 255.0 * data.train.inputs.row(i)[0];
            QCOMPARE(int(brightness + 0.5) / 20, labelsOf(data.train)[static_cast<std::size_t>(i)]);
        }
        auto file = own;
        file["file"] = folder.filePath("train-images-idx3-ubyte").toStdString();
        QVERIFY(make(file) == data);
        QCOMPARE(data.fingerprint, *kind().fingerprint(with(own)));
    }

    void changedFilesAreReadAnew()
    {
        const QTemporaryDir folder;
        test::writeDigitFiles(folder.path(), "train", 40);
        const std::map<std::string, Value> own{{"source", std::string("idx")},
                                               {"perDigit", std::int64_t{20}},
                                               {"file", folder.path().toStdString()},
                                               {"n", std::int64_t{60}},
                                               {"testSize", std::int64_t{20}}};
        QVERIFY(kind().entry.isCheckSlow(with(own)));
        QVERIFY(problemOf(own).isEmpty());
        QVERIFY(!kind().entry.isCheckSlow(with(own)));
        const std::string before = *kind().fingerprint(with(own));
        test::writeDigitFiles(folder.path(), "train", 30);
        QVERIFY(kind().entry.isCheckSlow(with(own)));
        QVERIFY(*kind().fingerprint(with(own)) != before);
        QFile::remove(folder.filePath("train-images-idx3-ubyte"));
        QVERIFY(problemOf(own).startsWith("file " + folder.path() + ": has no file"));
        QVERIFY(!kind().make(with(own), {1, 2, 3}, {}));
        QVERIFY(kind().shape(with(own), {1, 2, 3}) == DatasetShape{});
    }

    // The files lose pictures between check and make.
    void filesThatShrankAreRefused()
    {
        const QTemporaryDir folder;
        test::writeDigitFiles(folder.path(), "train", 40);
        std::map<std::string, Value> own{{"source", std::string("idx")},
                                         {"perDigit", std::int64_t{20}},
                                         {"file", folder.path().toStdString()},
                                         {"n", std::int64_t{60}},
                                         {"testSize", std::int64_t{20}}};
        QVERIFY(problemOf(own).isEmpty());
        test::writeDigitFiles(folder.path(), "train", 15);
        const auto refused = kind().make(with(own), {1, 2, 3}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidSpec);
        QCOMPARE(QString::fromStdString(refused.error().text()),
                 QString("data.perDigit: is more than there are: 15 pictures of digit 0; use at "
                         "most 13"));
        QVERIFY(!kind().geometry(with(own), {1, 2, 3}, {}));
        own["clustersFrom"] = std::string("resnet");
        QVERIFY(kind().latents(with(own), {1, 2, 3}).error() == refused.error());
    }

    void vectorsOfOtherPicturesAreRefused()
    {
        const std::map<std::string, Value> latents{{"clustersFrom", std::string("resnet")}};
        const DatasetSeeds seeds{72, 2, 3};
        const auto request = kind().latents(with(latents), seeds);
        for (const auto& [train, test] : {std::pair(3499, 1500), std::pair(3500, 1499)}) {
            rememberLatents((*request)->recipe,
                            {.train = Array<float>({train, 2}), .test = Array<float>({test, 2})});
            const auto refused = kind().make(with(latents), seeds, {});
            QVERIFY(!refused && refused.error().code == ErrorCode::Internal);
        }
    }

    // Else the window would check them for ever.
    void filesThatCannotBeReadAreCheckedOnce()
    {
        const QTemporaryDir folder;
        std::map<std::string, Value> own{{"source", std::string("idx")},
                                         {"file", folder.path().toStdString()}};
        QVERIFY(!kind().entry.isCheckSlow(with(own))); // there is nothing to read
        test::writeFile(folder.filePath("train-images-idx3-ubyte"), "no pictures");
        test::writeFile(folder.filePath("train-labels-idx1-ubyte"), "no labels");
        test::writeFile(folder.filePath("digits.csv"), "no table");
        const std::string table = folder.filePath("digits.csv").toStdString();
        for (const auto& [source, file] :
             {std::pair("idx", folder.path().toStdString()), std::pair("csv", table)}) {
            own["source"] = std::string(source);
            own["file"] = file;
            QVERIFY(kind().entry.isCheckSlow(with(own)));
            const QString problem = problemOf(own);
            QVERIFY(problem.startsWith("file "));
            QVERIFY(!kind().entry.isCheckSlow(with(own)));
            QCOMPARE(problemOf(own), problem);
        }
        own["file"] = table + ".missing";
        QVERIFY(!kind().entry.isCheckSlow(with(own)));
        QVERIFY(problemOf(own).startsWith("file "));
    }

    // A folder that was read as one of IDX files is no table.
    void picturesOfOneSourceAreNotThoseOfAnother()
    {
        const QTemporaryDir folder;
        test::writeDigitFiles(folder.path(), "train", 40);
        std::map<std::string, Value> own{{"source", std::string("idx")},
                                         {"perDigit", std::int64_t{20}},
                                         {"file", folder.path().toStdString()},
                                         {"n", std::int64_t{60}},
                                         {"testSize", std::int64_t{20}}};
        QVERIFY(problemOf(own).isEmpty());
        own["source"] = std::string("csv");
        QVERIFY(problemOf(own).startsWith("file "));
    }

    // The same pictures as a table.
    void picturesOfATableAreRead()
    {
        const QTemporaryDir folder;
        test::writeDigitFiles(folder.path(), "train", 40);
        QByteArray table;
        for (int number = 0; number < 40; ++number)
            for (int digit = 0; digit < 10; ++digit)
                table += QByteArray::number(digit)
                         + (',' + QByteArray::number(20 * digit + number)).repeated(16) + '\n';
        test::writeFile(folder.filePath("digits.csv"), table);
        std::map<std::string, Value> own{{"source", std::string("idx")},
                                         {"perDigit", std::int64_t{20}},
                                         {"file", folder.path().toStdString()},
                                         {"n", std::int64_t{60}},
                                         {"testSize", std::int64_t{20}}};
        const Dataset fromIdx = make(own);
        own["source"] = std::string("csv");
        own["file"] = folder.filePath("digits.csv").toStdString();
        QVERIFY2(problemOf(own).isEmpty(), qPrintable(problemOf(own)));
        QVERIFY(make(own) == fromIdx);
        // Pixels may be called by numbers; one called "1" is not the first column.
        QByteArray header = "label";
        for (int pixel = 0; pixel < 16; ++pixel)
            header += ',' + QByteArray::number(pixel);
        test::writeFile(folder.filePath("digits.csv"), header + '\n' + table);
        QVERIFY2(problemOf(own).isEmpty(), qPrintable(problemOf(own)));
        QVERIFY(make(own) == fromIdx);
    }

    void problemsOfTablesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("problem");
        QTest::newRow("label") << QByteArray("0,1,2,3,4\n0,1,2,3,4\n10,1,2,3,4\n10,1,2,3,4\n")
                               << "its first column says 10; labels are 0 to 9";
        QTest::newRow("pixel") << QByteArray("0,1,2,3,4\n0,1,2,3,4\n1,1,2,256,4\n1,1,2,3,4\n")
                               << "picture 3 has the pixel 256.000000";
        QTest::newRow("no square") << QByteArray("0,1,2,3\n0,1,2,3\n1,1,2,3\n1,1,2,3\n")
                                   << "has 3 columns after the label";
    }

    void problemsOfTablesAreNamed()
    {
        QFETCH(QByteArray, table);
        QFETCH(QString, problem);
        const QTemporaryDir folder;
        test::writeFile(folder.filePath("digits.csv"), table);
        const QString found = problemOf({{"source", std::string("csv")},
                                         {"file", folder.filePath("digits.csv").toStdString()}});
        QVERIFY2(found.contains(problem), qPrintable(found));
    }

    void filesMustBeNamed()
    {
        QVERIFY(problemOf({{"source", std::string("idx")}}).startsWith("file is needed"));
        const QString missing =
            problemOf({{"source", std::string("idx")}, {"file", std::string("/nowhere/at/all")}});
        QCOMPARE(missing, QString("file /nowhere/at: there is no such folder"));
    }

    // As if a network had told bright pictures from dark ones.
    void clustersAreFoundAmongLatentVectors()
    {
        const std::map<std::string, Value> latents{{"clustersFrom", std::string("resnet")}};
        const DatasetSeeds seeds{71, 2, 3};
        const auto request = kind().latents(with(latents), seeds);
        QVERIFY(request && *request);
        QCOMPARE(std::ssize((*request)->train), 3500);
        QCOMPARE(std::ssize((*request)->test), 1500);
        QVERIFY(!kind().geometry(with(latents), seeds, {}));
        const auto early = kind().make(with(latents), seeds, {});
        QVERIFY(!early && early.error().code == ErrorCode::Unavailable);

        const auto brightness = [&](const std::vector<std::int32_t>& pictures) {
            Array<float> vectors({std::ssize(pictures), 2});
            for (std::size_t i = 0; i < pictures.size(); ++i) {
                const auto pixels = (*request)->images->train.pixels.row(pictures[i]);
                vectors.row(static_cast<std::int64_t>(i))[0] =
                    std::accumulate(pixels.begin(), pixels.end(), 0.0F);
            }
            return vectors;
        };
        rememberLatents((*request)->recipe, {.train = brightness((*request)->train),
                                             .test = brightness((*request)->test)});
        const Dataset data = make(
            {{"clustersFrom", std::string("resnet")}, {"f", 1.0}, {"testSize", std::int64_t{200}}},
            seeds);
        const auto geometry = kind().geometry(with(latents), seeds, {});
        QVERIFY(geometry && !geometry->ofInputs);
        QCOMPARE(geometry->centroids.rowSize(), 2);
        for (const Split split : {Split::Train, Split::Test}) {
            const Examples& examples = data.split(split);
            QVERIFY(&examples.points() == &examples.places);
            for (std::int64_t i = 0; i < examples.size(); ++i) {
                const Row pixels = rowOf(examples, i);
                const double sum = std::accumulate(pixels.begin(), pixels.end(), 0.0) * 255.0;
                const double place = examples.places.row(i)[0];
                QVERIFY(std::abs(place - sum) < 1e-3 * sum);
                const std::int32_t own = examples.groups[static_cast<std::size_t>(i)];
                const std::int32_t other = own ^ 1; // of the same digit
                QVERIFY(std::abs(place - geometry->centroids.row(own)[0])
                        <= std::abs(place - geometry->centroids.row(other)[0]));
            }
        }
    }

    // A network is trained anew for what it sees, and for nothing else.
    void recipeSaysWhatTheNetworkSees()
    {
        const auto recipe = [](const std::map<std::string, Value>& changes, DatasetSeeds seeds) {
            auto all = changes;
            all.emplace("clustersFrom", std::string("resnet"));
            return (*kind().latents(with(all), seeds))->recipe;
        };
        const std::string usual = recipe({}, {1, 2, 3});
        for (const char* const id : {"n", "clusters", "testSize", "subsampledPerClass"})
            QCOMPARE(recipe({{id, std::int64_t{3}}}, {1, 2, 3}), usual);
        QCOMPARE(recipe({{"f", 0.7}}, {1, 20, 30}), usual);
        QVERIFY(recipe({}, {10, 2, 3}) != usual);
        for (const char* const id : {"digits", "perDigit"})
            QVERIFY(recipe({{id, std::int64_t{9}}}, {1, 2, 3}) != usual);
        const QTemporaryDir folder;
        test::writeDigitFiles(folder.path(), "train", 500);
        QVERIFY(recipe({{"source", std::string("idx")}, {"file", folder.path().toStdString()}},
                       {1, 2, 3})
                != usual);
        QVERIFY(!*kind().latents(with({}), {1, 2, 3})); // pixels need none
    }

    // Nothing is said of clusters that were not found, and they are found later.
    void searchForClustersCanBeStopped()
    {
        std::stop_source source;
        source.request_stop();
        const Parameters values = with({{"clusters", std::int64_t{7}}});
        QVERIFY(!kind().geometry(values, {1, 2, 3}, source.get_token()));
        QCOMPARE(kind().makeFirst(values, {1, 2, 3}, 2, source.get_token())->train.size(), 0);
        QCOMPARE(kind().geometry(values, {1, 2, 3}, {})->centroids.rows(), 70);
        QVERIFY(kind().makeFirst(values, {1, 2, 3}, 2, {})->train.size() > 0);
    }

    void needIsToldWithoutReading()
    {
        for (const std::string space : {"pixels", "resnet"}) {
            const Parameters values = with({{"clustersFrom", space}});
            QCOMPARE(kind().needsLatents(values), (*kind().latents(values, {})).has_value());
            QCOMPARE(kind().needsLatents(with({{"clustersFrom", space},
                                               {"source", std::string("idx")},
                                               {"file", std::string("/nowhere/at/all")}})),
                     space == "resnet");
        }
    }

    // Vectors of another LibTorch or processor may differ in their last bits.
    void recipeSaysWhatComputes()
    {
        const auto request =
            *kind().latents(with({{"clustersFrom", std::string("resnet")}}), {1, 2, 3});
        const QString recipe = QString::fromStdString(request->recipe);
        QVERIFY2(recipe.contains("LibTorch ")
                     && recipe.contains(QString::fromStdString(processorText())),
                 qPrintable(recipe));
        QVERIFY(processorText().ends_with(machineEnvironment().at("processor")));
    }

    void choiceOfExamplesHasAFingerprint()
    {
        const Dataset data = make({});
        QCOMPARE(data.choiceFingerprint.size(), std::size_t{16});
        QCOMPARE(make({}).choiceFingerprint, data.choiceFingerprint);
        QVERIFY(make({}, {1, 3, 3}).choiceFingerprint != data.choiceFingerprint);
        QVERIFY(make({{"clusters", std::int64_t{3}}}).choiceFingerprint != data.choiceFingerprint);
        const Dataset fewer = make({{"testSize", std::int64_t{400}}});
        QVERIFY(fewer.train == data.train);
        QVERIFY(fewer.choiceFingerprint != data.choiceFingerprint);
    }

    // Spurious numbers belong to the inputs, not to what the network makes of the pictures.
    void concealmentLeavesTheVectorsAlone()
    {
        const auto geometry =
            kind().geometry(with({{"spuriousDimensions", std::int64_t{5}}}), {1, 2, 3}, {});
        QCOMPARE(geometry->centroids.rowSize(), 405);
        const Parameters latents = with(
            {{"spuriousDimensions", std::int64_t{5}}, {"clustersFrom", std::string("resnet")}});
        const DatasetSeeds seeds{73, 2, 3};
        const auto request = kind().latents(latents, seeds);
        rememberLatents((*request)->recipe, numberedVectors(**request));
        const auto hidden = kind().geometry(latents, seeds, {});
        QVERIFY(hidden && hidden->centroids.rowSize() == 1);
    }

    // All pictures for testing are alike, and so in one cluster of their digit.
    void clustersWithoutTestPicturesAreNamed()
    {
        const std::map<std::string, Value> latents{{"clustersFrom", std::string("resnet")}};
        const DatasetSeeds seeds{74, 2, 3};
        const auto request = kind().latents(with(latents), seeds);
        Latents vectors = numberedVectors(**request);
        std::ranges::fill(vectors.test.values(), 0.0F);
        rememberLatents((*request)->recipe, vectors);
        const auto refused = kind().make(with(latents), seeds, {});
        QVERIFY(!refused);
        const QString text = QString::fromStdString(refused.error().text());
        QVERIFY2(text.contains("has 0 test pictures"), qPrintable(text));
        QVERIFY2(text.endsWith("of each cluster; choose fewer training pictures per digit or "
                               "fewer clusters"),
                 qPrintable(text));
    }

    // The number that the message says is enough, and one more is not.
    void tooSmallClustersAreNamed()
    {
        for (const std::string id : {"n", "testSize"}) {
            const std::int64_t large = id == "n" ? 3500 : 1500;
            const auto refused = kind().make(with({{id, large}}), {1, 2, 3}, {});
            QVERIFY(!refused);
            const QString text = QString::fromStdString(refused.error().text());
            QVERIFY2(text.startsWith(QString::fromStdString("data." + id + ": cluster ")),
                     qPrintable(text));
            const auto match = QRegularExpression("set data\\.\\w+ to (\\d+)").match(text);
            const std::int64_t most = match.captured(1).toLongLong();
            QVERIFY(most > 0 && most < large);
            QVERIFY(kind().make(with({{id, most}}), {1, 2, 3}, {}));
            QVERIFY(!kind().make(with({{id, most * 5 / 4}}), {1, 2, 3}, {}));
        }
    }
};

QTEST_APPLESS_MAIN(TestDigits)
#include "tst_digits.moc"
