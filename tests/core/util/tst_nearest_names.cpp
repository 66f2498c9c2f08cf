// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/nearest_names.h"

#include <QtTest>

using namespace grokking;

using Names = std::vector<std::string>;

class TestNearestNames : public QObject
{
    Q_OBJECT

private slots:
    void typosAreForgiven_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant"); // empty: nothing is near
        QTest::newRow("letter left out") << "transfomer"
                                         << "transformer";
        QTest::newRow("letter added") << "bnnn"
                                      << "bnn";
        QTest::newRow("letter exchanged") << "mlq"
                                          << "mlp";
        QTest::newRow("letters swapped") << "mpl"
                                         << "mlp";
        QTest::newRow("capitals") << "LSTM"
                                  << "lstm";
        QTest::newRow("beginning") << "trans"
                                   << "transformer";
        QTest::newRow("middle") << "former"
                                << "transformer";
        QTest::newRow("too few letters") << "m"
                                         << "";
        QTest::newRow("something else") << "forest"
                                        << "";
        QTest::newRow("nothing") << ""
                                 << "";
    }

    void typosAreForgiven()
    {
        QFETCH(QString, typed);
        QFETCH(QString, meant);
        const Names names =
            nearestNames(typed.toStdString(), {"bnn", "mlp", "lstm", "transformer"});
        QCOMPARE(names, meant.isEmpty() ? Names{} : Names{meant.toStdString()});
    }

    void nearestComesFirstAndNoMoreThanThree()
    {
        QCOMPARE(nearestNames("fig3a-n2", {"fig3a-n100", "fig3a-n200", "fig3a-n2", "fig3a-n20"}),
                 (Names{"fig3a-n2", "fig3a-n200", "fig3a-n20"}));
        QCOMPARE(nearestNames("fig3a", {"a-fig3a-1", "fig3a-1", "fig3a-2", "fig3a-3"}),
                 (Names{"fig3a-1", "fig3a-2", "fig3a-3"}));
    }

    // A setting of another group is named where it is called exactly so.
    void pathsAreComparedWithinTheirGroup()
    {
        const Names paths{"seed", "data.n", "data.testSize", "training.steps", "learner.layers"};
        QCOMPARE(nearestPaths("data.testsize", paths), (Names{"data.testSize"}));
        QCOMPARE(nearestPaths("sead", paths), (Names{"seed"}));
        QCOMPARE(nearestPaths("learner.steps", paths), (Names{"training.steps"}));
        QCOMPARE(nearestPaths("steps", paths), (Names{"training.steps"}));
        QCOMPARE(nearestPaths("learner.momentum", paths), Names{});
    }

    void namesEndAMessage()
    {
        QCOMPARE(nearestText({}), std::string());
        QCOMPARE(nearestText({"mlp"}), std::string("; the nearest is mlp"));
        QCOMPARE(nearestText({"mlp", "bnn"}), std::string("; the nearest are mlp, bnn"));
    }
};

QTEST_APPLESS_MAIN(TestNearestNames)
#include "tst_nearest_names.moc"
