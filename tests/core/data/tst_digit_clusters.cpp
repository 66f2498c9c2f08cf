// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/digit_clusters.h"
#include "core/data/k_means.h"
#include "core/util/processor.h"
#include "tests/support/digits.h"
#include "tests/support/idx_bytes.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

using namespace grokking;
using namespace grokking::test;

class TestDigitClusters : public QObject
{
    Q_OBJECT

private slots:
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

QTEST_APPLESS_MAIN(TestDigitClusters)
#include "tst_digit_clusters.moc"
