// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The shown run against the one made before it.
#include "app/window/run_comparison.h"
#include "widgets/difference_view.h"
#include "widgets/runs_filter.h"
#include "widgets/runs_model.h"
#include "widgets/runs_table.h"

#include <QTreeWidget>

#include "tests/app/window_fixture.h"

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int timeoutMs = 30'000;

RunRow row(const QString& name, int second, const QString& group = {}, bool overlaid = false)
{
    return {.file = name,
            .name = name,
            .created = QDateTime::fromSecsSinceEpoch(second),
            .overlaid = overlaid,
            .group = group};
}

} // namespace

class TestRunComparison : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void runsBeforeAreFound_data()
    {
        QTest::addColumn<std::vector<RunRow>>("rows");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("none shown") << std::vector<RunRow>{row("a", 1)} << QStringList{};
        QTest::newRow("the first")
            << std::vector<RunRow>{row("shown", 1), row("a", 2)} << QStringList{};
        QTest::newRow("the last before")
            << std::vector<RunRow>{row("b", 2), row("a", 1), row("shown", 3), row("c", 4)}
            << QStringList{"b"};
        QTest::newRow("one that is drawn already")
            << std::vector<RunRow>{row("a", 1), row("b", 2, {}, true), row("shown", 3)}
            << QStringList{"b"};
        QTest::newRow("another seed")
            << std::vector<RunRow>{row("a", 1), row("b", 2, "g"), row("shown", 3, "g")}
            << QStringList{"b"};
        QTest::newRow("the other seeds are drawn already")
            << std::vector<RunRow>{row("a", 1), row("b", 2, "g", true), row("shown", 3, "g")}
            << QStringList{"a"};
        QTest::newRow("all seeds of the experiment before")
            << std::vector<RunRow>{row("a", 1, "g"), row("b", 2, "g"), row("shown", 3, "h")}
            << (QStringList{"b", "a"});
        RunRow elsewhere = row("shown", 0);
        elsewhere.created = {};
        QTest::newRow("before one of another folder")
            << std::vector<RunRow>{row("a", 2), row("b", 1), elsewhere} << QStringList{"a"};
        RunRow broken = row("b", 2);
        broken.error = "damaged";
        QTest::newRow("one that cannot be read")
            << std::vector<RunRow>{row("a", 1), broken, row("shown", 3)} << QStringList{"a"};
    }
    void runsBeforeAreFound()
    {
        QFETCH(std::vector<RunRow>, rows);
        QFETCH(QStringList, files);
        QCOMPARE(runsBefore(rows, "shown"), files);
    }

    void saysWhyThereIsNothingToCompare()
    {
        QVERIFY(!action()->isEnabled());
        QVERIFY2(action()->toolTip().contains("no run is shown"), qPrintable(action()->toolTip()));
        run();
        QTRY_VERIFY2(action()->toolTip().contains("no other run was made before"),
                     qPrintable(action()->toolTip()));
        QVERIFY(!action()->isEnabled());
        runNextSeed();
        QTRY_VERIFY(action()->isEnabled());
        QVERIFY2(action()->toolTip().contains("run before this one"),
                 qPrintable(action()->toolTip()));
    }

    void drawsTheRunBeforeAndShowsWhatDiffers()
    {
        run();
        runNextSeed();
        QTRY_VERIFY(action()->isEnabled());
        action()->trigger();
        QTRY_VERIFY(m_fixture->accuracy()->labels().contains("quick-seed0"));
        QTRY_VERIFY(part<DifferenceView>());
        const QTreeWidget* const table = part<DifferenceView>()->table();
        QCOMPARE(table->topLevelItemCount(), 1);
        QCOMPARE(table->topLevelItem(0)->text(1), QString("0"));
        QCOMPARE(table->topLevelItem(0)->text(2), QString("1"));
        part<DifferenceView>()->close();
        QVERIFY(action()->isChecked());

        action()->trigger();
        QVERIFY(!action()->isChecked());
        QVERIFY(!m_fixture->accuracy()->labels().contains("quick-seed0"));
        QVERIFY(checked().isEmpty());
    }

    void checkedRunsStayChecked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("the run before") << "quick-seed1";
        QTest::newRow("an older one") << "quick-seed0";
    }
    void checkedRunsStayChecked()
    {
        QFETCH(QString, name);
        run();
        ExperimentSpec other = m_fixture->experiment().spec();
        other.training.steps += 1; // another experiment, for each its own
        m_fixture->experiment().edit(other);
        runNextSeed();
        other = m_fixture->experiment().spec();
        other.training.steps += 1;
        m_fixture->experiment().edit(other);
        runNextSeed();
        check(name, Qt::Checked);
        QTRY_VERIFY(action()->isEnabled());
        action()->trigger();
        QStringList both{name, "quick-seed1"};
        both.removeDuplicates();
        QCOMPARE(checked(), both);
        action()->trigger();
        QCOMPARE(checked(), QStringList{name});
    }

    void anotherRunEndsIt()
    {
        run();
        runNextSeed();
        QTRY_VERIFY(action()->isEnabled());
        action()->trigger();
        QVERIFY(action()->isChecked());
        runNextSeed();
        QTRY_VERIFY(!action()->isChecked());
        QVERIFY(checked().isEmpty());
    }

    void takingTheCheckMarkAwayEndsIt()
    {
        run();
        runNextSeed();
        QTRY_VERIFY(action()->isEnabled());
        action()->trigger();
        check("quick-seed0", Qt::Unchecked);
        QTRY_VERIFY(!action()->isChecked());
        QVERIFY(action()->isEnabled());
    }

private:
    [[nodiscard]] QAction* action() const { return part<RunComparison>()->action(); }
    [[nodiscard]] RunsModel* model() const
    {
        return qobject_cast<RunsModel*>(part<RunsTable>()->proxy()->sourceModel());
    }
    template <class Part>
    [[nodiscard]] Part* part() const
    {
        return m_fixture->part<Part>();
    }
    [[nodiscard]] QStringList checked() const
    {
        QStringList names;
        for (const RunRow& run : model()->rows())
            if (run.overlaid)
                names << run.name;
        names.sort();
        return names;
    }
    void check(const QString& name, Qt::CheckState state)
    {
        for (const RunRow& run : model()->rows())
            if (run.name == name)
                model()->setData(model()->indexOf(run.file), state, Qt::CheckStateRole);
    }
    void run()
    {
        const QString before = m_fixture->experiment().shownFile();
        m_fixture->action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->experiment().shownFile() != before, timeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->status().startsWith("Finished"), timeoutMs);
    }
    void runNextSeed()
    {
        m_fixture->action("Reseed")->trigger();
        run();
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

QTEST_MAIN(TestRunComparison)
#include "tst_run_comparison.moc"
