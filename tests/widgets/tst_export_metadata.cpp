// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A saved picture or table says what run it shows: saved, read back, and the same.
#include "widgets/accuracy_view.h"
#include "widgets/export_metadata.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

#include <qcustomplot.h>

#include "tests/widgets/canned_run.h"

using namespace grokking;

namespace {

// With everything that needs an escape somewhere: quotes, brackets, ampersands, other letters, a
// number beyond 2^53 and a tiny one.
const QByteArray spec = "{\"preset\":\"a \\\"<b>\\\" & é, –\",\"seed\":9007199254740993,"
                        "\"training\":{\"rate\":1e-07,\"steps\":50000},\"flags\":[true,null]}";

ExportInfo infoOf(const QByteArray& json)
{
    return {.program = "Grokking Explorer 1.2.3",
            .run = "demo-seed0",
            .preset = "demo",
            .seeds = {0},
            .spec = json};
}

void feed(RunView& view)
{
    view.resize(500, 300);
    view.startRun(test::started());
    view.showSamples(test::samplesUntil(20'000));
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestExportMetadata : public QObject
{
    Q_OBJECT

private slots:
    void specSurvivesInEveryFormat_data()
    {
        QTest::addColumn<QString>("suffix");
        for (const char* suffix : {"png", "svg", "pdf", "csv"})
            QTest::newRow(suffix) << QString(suffix);
    }

    void specSurvivesInEveryFormat()
    {
        QFETCH(QString, suffix);
        const QString path = m_folder.filePath("view." + suffix);
        AccuracyView view;
        feed(view);
        view.setExportInfo(infoOf(spec));
        QVERIFY(view.exportTo(path));
        const auto read = readExportedSpec(path);
        QVERIFY2(read, read ? "" : read.error().text().c_str());
        QCOMPARE(QJsonDocument::fromJson(*read), QJsonDocument::fromJson(spec));
    }

    void fileWithoutExperimentSaysSo_data() { specSurvivesInEveryFormat_data(); }

    void fileWithoutExperimentSaysSo()
    {
        QFETCH(QString, suffix);
        const QString path = m_folder.filePath("plain." + suffix);
        AccuracyView view;
        feed(view); // and no setExportInfo()
        QVERIFY(view.exportTo(path));
        QCOMPARE(readExportedSpec(path).error().code, ErrorCode::InvalidFile);
        QFile other(m_folder.filePath("other." + suffix));
        QVERIFY(other.open(QFile::WriteOnly));
        other.write("something else");
        other.close();
        QCOMPARE(readExportedSpec(other.fileName()).error().code, ErrorCode::InvalidFile);
        QCOMPARE(readExportedSpec("/nowhere." + suffix).error().code, ErrorCode::FileAccess);
    }

    void metadataNamesProgramRunAndSeeds()
    {
        ExportInfo info = infoOf(spec);
        info.seeds = {0, 1, 9'007'199'254'740'993};
        const QJsonObject object =
            QJsonDocument::fromJson(exportMetadata(info, "Accuracy")).object();
        QCOMPARE(object["program"].toString(), QString("Grokking Explorer 1.2.3"));
        QCOMPARE(object["view"].toString(), QString("Accuracy"));
        QCOMPARE(object["run"].toString(), QString("demo-seed0"));
        QCOMPARE(object["seeds"].toArray()[2].toInteger(), 9'007'199'254'740'993);
    }

    void fileNameSaysWhatItShows_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("run");
        QTest::addColumn<int>("seeds");
        QTest::addColumn<QString>("name");
        QTest::newRow("a preset") << "demo"
                                  << "demo-seed0-2" << 1 << "demo seed 0 accuracy";
        QTest::newRow("seeds") << "demo"
                               << "demo-seed0" << 10 << "demo 10 seeds accuracy";
        QTest::newRow("no preset") << ""
                                   << "my run" << 1 << "my run accuracy";
        QTest::newRow("nothing") << ""
                                 << "" << 0 << "accuracy";
    }

    void fileNameSaysWhatItShows()
    {
        QFETCH(QString, preset);
        QFETCH(QString, run);
        QFETCH(int, seeds);
        QFETCH(QString, name);
        const ExportInfo info{.run = run,
                              .preset = preset,
                              .seeds = std::vector<std::int64_t>(static_cast<std::size_t>(seeds))};
        QCOMPARE(exportName(info, "Accuracy"), name);
    }

    // The picture keeps its size whatever the window's, and its resolution is written down.
    void pictureHasTheChosenSize()
    {
        AccuracyView view;
        feed(view);
        QVERIFY(view.exportTo(m_folder.filePath("default.png")));
        const QImage normal(m_folder.filePath("default.png"));
        QCOMPARE(normal.size(), QSize(1600, 1000));
        QVERIFY(std::abs(normal.dotsPerMeterX() * 0.0254 - 192.0) < 1.0);
        view.setPictureSize({{300, 200}, 1.0});
        QVERIFY(view.exportTo(m_folder.filePath("small.png")));
        QCOMPARE(QImage(m_folder.filePath("small.png")).size(), QSize(300, 200));
    }

    // However small the view is on the screen, there is room for all labels in the picture, and the
    // view is as before.
    void labelsFindTheirPlacesInThePicture()
    {
        AccuracyView view;
        feed(view);
        view.showSummary(test::grokkedSummary(20'000));
        view.resize(260, 150);
        view.grab(); // lays it out
        const QRect before = view.plot()->viewport();
        view.plot()->hide(); // vector pictures of what is on the screen have its size
        QVERIFY(view.exportTo(m_folder.filePath("labels.svg")));
        const QByteArray svg = contentOf(m_folder.filePath("labels.svg"));
        QVERIFY(svg.contains("viewBox=\"0 0 800 500\""));
        for (const char* label : {"t1 300", "t2 12,300", "train", "test", "Training step"})
            QVERIFY2(svg.contains(label), label);
        QCOMPARE(view.plot()->viewport(), before);
        QCOMPARE(view.plot()->size(), before.size());
    }

    void tableBeginsWithCommentsThatToolsSkip()
    {
        AccuracyView view;
        feed(view);
        view.setExportInfo(infoOf(spec));
        const QString path = m_folder.filePath("table.csv");
        QVERIFY(view.exportTo(path));
        const auto lines = contentOf(path).split('\n');
        QVERIFY(lines[0].startsWith("# demo seed 0 accuracy"));
        QVERIFY(lines[1].startsWith("# {"));
        QCOMPARE(lines.mid(2).join('\n'), view.csv().toUtf8());
    }

    // Another thread may write it, when the view has gone on or is gone.
    void valuesAreWrittenAsTheyWere()
    {
        const QString path = m_folder.filePath("later.csv");
        QString before;
        RunView::Writer write;
        {
            AccuracyView view;
            feed(view);
            before = view.csv();
            write = view.csvWriter(path);
            view.showSamples(std::vector{test::sampleAt(900'000)});
            QVERIFY(view.csv() != before);
        }
        std::thread([&] { QVERIFY(write()); }).join();
        QVERIFY(contentOf(path).endsWith(before.toUtf8()));
        QVERIFY(RunView::Writer(AccuracyView().csvWriter("/nowhere/a.csv"))().error().code
                == ErrorCode::FileAccess);
    }

    // A spreadsheet gets a table without comments; a picture keeps its text.
    void clipboardGetsPictureAndValues()
    {
        AccuracyView view;
        feed(view);
        view.setExportInfo(infoOf(spec));
        view.copyValues();
        QCOMPARE(QGuiApplication::clipboard()->text(), view.csv());
        view.copyPicture();
        QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(1600, 1000));
    }

    void vectorPicturesHaveTheSizeOfTheView()
    {
        AccuracyView view;
        feed(view);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(view.exportTo(m_folder.filePath("size.svg")));
        const QByteArray svg = contentOf(m_folder.filePath("size.svg"));
        QVERIFY(svg.contains("viewBox=\"0 0 500 300\""));
        QVERIFY(view.exportTo(m_folder.filePath("size.pdf")));
        // 72 points an inch, 96 pixels an inch
        const QByteArray pdf = contentOf(m_folder.filePath("size.pdf"));
        const auto box = pdf.mid(pdf.indexOf("/MediaBox"), 60);
        QVERIFY2(box.startsWith("/MediaBox [0 0 375.000000 225.000000]"), box.constData());
        view.hide(); // one that is not on the screen has none
        QVERIFY(view.exportTo(m_folder.filePath("size.svg")));
        QVERIFY(contentOf(m_folder.filePath("size.svg")).contains("viewBox=\"0 0 800 500\""));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestExportMetadata)
#include "tst_export_metadata.moc"
