// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_arrangement.h"

#include <QTest>

using namespace grokking;

class TestViewArrangement : public QObject
{
    Q_OBJECT

private slots:
    void jsonKeepsEverything()
    {
        const ViewArrangement arrangement{
            .views = {{.id = "loss", .visible = false},
                      {.id = "accuracy", .wholeRow = true, .width = 0.5, .height = 2.25}},
            .maximized = "accuracy",
            .linkedSteps = false};
        const auto read = arrangementFromJson(arrangementToJson(arrangement));
        QVERIFY(read);
        QCOMPARE(*read, arrangement);
    }

    void otherTextIsAnErrorWithAWayOut_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{views");
        QTest::newRow("no views") << QByteArray("{}");
        QTest::newRow("views of another kind") << QByteArray(R"({"views": 3})");
    }
    void otherTextIsAnErrorWithAWayOut()
    {
        QFETCH(QByteArray, text);
        const auto read = arrangementFromJson(text);
        QVERIFY(!read);
        QVERIFY(!read.error().message.empty());
    }

    void sizesOutOfRangeAreMadeUsable()
    {
        const auto read = arrangementFromJson(
            R"({"views": [{"id": "a", "width": -3, "height": 1e9}, {"id": "b", "width": "x"}]})");
        QVERIFY(read);
        QCOMPARE(read->views.at(0).width, 0.1);
        QCOMPARE(read->views.at(0).height, 10.0);
        QCOMPARE(read->views.at(1).width, 1.0);
    }

    void rowsAreFilledInOrder_data()
    {
        QTest::addColumn<QString>("views"); // w: takes a whole row
        QTest::addColumn<int>("columns");
        QTest::addColumn<QString>("rows"); // views per row
        QTest::newRow("none") << "" << 2 << "";
        QTest::newRow("one column") << "..." << 1 << "111";
        QTest::newRow("the last row is shared by those left") << "....." << 3 << "32";
        QTest::newRow("a whole row first") << "w.." << 2 << "12";
        QTest::newRow("a whole row ends the one before") << ".w.." << 2 << "112";
    }
    void rowsAreFilledInOrder()
    {
        QFETCH(QString, views);
        QFETCH(int, columns);
        QFETCH(QString, rows);
        std::vector<PlacedView> shown;
        for (const QChar view : views)
            shown.push_back({.wholeRow = view == 'w'});
        QString counts;
        for (const ViewRow& row : rowsOf(shown, columns))
            counts += QString::number(row.count());
        QCOMPARE(counts, rows);
    }

    void sizesFollowWeights_data()
    {
        using Numbers = std::vector<double>;
        QTest::addColumn<int>("total");
        QTest::addColumn<Numbers>("weights");
        QTest::addColumn<int>("minimum");
        QTest::addColumn<std::vector<int>>("sizes");
        QTest::newRow("equal") << 300 << Numbers{1, 1, 1} << 10 << std::vector{100, 100, 100};
        QTest::newRow("rounded to the sum")
            << 100 << Numbers{1, 1, 1} << 10 << std::vector{33, 34, 33};
        QTest::newRow("in proportion") << 300 << Numbers{1, 2} << 10 << std::vector{100, 200};
        QTest::newRow("not below the minimum")
            << 300 << Numbers{0.1, 1, 1} << 100 << std::vector{100, 100, 100};
        QTest::newRow("no room for the minimum")
            << 90 << Numbers{1, 2} << 100 << std::vector{45, 45};
        QTest::newRow("nothing") << 90 << Numbers{} << 100 << std::vector<int>{};
    }
    void sizesFollowWeights()
    {
        QFETCH(int, total);
        QFETCH(std::vector<double>, weights);
        QFETCH(int, minimum);
        QFETCH(std::vector<int>, sizes);
        QCOMPARE(sharedOut(total, weights, minimum), sizes);
    }

    void eachHasAMinimumOfItsOwn()
    {
        const std::vector<double> equal{1, 1, 1};
        QCOMPARE(sharedOut(100, equal, std::vector{60, 10, 10}), (std::vector{60, 20, 20}));
        QCOMPARE(sharedOut(90, equal, std::vector{60, 40, 40}), (std::vector{30, 30, 30}));
        QCOMPARE(sharedOut(300, equal, std::vector{60, 10, 10}), (std::vector{100, 100, 100}));
    }
};

QTEST_APPLESS_MAIN(TestViewArrangement)
#include "tst_view_arrangement.moc"
