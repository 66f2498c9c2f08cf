// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/digits.h"
#include "tests/support/idx_bytes.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace grokking;
using namespace grokking::test;

namespace {

// Returns the settings that choose few pictures from IDX files in a folder.
std::map<std::string, Value> ownDigits(const QString& folder)
{
    return {{"source", std::string("idx")},
            {"perDigit", std::int64_t{20}},
            {"file", folder.toStdString()},
            {"n", std::int64_t{60}},
            {"testSize", std::int64_t{20}}};
}

} // namespace

class TestDigitFiles : public QObject
{
    Q_OBJECT

private slots:
    void picturesOfIdxFilesAreRead()
    {
        const QTemporaryDir folder;
        test::writeDigitFiles(folder.path(), "train", 20);
        test::writeDigitFiles(folder.path(), "t10k", 20);
        const auto own = ownDigits(folder.path());
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
        const auto own = ownDigits(folder.path());
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
        auto own = ownDigits(folder.path());
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
        auto own = ownDigits(folder.path());
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
        auto own = ownDigits(folder.path());
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
};

QTEST_APPLESS_MAIN(TestDigitFiles)
#include "tst_digit_files.moc"
