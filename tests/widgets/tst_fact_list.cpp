// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fact_list.h"

#include <QLabel>
#include <QtTest>

using namespace grokking;

class TestFactList : public QObject
{
    Q_OBJECT

private slots:
    void showsFactsInPlaceOfTheMessage()
    {
        FactList list("About these data");
        list.showBusy("Looking");
        QCOMPARE(list.description(), QString("Looking"));
        list.showFacts({{"Total variation", "0.300", "half the sum"}, {"KL", "infinite", ""}});
        QCOMPARE(list.description(), QString("Total variation: 0.300, KL: infinite"));
        QCOMPARE(list.accessibleDescription(), list.description());
        list.showFacts({{"KL", "0.2", ""}});
        QCOMPARE(list.description(), QString("KL: 0.2"));
        list.showBusy("Looking"); // grey, but there
        QCOMPARE(list.description(), QString("KL: 0.2"));
        QVERIFY(!list.findChildren<QLabel*>("value").front()->isEnabled());
        list.showMessage("Too large");
        QCOMPARE(list.description(), QString("Too large"));
    }

    void explainsWhatAFactMeans()
    {
        FactList list("About these data");
        list.showFacts({{"Total variation", "0.300", "half the sum"}});
        const auto labels = list.findChildren<QLabel*>("value");
        QCOMPARE(labels.size(), 1);
        QVERIFY(labels.front()->toolTip().contains("half the sum"));
    }
};

QTEST_MAIN(TestFactList)
#include "tst_fact_list.moc"
