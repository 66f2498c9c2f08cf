// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/canned_run.h"
#include "widgets/runs_model.h"
#include "widgets/runs_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTest>

using namespace grokking;

namespace {

RunRow run(const QString& name, const RunSummary& summary, std::int64_t seed = 0)
{
    RunRow row;
    row.file = "/runs/" + name + ".grok";
    row.name = name;
    row.preset = "demo-missing-subclass";
    row.seed = seed;
    row.created = QDateTime({2026, 1, 1}, {12, 0}).addSecs(seed);
    row.summary = summary;
    row.last = test::sampleAt(50'000);
    return row;
}

std::vector<RunRow> threeRuns()
{
    RunSummary early = test::grokkedSummary(50'000);
    early.t2 = Crossing{900};
    return {run("late", test::grokkedSummary(50'000), 1),
            run("never", test::memorizedSummary(50'000), 2), run("early", early, 3)};
}

} // namespace

class TestRunsTable : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_model = std::make_unique<RunsModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_table = std::make_unique<RunsTable>(m_model.get());
        m_proxyTester = std::make_unique<QAbstractItemModelTester>(
            m_table->proxy(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setRuns(threeRuns());
    }
    void cleanup()
    {
        m_proxyTester.reset();
        m_table.reset();
        m_tester.reset();
        m_model.reset();
    }

    void runWithoutT2IsCensored()
    {
        QCOMPARE(text(1, RunsModel::T2), QString("> 50,000"));
        QCOMPARE(text(1, RunsModel::Gap), QString());
        QCOMPARE(text(1, RunsModel::VerdictColumn), QString("memorized"));
        QCOMPARE(text(0, RunsModel::T2), QString("12,300"));
    }

    void sortsByNumberWithCensoredLast()
    {
        m_table->proxy()->sort(RunsModel::T2, Qt::AscendingOrder);
        QCOMPARE(shownNames(), QStringList({"early", "late", "never"})); // 900 < 12,300
    }

    void newestComesFirst() { QCOMPARE(shownNames(), QStringList({"early", "never", "late"})); }

    void filterNeedsAllWords()
    {
        m_table->setFilter("demo memorized");
        QCOMPARE(shownNames(), QStringList({"never"}));
        m_table->setFilter("grokked early");
        QCOMPARE(shownNames(), QStringList({"early"}));
        m_table->setFilter("");
        QCOMPARE(shownNames().size(), 3);
    }

    void updatesKeepTheOrderOfFiles()
    {
        RunRow changed = run("never", test::grokkedSummary(60'000), 2);
        m_model->updateRun(changed);
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(text(1, RunsModel::T2), QString("12,300"));
        m_model->updateRun(run("new", {}, 9));
        QCOMPARE(m_model->rowCount(), 4);
        m_model->removeRun("/runs/late.grok");
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(m_model->findRow("/runs/new.grok")->seed, 9);
        QVERIFY(!m_model->findRow("/runs/late.grok"));
    }

    void checkingAsksForAnOverlay()
    {
        QSignalSpy toggled(m_table.get(), &RunsTable::overlayToggled);
        const QModelIndex index = m_table->proxy()->index(0, RunsModel::Name);
        QVERIFY(m_table->proxy()->setData(index, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(toggled.count(), 1);
        QCOMPARE(toggled.first().at(0).toString(), QString("/runs/early.grok"));
        QCOMPARE(toggled.first().at(1).toBool(), true);
    }

    void notesCanBeWritten()
    {
        QSignalSpy edited(m_table.get(), &RunsTable::noteEdited);
        QVERIFY(m_model->setData(m_model->index(0, RunsModel::Note), "look here", Qt::EditRole));
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited.first().at(1).toString(), QString("look here"));
    }

    void keysOpenDeleteAndOverlay()
    {
        QSignalSpy opened(m_table.get(), &RunsTable::openRequested);
        QSignalSpy deleted(m_table.get(), &RunsTable::deleteRequested);
        QSignalSpy toggled(m_table.get(), &RunsTable::overlayToggled);
        m_table->selectFile("/runs/late.grok");
        QCOMPARE(m_table->selectedFiles(), QStringList({"/runs/late.grok"}));
        QTest::keyClick(m_table->view(), Qt::Key_Return);
        QTest::keyClick(m_table->view(), Qt::Key_Space);
        QTest::keyClick(m_table->view(), Qt::Key_Delete);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(toggled.count(), 1);
        QCOMPARE(deleted.count(), 1);
        QCOMPARE(deleted.first().first().toString(), QString("/runs/late.grok"));
    }

    void unreadableFileSaysWhy()
    {
        RunRow broken = run("broken", {});
        broken.error = "The file is damaged.";
        m_model->updateRun(broken);
        const QModelIndex index = m_model->index(3, RunsModel::Name);
        QCOMPARE(index.data(Qt::ToolTipRole).toString(), QString("The file is damaged."));
        QVERIFY(index.data().toString().contains("cannot be read"));
    }

    void everyVerdictHasAWordAndAGlyph()
    {
        for (const Verdict verdict :
             {Verdict::Running, Verdict::Diverged, Verdict::Failed, Verdict::Memorized,
              Verdict::Ungrokked, Verdict::Together, Verdict::Grokked}) {
            m_model->setRuns({run("one", {.verdict = verdict})});
            const QModelIndex index = m_model->index(0, RunsModel::VerdictColumn);
            QVERIFY(!index.data().toString().isEmpty());
            QVERIFY(!index.data(Qt::ToolTipRole).toString().isEmpty());
            QVERIFY(!index.data(Qt::DecorationRole).value<QIcon>().pixmap(16, 16).isNull());
        }
    }

private:
    QString text(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }
    QStringList shownNames() const
    {
        QStringList names;
        for (int row = 0; row < m_table->proxy()->rowCount(); ++row)
            names << m_table->proxy()->index(row, RunsModel::Name).data().toString();
        return names;
    }

    std::unique_ptr<RunsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<RunsTable> m_table;
    std::unique_ptr<QAbstractItemModelTester> m_proxyTester;
};

QTEST_MAIN(TestRunsTable)
#include "tst_runs_table.moc"
