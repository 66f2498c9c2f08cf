// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/canned_run.h"
#include "widgets/group_size_chart.h"

#include <QTest>

using namespace grokking;

class TestGroupSizeChart : public QObject
{
    Q_OBJECT

private slots:
    void saysSizesAndWhatIsSubsampled()
    {
        GroupSizeChart chart;
        QVERIFY(chart.description().isEmpty());
        chart.showGroups(test::grouping(2));
        QVERIFY(chart.description().startsWith("A1: 41, A2: 9 (subsampled), B1: 41"));
        QCOMPARE(chart.accessibleDescription(), chart.description());
    }

    void paints_data()
    {
        QTest::addColumn<int>("perClass");
        QTest::newRow("no groups") << 0;
        QTest::newRow("8 groups") << 2;
        QTest::newRow("40 groups") << 10;
    }
    void paints()
    {
        QFETCH(int, perClass);
        GroupSizeChart chart;
        chart.showGroups(test::grouping(perClass));
        chart.resize(260, chart.sizeHint().height());
        QVERIFY(!chart.grab().isNull());
    }
};

QTEST_MAIN(TestGroupSizeChart)
#include "tst_group_size_chart.moc"
