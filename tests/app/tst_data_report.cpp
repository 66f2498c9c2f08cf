// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The facts about data sets as the command line tells them.
#include "app/cli/data_report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "tests/support/small_experiment.h"

#include <cmath>

using namespace grokking;
using namespace grokking::test;

namespace {

ExperimentSpec paperSpec(const char* f)
{
    return smallExperiment(
        {"data=equidistant", "data.n=100", std::string("data.f=") + f, "data.testSize=800"});
}

QJsonObject json(const ExperimentSpec& spec)
{
    const auto line = dataReportJson(spec, **findDataFacts(spec));
    return QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
}

} // namespace

class TestDataReport : public QObject
{
    Q_OBJECT

private slots:
    // Data set 1, N = 100, f = .2: 5 and 20 samples; total variation .3, KL by hand.
    void tellsTheFactsOfThePapersDataSet()
    {
        const QJsonObject facts = json(paperSpec("0.2"));
        QCOMPARE(facts["train_samples"].toInt(), 100);
        QCOMPARE(facts["features"].toInt(), 117);
        QCOMPARE(facts["subclasses"].toArray().size(), 8);
        for (const auto subclass : facts["subclasses"].toArray()) {
            QCOMPARE(subclass.toObject()["train"].toInt(),
                     subclass.toObject()["subsampled"].toBool() ? 5 : 20);
            QCOMPARE(subclass.toObject()["test"].toInt(), 100);
        }
        const auto distances = facts["subclass_distances"].toArray();
        const auto classes = facts["class_distances"].toArray();
        for (int i = 0; i < 8; ++i)
            for (int j = 0; j < 8; ++j)
                QVERIFY(
                    std::abs(distances[i].toArray()[j].toDouble() - (i == j ? 0.0 : std::sqrt(2.0)))
                    < 1e-12);
        QVERIFY(std::abs(classes[0].toArray()[3].toDouble() - 1.0) < 1e-12);
        QVERIFY(std::abs(facts["total_variation"].toDouble() - 0.3) < 1e-12);
        QVERIFY(std::abs(facts["kl_train_test"].toDouble()
                         - (0.2 * std::log(0.4) + 0.8 * std::log(1.6)))
                < 1e-12);
        QVERIFY(std::abs(facts["kl_test_train"].toDouble()
                         - (0.5 * std::log(2.5) + 0.5 * std::log(0.625)))
                < 1e-12);
        QCOMPARE(facts["train_separable"], QJsonValue(true));
        QCOMPARE(facts["two_sample_p"].toDouble(), 0.001);
    }

    void numbersToPredictAreNoClasses()
    {
        const ExperimentSpec spec = smallExperiment({"data=line", "data.n=2", "data.testSize=98"});
        const DataFacts facts = **findDataFacts(spec);
        QVERIFY(!facts.trainSeparability && !facts.testSeparability);
        QVERIFY(dataReportText(facts).starts_with(
            "2 training and 98 test samples, 1 feature, a number to predict\n"));
        QCOMPARE(json(spec)["classes"].toInt(), 0);
        QVERIFY(json(spec)["train_separable"].isNull());
    }

    void anInfiniteDivergenceIsNullAndSaid()
    {
        const ExperimentSpec spec = paperSpec("0");
        const QJsonObject facts = json(spec);
        QVERIFY(facts["kl_test_train"].isNull());
        QCOMPARE(facts["removed_subclasses"].toInt(), 4);
        const QString text = QString::fromStdString(dataReportText(**findDataFacts(spec)));
        QVERIFY(text.contains("KL(test || train): infinite, since 4 subclasses of the test set "
                              "have no training samples"));
        QVERIFY(text.contains("total variation of the subclass shares: 0.5000"));
        QVERIFY(text.contains("KL(train || test): 0.6931 nats"));
        QVERIFY(text.contains("classes linearly separable: train yes, test yes"));
        QVERIFY(text.contains("two-sample test (MMD): p = 0.001 "));
    }

    // Parity is no linear question, and both splits are drawn alike.
    void dataWithoutSubclassesHaveTheOtherFacts()
    {
        const ExperimentSpec spec = smallExperiment(
            {"data=hidden-parity", "data.bits=6", "data.n=300", "data.testSize=200"});
        const QJsonObject facts = json(spec);
        QCOMPARE(facts["features"].toInt(), 6);
        QCOMPARE(facts["classes"].toInt(), 2);
        QVERIFY(facts["subclasses"].toArray().isEmpty());
        QVERIFY(facts["total_variation"].isNull() && facts["subclass_distances"].isNull());
        QCOMPARE(facts["train_separable"], QJsonValue(false));
        QVERIFY(facts["two_sample_p"].toDouble() > 0.01);
        QVERIFY(facts["domain_classifier_p"].toDouble() > 0.01);
    }

    void tokensAreCountedAndNothingElse()
    {
        const ExperimentSpec spec =
            smallExperiment({"data=modular-arithmetic", "data.encoding=equation"});
        const QJsonObject facts = json(spec);
        QCOMPARE(facts["features"].toInt(), 0);
        QCOMPARE(facts["positions"].toInt(), 6);
        QCOMPARE(facts["vocabulary"].toInt(), 239);
        QVERIFY(facts["train_separable"].isNull() && facts["two_sample_p"].isNull());
        QCOMPARE(QString::fromStdString(dataReportText(**findDataFacts(spec))).trimmed(),
                 QString("2823 training and 6586 test samples, 6 tokens each of a vocabulary of "
                         "239, 239 classes"));
    }

    void theSameSpecTellsTheSame()
    {
        const ExperimentSpec spec = paperSpec("0.2");
        QVERIFY(json(spec) == json(spec));
    }
};

QTEST_APPLESS_MAIN(TestDataReport)
#include "tst_data_report.moc"
