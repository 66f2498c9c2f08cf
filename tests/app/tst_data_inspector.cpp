// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The facts about the data on the form, and checks that take long.
#include "app/window/data_inspector.h"
#include "app/window/spec_editor.h"

#include <QSignalSpy>
#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

class TestDataInspector : public QObject
{
    Q_OBJECT

private slots:
    void findsTheFactsOfTheLastSpecOnly()
    {
        DataInspector inspector;
        QSignalSpy found(&inspector, &DataInspector::factsFound);
        QSignalSpy began(&inspector, &DataInspector::began);
        inspector.inspect(smallExperiment({"data.f=1"}));
        inspector.inspect(smallExperiment({"data.f=0"}));
        QCOMPARE(began.count(), 2);
        QTRY_COMPARE(found.count(), 1);
        const auto facts = found.front().front().value<std::vector<Fact>>();
        QStringList texts;
        for (const Fact& fact : facts)
            texts << fact.title + ": " + fact.value;
        QVERIFY(texts.contains("Total variation: 0.500"));
        QVERIFY(texts.contains(QString::fromUtf8("KL(train ‖ test): 0.693 nats")));
        QVERIFY(texts.contains("Linearly separable: train yes, test yes"));
        QVERIFY(texts.contains(QString::fromUtf8("KL(test ‖ train): infinite, 4 removed")));
    }

    // A change that leaves the data alone starts nothing.
    void looksOnceIntoTheSameData()
    {
        DataInspector inspector;
        QSignalSpy began(&inspector, &DataInspector::began);
        inspector.inspect(smallExperiment());
        inspector.inspect(smallExperiment({"learner.width=16"}));
        QCOMPARE(began.count(), 1);
        inspector.inspect(smallExperiment({"seed=3"}));
        QCOMPARE(began.count(), 2);
    }

    void leavesLargeDataAlone()
    {
        DataInspector inspector;
        QSignalSpy refused(&inspector, &DataInspector::refused);
        inspector.inspect(smallExperiment({"data.testSize=1e6"}));
        QVERIFY(refused.front().front().toString().contains("too large"));
    }

    // A heading over nothing would look as if something were broken.
    void saysWhyThereIsNothingToTell_data()
    {
        QTest::addColumn<ExperimentSpec>("spec");
        QTest::addColumn<QString>("reason");
        QTest::newRow("tokens") << smallExperiment(
            {"data=modular-arithmetic", "data.encoding=tokens"})
                                << "tokens";
        QTest::newRow("two points")
            << smallExperiment({"data=line", "learner=linear-regression", "data.n=2"})
            << "too few samples";
    }
    void saysWhyThereIsNothingToTell()
    {
        QFETCH(ExperimentSpec, spec);
        QFETCH(QString, reason);
        DataInspector inspector;
        QSignalSpy refused(&inspector, &DataInspector::refused);
        QSignalSpy found(&inspector, &DataInspector::factsFound);
        inspector.inspect(spec);
        QTRY_COMPARE(refused.count(), 1);
        QVERIFY2(refused.front().front().toString().contains(reason),
                 qPrintable(refused.front().front().toString()));
        QCOMPARE(found.count(), 0);
    }

    // A search for codes that takes long goes on beside the window: until it is over the spec is
    // not valid, and then either valid or a problem of its own.
    void aSlowCheckDoesNotHoldUpTheWindow()
    {
        SpecEditor editor({});
        QSignalSpy problems(&editor, &SpecEditor::problemsFound);
        const auto last = [&] {
            const auto found = problems.back().front().value<std::vector<SpecProblem>>();
            return QString::fromStdString(
                found.empty() ? "" : found.front().path + " " + found.front().message);
        };
        // Of 18 classes 2 apart within and at least 4 between, 12 are found at once and no more
        // in hours.
        editor.edit(
            smallExperiment({"data=custom-geometry", "data.classes=18", "data.withinDistance=2",
                             "data.betweenDistance=4", "data.betweenRule=at-least"}));
        QVERIFY2(last().startsWith("data.id is being checked"), qPrintable(last()));
        QVERIFY(!editor.isValid());
        QTRY_VERIFY_WITH_TIMEOUT(problems.count() >= 2, 60'000);
        QVERIFY2(last().contains("maximum unknown"), qPrintable(last()));
        // Known from then on.
        editor.edit(smallExperiment());
        QVERIFY(editor.isValid());
    }
};

QTEST_MAIN(TestDataInspector)
#include "tst_data_inspector.moc"
