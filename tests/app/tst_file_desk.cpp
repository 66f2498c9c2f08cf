// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Saving from the window, and opening what was saved.
#include "app/window/file_desk.h"
#include "core/spec/spec_json.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"
#include "widgets/export_metadata.h"
#include "widgets/message_bar.h"
#include "widgets/summary_panel.h"
#include "widgets/timeline.h"
#include "widgets/view_grid.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QMenu>
#include <QSignalSpy>
#include <QTimer>
#include <qcustomplot.h>

#include "tests/app/window_fixture.h"

using namespace grokking;
using namespace grokking::test;

class TestFileDesk : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void everyViewIsSavedUnderItsName()
    {
        runToTheEnd();
        const QTemporaryDir folder;
        files()->saveViewsTo(folder.path(), "png");
        const auto files = QDir(folder.path()).entryList({"*.png"});
        QVERIFY2(files.contains("quick seed 0 accuracy.png"), qPrintable(files.join('|')));
        QVERIFY(files.size() >= 5);
        QVERIFY(files.contains("quick seed 0 timeline.png"));
        QVERIFY(part<MessageBar>()->message().contains("Saved"));
    }

    // A million rows take a while.
    void valuesAreWrittenBesideTheWindow()
    {
        runToTheEnd();
        const QTemporaryDir folder;
        const QString file = folder.filePath("accuracy.csv");
        QSignalSpy saved(files(), &FileDesk::done);
        files()->saveViewTo(m_fixture->accuracy(), file);
        QCOMPARE(saved.size(), 0);
        QTRY_COMPARE(saved.size(), 1);
        QFile table(file);
        QVERIFY(table.open(QFile::ReadOnly));
        QVERIFY(table.readAll().endsWith(m_fixture->accuracy()->csv().toUtf8()));
        QSignalSpy failed(files(), &FileDesk::failed);
        files()->saveViewTo(m_fixture->accuracy(), "/nowhere/accuracy.csv");
        QTRY_COMPARE(failed.size(), 1);
    }

    void timelineHasAMenuAndIsSaved()
    {
        runToTheEnd();
        auto* const timeline = part<Timeline>();
        QStringList texts;
        QTimer::singleShot(0, this, [&texts] {
            auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (!menu)
                return;
            for (const QAction* action : menu->actions())
                texts << action->text();
            menu->close();
        });
        const QPoint place(100, 20);
        QContextMenuEvent click(QContextMenuEvent::Mouse, place,
                                timeline->plot()->mapToGlobal(place));
        QApplication::sendEvent(timeline->plot(), &click);
        QVERIFY(texts.contains("Save picture or values…"));
        QVERIFY(!texts.contains("Zoom and pan"));
        const QTemporaryDir folder;
        QSignalSpy saved(files(), &FileDesk::done);
        files()->saveViewTo(timeline, folder.filePath("timeline.csv"));
        QTRY_COMPARE(saved.size(), 1);
        QFile table(folder.filePath("timeline.csv"));
        QVERIFY(table.open(QFile::ReadOnly));
        QVERIFY(table.readAll().contains("\nphase,begin,end\nstart,0,"));
    }

    void emptyViewsAreNotSaved()
    {
        const QTemporaryDir folder;
        files()->saveViewsTo(folder.path(), "png");
        QVERIFY(QDir(folder.path()).entryList({"*.png"}).isEmpty());
        QVERIFY(part<MessageBar>()->message().contains("Run an experiment"));
    }

    // Export, read the metadata, parse the spec: the one that ran.
    void openedPictureBringsItsExperiment_data()
    {
        QTest::addColumn<QString>("suffix");
        for (const char* suffix : {"png", "svg", "pdf", "csv"})
            QTest::newRow(suffix) << QString(suffix);
    }

    void openedPictureBringsItsExperiment()
    {
        QFETCH(QString, suffix);
        ExperimentSpec spec = smallExperiment({"seed=7", "data.f=0.25", "learner.width=9"});
        spec.preset = "quick";
        experiment().edit(spec);
        runToTheEnd();
        const QTemporaryDir folder;
        const QString file = folder.filePath("quick seed 7 accuracy." + suffix);
        QSignalSpy saved(files(), &FileDesk::done);
        files()->saveViewsTo(folder.path(), suffix);
        QTRY_COMPARE(saved.size(), 1);
        const auto text = readExportedSpec(file);
        QVERIFY(text);
        QVERIFY(specFromJson(text->toStdString(), catalogs(), "picture").value() == spec);
        experiment().choosePreset("endless");
        files()->open(file);
        QVERIFY(experiment().spec() == spec);
        QVERIFY(part<MessageBar>()->message().contains("is on the form"));
    }

    void pictureOfAnotherProgramIsExplained()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath("other.png");
        QVERIFY(QImage(8, 8, QImage::Format_RGB32).save(file));
        files()->open(file);
        QVERIFY(part<MessageBar>()->message().contains("says nothing of an experiment"));
    }

    void weightsAndDataAreSaved()
    {
        runToTheEnd();
        const QTemporaryDir folder;
        QSignalSpy saved(files(), &FileDesk::done);
        const QString weights = folder.filePath("weights.npz");
        files()->saveWeightsTo(weights);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 30'000);
        QVERIFY(saved[0][0].toString().contains("step 60"));
        files()->saveWeightsTo(weights); // the dialog has asked
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 2, 30'000);
        const QString data = folder.filePath("data.csv");
        files()->saveDataTo(data);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 3, 30'000);
        QVERIFY(QFileInfo(weights).size() > 1'000);
        QVERIFY(QFileInfo(data).size() > 1'000);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 2); // nothing is left behind
    }

    // What is there stays if it cannot be replaced.
    void failedSaveKeepsTheOldFile()
    {
        const QTemporaryDir folder;
        QFile old(folder.filePath("weights.npz"));
        QVERIFY(old.open(QFile::WriteOnly));
        old.write("old");
        old.close();
        QSignalSpy failed(files(), &FileDesk::failed);
        files()->saveWeightsTo(old.fileName()); // of no run
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
        QCOMPARE(old.size(), 3);
    }

    void summaryFollowsTheShownRun()
    {
        QVERIFY(part<SummaryPanel>()->accessibleDescription().contains("Press Run"));
        runToTheEnd();
        QVERIFY(part<SummaryPanel>()->accessibleDescription().contains("Stays above: t1"));
        QVERIFY(!part<SummaryPanel>()->text().startsWith("training"));
        const QString live = part<SummaryPanel>()->text();
        const QString file = experiment().shownFile();
        m_fixture->reopen();
        experiment().show(file);
        QTRY_COMPARE(part<SummaryPanel>()->accessibleDescription(), live);
        m_fixture->action("Rewind")->trigger();
        QVERIFY(part<SummaryPanel>()->accessibleDescription().contains("Press Run"));
    }

private:
    template <class Widget>
    [[nodiscard]] Widget* part() const
    {
        return m_fixture->part<Widget>();
    }

    [[nodiscard]] FileDesk* files() const { return part<FileDesk>(); }
    [[nodiscard]] ExperimentController& experiment() const { return m_fixture->experiment(); }

    void runToTheEnd()
    {
        m_fixture->action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!experiment().shownFile().isEmpty(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->status().startsWith("Finished"), 30'000);
        const auto isWritten = [file = experiment().shownFile().toStdString()] {
            const auto listing = readListing(file);
            return listing && listing->finished;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isWritten(), 30'000);
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestFileDesk)
#include "tst_file_desk.moc"
