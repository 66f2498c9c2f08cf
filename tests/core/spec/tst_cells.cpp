// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/cells.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <QtTest>

using namespace grokking;

class TestCells : public QObject
{
    Q_OBJECT

private slots:
    void readsNames_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cells"); // "-": not legal
        QTest::newRow("none") << ""
                              << "";
        QTest::newRow("one") << "A1"
                             << "A1";
        QTest::newRow("sorted, each once") << "C2 A10, A9 C2"
                                           << "A9 A10 C2";
        QTest::newRow("blanks around") << "  B1  "
                                       << "B1";
        QTest::newRow("small letter") << "a1"
                                      << "-";
        QTest::newRow("no column") << "A"
                                   << "-";
        QTest::newRow("column 0") << "A0"
                                  << "-";
        QTest::newRow("something behind") << "A1x"
                                          << "-";
        QTest::newRow("another separator") << "A1;B2"
                                           << "-";
    }

    void readsNames()
    {
        QFETCH(QString, text);
        QFETCH(QString, cells);
        const auto read = parseCells(text.toStdString());
        QCOMPARE(QString::fromStdString(read ? cellsText(*read) : "-"), cells);
    }

    void cellsOutsideOfTheirTableAreAProblem_data()
    {
        QTest::addColumn<QString>("cells");
        QTest::addColumn<QString>("problem");
        QTest::newRow("inside") << "A1 D2"
                                << "";
        QTest::newRow("row") << "E1"
                             << "data.subsampled names E1, but the last of the table is D2; leave "
                                "it out";
        QTest::newRow("column") << "A3"
                                << "data.subsampled names A3, but the last of the table is D2; "
                                   "leave it out";
    }

    void cellsOutsideOfTheirTableAreAProblem()
    {
        QFETCH(QString, cells);
        QFETCH(QString, problem);
        ExperimentSpec spec = defaultSpec(catalogs());
        QVERIFY(assign(spec, catalogs(), "data=custom-geometry"));
        QVERIFY(assign(spec, catalogs(), "data.subsampled=" + cells.toStdString()));
        QString found;
        for (const SpecProblem& each : validate(spec, catalogs()))
            found += QString::fromStdString(each.path + " " + each.message);
        QCOMPARE(found, problem);
    }

    void whatIsNoCellIsRefused()
    {
        ExperimentSpec spec = defaultSpec(catalogs());
        QVERIFY(assign(spec, catalogs(), "data=custom-geometry"));
        const Status status = assign(spec, catalogs(), "data.subsampled=0:1");
        QVERIFY(!status);
        QVERIFY(status.error().message.find("such as A1 B2") != std::string::npos);
        QVERIFY(assign(spec, catalogs(), "data.subsampled=")); // drawn
        QVERIFY(specValue(spec, "data.subsampled") == Value{});
    }

    void quickChecksAreNotReportedAsSlow()
    {
        ExperimentSpec spec = defaultSpec(catalogs());
        QCOMPARE(slowCheck(spec, catalogs()), std::string());
        QVERIFY(assign(spec, catalogs(), "data=custom-geometry"));
        QCOMPARE(slowCheck(spec, catalogs()), std::string());
    }
};

QTEST_APPLESS_MAIN(TestCells)
#include "tst_cells.moc"
