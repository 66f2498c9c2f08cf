// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking landscape, as scripts call it.
#include "tests/app/command_line.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

using namespace grokking;
using namespace grokking::test;

namespace {

Outcome landscape(const QStringList& more, const QString& preset = "miller-fig5-b")
{
    return call(QStringList{"landscape", "--preset", preset} + more);
}

} // namespace

class TestLandscapeCommand : public QObject
{
    Q_OBJECT

private slots:
    void valuesAreWrittenPlaceByPlace()
    {
        const Outcome outcome = landscape({"--grid", "3"});
        QCOMPARE(outcome.status, 0);
        const QStringList lines = outcome.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 10);
        QCOMPARE(lines[0], QString("logLengthscale,logOutputscale,error,complexity,objective"));
        QVERIFY(lines[1].startsWith("-7,-5,"));
        QVERIFY(lines[9].startsWith("4,5,"));
        QVERIFY2(outcome.err.contains("9 / 9 places"), qPrintable(outcome.err));
    }

    void axesAreChosen()
    {
        const Outcome outcome =
            landscape({"--axes", "w2,w3", "--grid", "2", "--format", "json"}, "miller-fig1");
        QCOMPARE(outcome.status, 0);
        const QJsonObject object = objectOf(outcome.out);
        QCOMPARE(object["across"].toObject()["title"].toString(), QString("w2 (x^2)"));
        QCOMPARE(object["up"].toObject()["values"].toArray(), (QJsonArray{-1.5, 1.5}));
        QCOMPARE(object["error"].toArray().size(), 2);
        QVERIFY(object["complexity"].toArray()[1].toArray()[0].toDouble() > 0.0);
    }

    void basinIsTrained()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("basin.csv");
        const Outcome outcome = landscape({"--basin", "--grid", "2", "--set", "training.steps=30",
                                           "--set", "data.n=5", "--out", file});
        QCOMPARE(outcome.status, 0);
        QVERIFY2(outcome.err.contains("of 4 starts"), qPrintable(outcome.err));
        QFile written(file);
        QVERIFY(written.open(QFile::ReadOnly));
        const QList<QByteArray> lines = written.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[0], QByteArray("logLengthscale,logOutputscale,verdict,t1,t2,gap"));
        QVERIFY(lines[1].startsWith("-4.25,-2.5,"));
        QCOMPARE(landscape({"--grid", "2", "--out", file}).status, 5); // not over another file
    }

    void refusalsSayWhatToDo_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message");
        QTest::newRow("no landscape")
            << "demo-missing-subclass" << QStringList() << 2 << "this learner has no landscape";
        QTest::newRow("unknown axis") << "miller-fig1" << QStringList{"--axes", "w1,w9"} << 2
                                      << "choose two of w1, w2, w3, w4";
        QTest::newRow("one axis twice")
            << "miller-fig1" << QStringList{"--axes", "w1,w1"} << 2 << "must differ";
        QTest::newRow("grid too coarse")
            << "miller-fig1" << QStringList{"--grid", "1"} << 2 << "--grid";
        QTest::newRow("bad setting") << "miller-fig1"
                                     << QStringList{"--set", "learner.noiseVariance=-1"} << 3
                                     << "noiseVariance";
    }

    void refusalsSayWhatToDo()
    {
        QFETCH(QString, preset);
        QFETCH(QStringList, more);
        const Outcome outcome = landscape(more, preset);
        QTEST(outcome.status, "status");
        QFETCH(QString, message);
        QVERIFY2(outcome.err.contains(message), qPrintable(outcome.err));
        QVERIFY(outcome.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLandscapeCommand)
#include "tst_landscape_command.moc"
