// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drawn_texts.h"
#include "tests/widgets/canned_run.h"
#include "widgets/cleanup_view.h"
#include "widgets/difference_view.h"
#include "widgets/elided_name.h"
#include "widgets/runs_filter.h"
#include "widgets/runs_model.h"
#include "widgets/runs_table.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QTreeWidget>

#include <cmath>

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

QStringList sorted(QStringList texts)
{
    texts.sort();
    return texts;
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

    void scoresOfRegressionsAreNoPercentages()
    {
        QVERIFY(text(0, RunsModel::TrainScore).endsWith(" %"));
        auto runs = threeRuns();
        for (RunRow& row : runs) {
            row.last->train = {.loss = 0.1, .score = 0.953};
            row.group = "a";
        }
        m_model->setRuns({runs[0]});
        QCOMPARE(text(0, RunsModel::TrainScore), QString("0.953"));
        m_model->setRuns(runs);
        QCOMPARE(text(0, RunsModel::TrainScore), QString("0.953"));
        QVERIFY(text(0, RunsModel::TestScore).endsWith(" %"));
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
        QCOMPARE(deleted.first().first().toStringList(), QStringList({"/runs/late.grok"}));
    }

    void spaceGivesAllSelectedOneState()
    {
        auto runs = threeRuns();
        for (RunRow& run : runs)
            run.group = "a";
        m_model->setRuns(runs);
        m_table->view()->expandAll();
        m_table->view()->selectAll(); // the group and its runs
        QTest::keyClick(m_table->view(), Qt::Key_Space);
        for (const RunRow& run : runs)
            QVERIFY2(m_model->findRow(run.file)->overlaid, qPrintable(run.file));
        QTest::keyClick(m_table->view(), Qt::Key_Space);
        for (const RunRow& run : runs)
            QVERIFY2(!m_model->findRow(run.file)->overlaid, qPrintable(run.file));
    }

    // Home goes to the first run here, and rewinds the training elsewhere in the window.
    void keysOfTheTableAreNoShortcuts()
    {
        for (const Qt::Key key : {Qt::Key_Home, Qt::Key_End, Qt::Key_Space, Qt::Key_Left}) {
            QKeyEvent event(QEvent::ShortcutOverride, key, Qt::NoModifier);
            event.ignore();
            QApplication::sendEvent(m_table->view(), &event);
            QVERIFY(event.isAccepted());
        }
    }

    void keysRenameNoteUndoAndFind()
    {
        QSignalSpy renamed(m_table.get(), &RunsTable::renameRequested);
        QSignalSpy undone(m_table.get(), &RunsTable::undoRequested);
        m_table->show();
        m_table->selectFile("/runs/late.grok");
        QTest::keyClick(m_table->view(), Qt::Key_F2);
        auto* const editor = m_table->view()->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), QString("late"));
        QTest::keyClicks(editor, "better");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(renamed.count(), 1);
        QCOMPARE(renamed.first(), QVariantList({"/runs/late.grok", "better"}));
        QCOMPARE(text(0, RunsModel::Name), QString("late")); // the library says when it is done
        QTest::keyClick(m_table->view(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undone.count(), 1);
        m_table->focusFilter();
        QVERIFY(m_table->findChild<QLineEdit*>()->hasFocus() || !m_table->isActiveWindow());
    }

    // Three seeds of one spec, and a run of its own.
    void seedsOfASpecAreOneRow()
    {
        m_model->setRuns(seeds());
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(m_model->rowCount(group()), 3);
        QCOMPARE(text(0, RunsModel::Name), QString("demo · 3 runs"));
        QCOMPARE(text(0, RunsModel::VerdictColumn), QString("2 of 3 grokked"));
        QCOMPARE(text(0, RunsModel::T2), QString("12,300")); // of 900, 12,300 and never
        QCOMPARE(text(0, RunsModel::Seed), QString("1 – 3"));
        QCOMPARE(m_model->runCount(), 4);
    }

    void medianCountsNeverAsLaterThanAll()
    {
        auto runs = seeds();
        runs[0].summary = runs[1].summary; // two of three never generalize
        m_model->setRuns(runs);
        QCOMPARE(text(0, RunsModel::T2), QString("> 50,000"));
        m_table->proxy()->sort(RunsModel::T2, Qt::AscendingOrder);
        QCOMPARE(shownNames().last(), QString("demo · 3 runs"));
        m_table->proxy()->sort(RunsModel::T2, Qt::DescendingOrder);
        QCOMPARE(shownNames().last(), QString("demo · 3 runs"));
    }

    void groupsComeAndGoWithTheirRuns()
    {
        const auto runs = seeds();
        m_model->setRuns({});
        m_model->updateRun(runs[0]);
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->rowCount(group()), 0);
        m_model->updateRun(runs[1]);
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->rowCount(group()), 2);
        m_model->updateRun(runs[2]);
        QCOMPARE(m_model->rowCount(group()), 3);
        for (const int left : {2, 0}) {
            m_model->removeRun(runs[left == 2 ? 1 : 0].file);
            QCOMPARE(m_model->rowCount(group()), left);
        }
        QCOMPARE(text(0, RunsModel::Name), runs[2].name);
        m_model->removeRun(runs[2].file);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void setRunsKeepsWhatStays()
    {
        m_model->setRuns(seeds());
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        m_table->view()->expandAll();
        m_table->selectFile("/runs/demo-seed2.grok");
        auto runs = seeds();
        runs.erase(runs.begin());
        runs.push_back(run("later", {}));
        m_model->setRuns(runs);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(m_table->selectedFiles(), QStringList({"/runs/demo-seed2.grok"}));
        QCOMPARE(m_model->runCount(), 4);
    }

    // 300 changes at once reset the model.
    void selectionStaysWhenTheTableIsNew()
    {
        auto runs = threeRuns();
        for (int seed = 0; seed < 2; ++seed) {
            runs.push_back(run(QString("many-seed%1").arg(seed), {}, seed));
            runs.back().group = "many";
        }
        m_model->setRuns(runs);
        m_table->selectFile("/runs/many-seed0.grok"); // its group
        m_table->view()->expand(m_table->view()->currentIndex());
        m_table->selectFile("/runs/many-seed1.grok");
        const QModelIndex other =
            m_table->proxy()->mapFromSource(m_model->indexOf("/runs/never.grok"));
        m_table->view()->selectionModel()->select(other, QItemSelectionModel::Select
                                                             | QItemSelectionModel::Rows);
        const QStringList before = sorted(m_table->selectedFiles());
        QCOMPARE(before, (QStringList{"/runs/many-seed1.grok", "/runs/never.grok"}));
        for (int i = 0; i < 300; ++i)
            runs.push_back(run(QString("new%1").arg(i), {}, i));
        const QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        m_model->setRuns(runs);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(sorted(m_table->selectedFiles()), before);
        QCOMPARE(m_table->view()->currentIndex().data(RunsModel::FileRole).toString(),
                 QString("/runs/many-seed1.grok"));
        runs.erase(runs.begin() + 1); // "never"
        for (RunRow& each : runs)
            each.note = "changed";
        m_model->setRuns(runs);
        QCOMPARE(reset.count(), 2);
        QCOMPARE(m_table->selectedFiles(), QStringList{"/runs/many-seed1.grok"});
    }

    void checkingAGroupChecksItsRuns()
    {
        m_model->setRuns(seeds());
        QSignalSpy toggled(m_table.get(), &RunsTable::overlayToggled);
        QVERIFY(m_model->setData(group(), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(toggled.count(), 3);
        const QModelIndex first = m_model->index(0, RunsModel::Name, group());
        QCOMPARE(first.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(m_model->setData(first, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(group().data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
    }

    void openingAGroupShowsItsFirstRunBeforeTheOthers()
    {
        m_model->setRuns(seeds());
        QSignalSpy opened(m_table.get(), &RunsTable::openRequested);
        QSignalSpy toggled(m_table.get(), &RunsTable::overlayToggled);
        m_table->selectFile("/runs/demo-seed2.grok"); // folded: selects the group
        QTest::keyClick(m_table->view(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().first().toString(), QString("/runs/demo-seed1.grok"));
        QCOMPARE(toggled.count(), 3);
    }

    void runOfAFoldedGroupIsRevealed()
    {
        m_model->setRuns(seeds());
        m_table->revealFile("/runs/demo-seed2.grok");
        QCOMPARE(m_table->selectedFiles(), QStringList{"/runs/demo-seed2.grok"});
        QVERIFY(m_table->view()->isExpanded(m_table->view()->currentIndex().parent()));
        QVERIFY(!m_table->view()->visualRect(m_table->view()->currentIndex()).isEmpty());
    }

    void deletingAGroupAsksForAllItsRuns()
    {
        m_model->setRuns(seeds());
        QSignalSpy deleted(m_table.get(), &RunsTable::deleteRequested);
        m_table->selectFile("/runs/demo-seed2.grok");
        QTest::keyClick(m_table->view(), Qt::Key_Delete);
        QCOMPARE(deleted.first().first().toStringList().size(), 3);
    }

    void filterShowsTheRunsOfAGroupThatMatch()
    {
        m_model->setRuns(seeds());
        m_table->setFilter("memorized");
        QCOMPARE(m_table->proxy()->rowCount(), 1);
        QCOMPARE(m_table->proxy()->rowCount(m_table->proxy()->index(0, 0)), 1);
        m_table->setFilter("");
        m_table->proxy()->setVerdicts({static_cast<int>(Verdict::Grokked)});
        QCOMPARE(m_table->proxy()->rowCount(), 2);
        m_table->setFilter("alone");
        QCOMPARE(shownNames(), QStringList({"alone"}));
    }

    void namesAreSortedByTheirNumbers()
    {
        m_model->setRuns({run("a-seed10", {}), run("a-seed2", {}), run("B", {})});
        m_table->proxy()->sort(RunsModel::Name, Qt::AscendingOrder);
        QCOMPARE(shownNames(), QStringList({"a-seed2", "a-seed10", "B"}));
    }

    void unknownScoresDoNotUpsetTheOrder()
    {
        auto runs = threeRuns();
        runs[0].last->test.score = std::nan("");
        runs[1].last->test.score = 0.2;
        runs[2].last->test.score = 0.1;
        m_model->setRuns(runs);
        m_table->proxy()->sort(RunsModel::TestScore, Qt::AscendingOrder);
        QCOMPARE(shownNames(), QStringList({"early", "never", "late"}));
        m_table->proxy()->sort(RunsModel::TestScore, Qt::DescendingOrder);
        QCOMPARE(shownNames(), QStringList({"never", "early", "late"}));
    }

    void twoRunsCanBeCompared()
    {
        QSignalSpy asked(m_table.get(), &RunsTable::differenceRequested);
        m_table->view()->selectAll();
        QTest::keyClick(m_table->view(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(asked.count(), 0); // three
        m_model->removeRun("/runs/late.grok");
        m_table->view()->selectAll();
        QTest::keyClick(m_table->view(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(asked.count(), 1);
    }

    // By the menu, of groups and of single runs alike.
    void pictureOfTheirOutcomesIsAskedFor()
    {
        m_model->setRuns(seeds());
        QSignalSpy asked(m_table.get(), &RunsTable::outcomesRequested);
        m_table->show();
        const auto choose = [this] {
            bool isEnabled = false;
            QTimer::singleShot(0, this, [&isEnabled] {
                auto* const menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
                QVERIFY(menu);
                for (QAction* const action : menu->actions())
                    if (action->text() == "Picture of their outcomes") {
                        isEnabled = action->isEnabled();
                        action->trigger();
                    }
                menu->close();
            });
            const QRect row = m_table->view()->visualRect(m_table->proxy()->index(0, 0));
            emit m_table->view()->customContextMenuRequested(row.center());
            return isEnabled;
        };
        m_table->selectFile("/runs/alone.grok");
        QVERIFY(!choose()); // one run is no picture
        m_table->view()->selectAll();
        QVERIFY(choose());
        QCOMPARE(asked.count(), 1);
        QCOMPARE(sorted(asked.front().front().toStringList()),
                 (QStringList{"/runs/alone.grok", "/runs/demo-seed1.grok", "/runs/demo-seed2.grok",
                              "/runs/demo-seed3.grok"}));
    }

    void columnsComeBack()
    {
        QHeaderView* const header = m_table->view()->header();
        header->setSectionHidden(RunsModel::Preset, true);
        header->moveSection(header->visualIndex(RunsModel::Gap), 1);
        header->resizeSection(RunsModel::T1, 123);
        const QByteArray columns = m_table->columns();
        RunsTable other(m_model.get());
        other.restoreColumns("nonsense");
        QVERIFY(!other.view()->header()->isSectionHidden(RunsModel::Preset));
        other.restoreColumns(columns);
        QVERIFY(other.view()->header()->isSectionHidden(RunsModel::Preset));
        QCOMPARE(other.view()->header()->visualIndex(RunsModel::Gap), 1);
        QCOMPARE(other.view()->header()->sectionSize(RunsModel::T1), 123);
    }

    void namesAreAsWideAsTheyNeedUntilTheUserChooses()
    {
        QHeaderView* const header = m_table->view()->header();
        m_table->resize(900, 400);
        m_table->show();
        const QString name = "carvalho-fig3b-f0.2-n200-seed6";
        m_model->updateRun(run(name, {}, 6));
        const int needed = m_table->fontMetrics().horizontalAdvance(name);
        const int fitted = header->sectionSize(RunsModel::Name);
        QVERIFY2(fitted > needed && fitted < 2 * needed, qPrintable(QString::number(fitted)));
        m_table->resize(needed, 400); // no room for all of it
        QTRY_VERIFY(header->sectionSize(RunsModel::Name) < 0.7 * needed);
        m_table->resize(900, 400);
        QTRY_COMPARE(header->sectionSize(RunsModel::Name), fitted);
        m_model->removeRun("/runs/" + name + ".grok");
        QVERIFY(header->sectionSize(RunsModel::Name) < fitted);
        RunsTable again(m_model.get());
        again.resize(900, 400);
        again.show();
        again.restoreColumns(m_table->columns());
        header->resizeSection(RunsModel::Name, 111);
        m_model->updateRun(run(name, {}, 6));
        QCOMPARE(header->sectionSize(RunsModel::Name), 111);
        QCOMPARE(again.view()->header()->sectionSize(RunsModel::Name), fitted);
        again.restoreColumns(m_table->columns());
        QCOMPARE(again.view()->header()->sectionSize(RunsModel::Name), 111);
        m_model->removeRun("/runs/" + name + ".grok");
        QCOMPARE(again.view()->header()->sectionSize(RunsModel::Name), 111);
    }

    // The width that fits the names is one in which they are not elided.
    void fittedNamesAreWhole_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* const name : {"mis", "p31", "wii", "MMM", "fit", "a much longer name"})
            QTest::newRow(name) << QString(name);
    }

    void fittedNamesAreWhole()
    {
        QFETCH(QString, name);
        applyTheme(*qApp, ColorScheme::Light); // whose padding belongs to the cells
        m_model->setRuns({});
        m_table->resize(900, 400);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
        m_model->updateRun(run(name, {}, 0));
        QStringList texts;
        for (const test::DrawnText& text : test::drawnTexts(*m_table->view()->viewport()))
            texts << text.text;
        QVERIFY2(texts.contains(name), qPrintable(texts.join('|')));
    }

    void elidedNamesStayApart_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::newRow("difference in the middle") << QStringList{
            "carvalho-fig3a-n100-seed0", "carvalho-fig3a-n300-seed0", "carvalho-fig4b-n100-seed0"};
        QTest::newRow("difference at the end")
            << QStringList{"demo-missing-subclass-seed0", "demo-missing-subclass-seed1",
                           "demo-missing-subclass-seed10"};
        QTest::newRow("groups") << QStringList{"carvalho-fig3a-n100 · 5 runs",
                                               "carvalho-fig3a-n300 · 5 runs"};
    }
    void elidedNamesStayApart()
    {
        QFETCH(QStringList, names);
        const QFontMetrics metrics(m_table->font());
        const int width = metrics.horizontalAdvance("carvalho-fig3a-n1");
        QStringList elided;
        for (const QString& name : names) {
            QStringList others = names;
            others.removeAll(name);
            elided << elidedApart(name, others, metrics, width);
            QVERIFY2(metrics.horizontalAdvance(elided.back()) <= width, qPrintable(elided.back()));
            QVERIFY2(elided.back().contains(u'…'), qPrintable(elided.back()));
            QCOMPARE(elidedApart(name, others, metrics, 2 * width), name);
        }
        QCOMPARE(elided.removeDuplicates(), 0);
    }

    void toolTipHasTheWholeName()
    {
        RunRow one = run("demo-missing-subclass-seed0", {}, 10);
        RunRow other = run("demo-missing-subclass-seed1", {}, 11);
        one.group = other.group = "g";
        m_model->setRuns({one, other});
        const QString tip = m_model->index(0, RunsModel::Name).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains("demo-missing-subclass"), qPrintable(tip));
    }

    void rowsAreCopiedWithTheirHeadings()
    {
        m_table->selectFile("/runs/late.grok");
        QTest::keyClick(m_table->view(), Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QVERIFY2(lines[0].startsWith("Run\tVerdict\tt1"), qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith("late\tgrokked\t"), qPrintable(lines[1]));
    }

    void differencesAreListed()
    {
        auto* const view = new DifferenceView(
            "a", "b", {{"data.f", "Imbalance", "0.2", "0"}, {"seed", "Seed", "1", ""}},
            m_table.get());
        QCOMPARE(view->table()->topLevelItemCount(), 2);
        QCOMPARE(view->table()->topLevelItem(0)->text(1), QString("0.2"));
        QCOMPARE(view->table()->topLevelItem(1)->text(2), QString("–"));
        view->close();
    }

    void onlyWhatIsCheckedInTheListIsRemoved()
    {
        const auto sizeText = [](std::int64_t bytes) { return QString("%1 B").arg(bytes); };
        auto* const view =
            new CleanupView({{"Deleted runs", "Gone.", {{"a", "1 B", 1}, {"b", "2 B", 2}}},
                             {"Damaged", "Gone.", {}},
                             {"Checkpoints", "Not continued.", {{"c", "4 B", 4}}}},
                            sizeText, m_table.get());
        QSignalSpy removed(view, &CleanupView::removeRequested);
        QCOMPARE(view->list()->topLevelItemCount(), 2);
        QVERIFY(!view->button()->isEnabled());
        view->list()->topLevelItem(0)->child(1)->setCheckState(0, Qt::Checked);
        view->list()->topLevelItem(1)->setCheckState(0, Qt::Checked);
        QCOMPARE(view->button()->text(), QString("Remove 2 for good, 6 B"));
        view->button()->click();
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed.first().first().value<std::vector<int>>(), (std::vector<int>{1, 2}));
    }

    void sumOfWhatIsCheckedFollowsHeadingsAndEntries()
    {
        std::vector<CleanupEntry> entries(1'000, {"run", "2 B", 2});
        QWidget owner;
        owner.resize(900, 700);
        CleanupView view(
            {{"Old", "lost", entries}, {"Older", "lost too", {{"one", "5 B", 5}}}},
            [](std::int64_t bytes) { return QString("%1 B").arg(bytes); }, &owner);
        QTreeWidgetItem* const heading = view.list()->topLevelItem(0);
        heading->setCheckState(0, Qt::Checked);
        view.list()->topLevelItem(1)->child(0)->setCheckState(0, Qt::Checked);
        QCOMPARE(view.button()->text(), QString("Remove 1001 for good, 2005 B"));
        heading->child(7)->setCheckState(0, Qt::Unchecked);
        QCOMPARE(view.button()->text(), QString("Remove 1000 for good, 2003 B"));
        heading->setCheckState(0, Qt::Unchecked);
        QCOMPARE(view.button()->text(), QString("Remove 1 for good, 5 B"));
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
    static std::vector<RunRow> seeds()
    {
        std::vector<RunRow> runs = threeRuns();
        for (std::size_t i = 0; i < runs.size(); ++i) {
            runs[i].name = QString("demo-seed%1").arg(i + 1);
            runs[i].file = "/runs/" + runs[i].name + ".grok";
            runs[i].group = "0123";
        }
        runs.push_back(run("alone", test::grokkedSummary(50'000), 9));
        return runs;
    }
    [[nodiscard]] QModelIndex group() const { return m_model->index(0, RunsModel::Name); }
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
