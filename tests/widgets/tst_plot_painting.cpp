// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_painting.h"

#include <QTest>

using namespace grokking;

class TestPlotPainting : public QObject
{
    Q_OBJECT

private slots:
    void labelsOfAColumnNeverOverlap_data()
    {
        QTest::addColumn<QList<double>>("wanted");
        QTest::newRow("far apart") << QList<double>{10, 50, 90};
        QTest::newRow("all the same") << QList<double>{50, 50, 50, 50};
        QTest::newRow("at the top") << QList<double>{-5, 0, 1};
        QTest::newRow("at the bottom") << QList<double>{99, 100, 130};
    }
    void labelsOfAColumnNeverOverlap()
    {
        QFETCH(QList<double>, wanted);
        const auto centers = spreadCenters({wanted.begin(), wanted.end()}, 10.0, 0.0, 100.0);
        QCOMPARE(centers.size(), static_cast<std::size_t>(wanted.size()));
        QVERIFY(centers.front() >= 5.0 && centers.back() <= 95.0);
        for (std::size_t i = 1; i < centers.size(); ++i)
            QVERIFY(centers[i] - centers[i - 1] >= 10.0);
    }

    void firstLabelOfARowStaysInPlace()
    {
        const auto centers = centersInRow({50.0, 55.0, 52.0}, {20.0, 20.0, 60.0}, 0.0, 100.0);
        QCOMPARE(*centers[0], 50.0);
        QCOMPARE(*centers[1], 70.0);
        QVERIFY(!centers[2]); // no room
    }

    // t1 and t2, however near they are and whatever their texts are as wide as.
    void keptLabelsOfARowStandSideBySide_data()
    {
        QTest::addColumn<QList<double>>("wanted");
        QTest::newRow("at the same place") << QList<double>{50.0, 50.0};
        QTest::newRow("near one another") << QList<double>{50.0, 52.0};
        QTest::newRow("at the left end") << QList<double>{0.0, 1.0};
        QTest::newRow("at the right end") << QList<double>{99.0, 100.0};
        QTest::newRow("far apart") << QList<double>{20.0, 80.0};
        QTest::newRow("t2 before t1") << QList<double>{80.0, 20.0};
        QTest::newRow("t2 just before t1") << QList<double>{52.0, 50.0};
    }
    void keptLabelsOfARowStandSideBySide()
    {
        QFETCH(QList<double>, wanted);
        for (const auto& [first, second] : {std::pair{40.0, 10.0}, {10.0, 40.0}, {20.0, 20.0}}) {
            const auto centers =
                centersInRow({wanted[0], wanted[1], 50.0}, {first, second, 5.0}, 0.0, 100.0, 2);
            QVERIFY(centers[0] && centers[1]);
            const bool isTurned = wanted[1] < wanted[0];
            const double left = isTurned ? *centers[1] - 0.5 * second : *centers[0] - 0.5 * first;
            const double right = isTurned ? *centers[0] + 0.5 * first : *centers[1] + 0.5 * second;
            QVERIFY(left >= 0.0 && right <= 100.0);
            QVERIFY(right - left >= first + second - 1e-9);
        }
        const auto narrow = centersInRow({50.0, 52.0}, {80.0, 40.0}, 0.0, 100.0, 2);
        QVERIFY(narrow[0] && !narrow[1]); // no room for both
    }
};

QTEST_MAIN(TestPlotPainting)
#include "tst_plot_painting.moc"
