// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is recorded of single predictions: confusion by hand, margins against probe().
#include "core/data/example_selection.h"
#include "core/metrics/confusion.h"
#include "core/metrics/metric_catalog.h"

#include <QTest>

#include "tests/support/prepared_learner.h"
#include "tests/support/small_experiment.h"

#include <cmath>
#include <map>
#include <numeric>

using namespace grokking;
using namespace grokking::test;

namespace {

// Two classes of two subclasses; A2 has no example in this split.
Grouping tinyGrouping()
{
    return {.title = "Subclass",
            .names = {"A1", "A2", "B1", "B2"},
            .classes = {0, 0, 1, 1},
            .subsampled = {false, true, false, true},
            .trainingSize = {2, 0, 1, 2},
            .testSize = {2, 2, 1, 2}};
}

// Returns what every metric observes of a learner, by id.
std::map<std::string, Observation> observe(const PreparedLearner& run)
{
    const std::stop_token never;
    const Evaluation train = run.learner->evaluate(Split::Train, {});
    const Evaluation test = run.learner->evaluate(Split::Test, {});
    RunStarted started;
    started.parameters = run.learner->parameterBlocks();
    const auto parameters = run.learner->parameters();
    std::map<std::string, Observation> all;
    for (const Metric& metric : metrics()) {
        auto seen = metric.observe(
            {run.spec, started, run.dataset, *run.learner, parameters, train, test, never});
        if (seen)
            all.emplace(metric.entry.id, *seen);
    }
    return all;
}

const Matrix& matrixOf(const std::map<std::string, Observation>& all, const char* id)
{
    return std::get<Matrix>(all.at(id).content);
}

PreparedLearner trained()
{
    PreparedLearner run(smallExperiment({"training.engine=fused", "learner.precision=float64"}));
    for (std::int64_t step = 0; step < 40; ++step)
        run.learner->step(step, {}, {});
    return run;
}

} // namespace

class TestPredictions : public QObject
{
    Q_OBJECT

private slots:
    void confusionCountsEachSubclass()
    {
        Examples examples;
        examples.targets = ClassTargets{2, {0, 0, 1, 1, 1}};
        examples.groups = {0, 0, 2, 3, 3};
        const Matrix counts = confusionMatrix(tinyGrouping(), examples, std::vector{0, 1, 1, 0, 0});
        QVERIFY((counts.rowNames == std::vector<std::string>{"A1", "A2", "B1", "B2"}));
        QVERIFY((counts.columnNames == std::vector<std::string>{"A", "B"}));
        QVERIFY((counts.values.shape() == Shape{4, 2}));
        const std::vector<double> expected{1, 1, 0, 0, 0, 1, 2, 0};
        QVERIFY(std::ranges::equal(counts.values.values(), expected));
    }

    // An example with several answers is in no column; right or wrong it still is.
    void sequencesAreNotConfused()
    {
        const PreparedLearner run = trained();
        Dataset sequences = run.dataset;
        for (Examples* split : {&sequences.train, &sequences.test})
            split->targets = SequenceTargets{5, Array<std::int32_t>({split->size(), 2})};
        const Evaluation train = run.learner->evaluate(Split::Train, {});
        const Evaluation test = run.learner->evaluate(Split::Test, {});
        const auto parameters = run.learner->parameters();
        const std::stop_token never;
        const RunStarted started;
        const MetricContext context{run.spec,   started, sequences, *run.learner,
                                    parameters, train,   test,      never};
        for (const Metric& metric : metrics()) {
            const std::string& id = metric.entry.id;
            if (id == "confusion" || id == "training-confusion")
                QVERIFY2(!metric.observe(context), id.c_str());
            if (id == "subclass-accuracy")
                QVERIFY(metric.observe(context));
        }
    }

    void classNamesWithoutABeginningAreNumbered()
    {
        Grouping grouping = tinyGrouping();
        grouping.names = {"1", "2", "3", "4"};
        QVERIFY((classNames(grouping) == std::vector<std::string>{"class 1", "class 2"}));
    }

    // Rows add up to the test set, and what lies in the column of the own class is the accuracy.
    void confusionAgreesWithAccuracy()
    {
        const PreparedLearner run = trained();
        const auto all = observe(run);
        const Grouping& grouping = *run.dataset.grouping;
        const auto& accuracy = std::get<NamedVector>(all.at("subclass-accuracy").content).values;
        const Array<double>& counts = matrixOf(all, "confusion").values;
        double trained = 0.0;
        for (std::int64_t group = 0; group < counts.rows(); ++group) {
            const auto place = static_cast<std::size_t>(group);
            const auto row = counts.row(group);
            const auto size = static_cast<double>(grouping.testSize[place]);
            QCOMPARE(std::accumulate(row.begin(), row.end(), 0.0), size);
            QCOMPARE(row[static_cast<std::size_t>(grouping.classes[place])] / size,
                     accuracy[place]);
        }
        for (const double count : matrixOf(all, "training-confusion").values.values())
            trained += count;
        QCOMPARE(trained, static_cast<double>(run.dataset.train.size()));
    }

    void marginsAgreeWithProbe()
    {
        const PreparedLearner run = trained();
        const auto all = observe(run);
        const auto examples = observedExamples(run.dataset);
        const auto margins = matrixOf(all, "sample-margins").values.values();
        const auto classes = matrixOf(all, "sample-predictions").values.values();
        QCOMPARE(margins.size(), examples.size());
        QCOMPARE(classes.size(), examples.size());
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < examples.size(); ++i) {
            const Examples& split = run.dataset.split(examples[i].split);
            Examples one{.inputs = Array<double>({1, split.inputs.rowSize()})};
            std::ranges::copy(split.inputs.row(examples[i].index), one.inputs.values().begin());
            const Probe probe = run.learner->probe(one);
            const auto logits = probe.outputs.values();
            const auto label =
                static_cast<std::size_t>(std::get<ClassTargets>(split.targets)
                                             .labels[static_cast<std::size_t>(examples[i].index)]);
            double other = -INFINITY;
            for (std::size_t c = 0; c < logits.size(); ++c)
                other = c == label ? other : std::max(other, logits[c]);
            const double margin = logits[label] - other;
            QVERIFY(std::abs(margins[i] - margin) <= 1e-6 * std::abs(margin)); // kept as float32
            QCOMPARE(classes[i],
                     static_cast<double>(std::ranges::max_element(logits) - logits.begin()));
            wrong += margin < 0.0 ? 1 : 0;
        }
        QVERIFY(wrong > 0 && wrong < examples.size()); // the test can tell right from wrong
    }

    void observedExamplesAreSpreadOverTheSubclasses_data()
    {
        QTest::addColumn<QString>("dataset");
        QTest::addColumn<int>("perGroup");
        QTest::newRow("8 subclasses") << "equidistant" << 12;
        QTest::newRow("40 subclasses") << "equivariant" << 2;
    }

    void observedExamplesAreSpreadOverTheSubclasses()
    {
        QFETCH(QString, dataset);
        QFETCH(int, perGroup);
        const PreparedLearner run(
            smallExperiment({"data=" + dataset.toStdString(), "data.n=400", "data.f=0",
                             "data.testSize=800", "training.engine=fused"}));
        const Grouping& grouping = *run.dataset.grouping;
        std::map<std::pair<Split, std::int32_t>, std::int64_t> found;
        for (const ObservedExample& example : observedExamples(run.dataset)) {
            const Examples& split = run.dataset.split(example.split);
            QCOMPARE(split.groups[static_cast<std::size_t>(example.index)], example.group);
            QCOMPARE(example.number, (found[{example.split, example.group}]++));
        }
        for (std::size_t group = 0; group < grouping.names.size(); ++group) {
            const auto index = static_cast<std::int32_t>(group);
            QCOMPARE((found[{Split::Train, index}]),
                     std::min<std::int64_t>(perGroup, grouping.trainingSize[group]));
            QCOMPARE((found[{Split::Test, index}]), perGroup);
        }
    }
};

QTEST_GUILESS_MAIN(TestPredictions)
#include "tst_predictions.moc"
