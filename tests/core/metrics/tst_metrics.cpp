// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The metrics against computations of another kind: finite differences, sums over probe().
#include "core/metrics/metric_catalog.h"

#include "core/events/observation_series.h"

#include <QFile>
#include <QtTest>

#include "tests/support/prepared_learner.h"
#include "tests/support/small_experiment.h"

#include <cmath>
#include <numeric>

using namespace grokking;

namespace {

// A trained network in float64 without kinks, and what its metrics observe.
struct Trained {
    explicit Trained(std::initializer_list<std::string> changes = {})
        : prepared(specWith(changes)), learner(*prepared.learner)
    {
        for (std::int64_t step = 0; step < 10; ++step)
            learner.step(step, {}, {});
        started.parameters = learner.parameterBlocks();
    }

    static ExperimentSpec specWith(std::initializer_list<std::string> changes)
    {
        auto spec = test::smallExperiment(
            {"learner.precision=float64", "learner.activation=tanh", "training.engine=fused"});
        for (const std::string& change : changes)
            if (const auto status = assign(spec, catalogs(), change); !status)
                qFatal("%s", status.error().text().c_str());
        return spec;
    }

    [[nodiscard]] std::optional<Observation> observe(const std::string& id)
    {
        const auto metric = std::ranges::find_if(
            metrics(), [&id](const Metric& each) { return each.entry.id == id; });
        if (metric == metrics().end())
            qFatal("no metric %s", id.c_str());
        const auto parameters = learner.parameters();
        const Evaluation train = learner.evaluate(Split::Train, {});
        const Evaluation test = learner.evaluate(Split::Test, {});
        return metric->observe(
            {prepared.spec, started, prepared.dataset, learner, parameters, train, test, never});
    }

    std::stop_token never;
    test::PreparedLearner prepared;
    Learner& learner;
    RunStarted started;
};

double valueOf(const Observation& observation, const std::string& name)
{
    const auto& vector = std::get<NamedVector>(observation.content);
    const auto place = std::ranges::find(vector.names, name) - vector.names.begin();
    return vector.values.at(static_cast<std::size_t>(place));
}

// Returns the gradient of the loss plus decay / 2 * |p|^2 by central differences with h = 1e-5.
// Their error, about h^2 of the third derivative plus eps / h, is far below 1e-6.
std::vector<double> differences(Learner& learner, double decay)
{
    const auto start = learner.parameters();
    const auto lossAt = [&learner, decay](const std::vector<double>& parameters) {
        learner.setParameters(parameters);
        return learner.evaluate(Split::Train, {}).loss
               + decay / 2.0
                     * std::inner_product(parameters.begin(), parameters.end(), parameters.begin(),
                                          0.0);
    };
    std::vector<double> gradient;
    for (std::size_t i = 0; i < start.size(); ++i) {
        constexpr double h = 1e-5;
        auto moved = start;
        moved[i] = start[i] + h;
        const double above = lossAt(moved);
        moved[i] = start[i] - h;
        gradient.push_back((above - lossAt(moved)) / (2.0 * h));
    }
    learner.setParameters(start);
    return gradient;
}

double norm(const std::vector<double>& values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value * value;
    return std::sqrt(sum);
}

double meanNormOfRows(const Array<double>& matrix)
{
    double sum = 0.0;
    for (std::int64_t row = 0; row < matrix.rows(); ++row) {
        const auto values = matrix.row(row);
        sum += norm({values.begin(), values.end()});
    }
    return sum / static_cast<double>(matrix.rows());
}

// Returns the mean of the label's output minus the largest of the others.
double meanMargin(const Array<double>& outputs, const Examples& examples)
{
    const auto& labels = std::get<ClassTargets>(examples.targets).labels;
    double sum = 0.0;
    for (std::int64_t row = 0; row < outputs.rows(); ++row) {
        const auto values = outputs.row(row);
        std::vector<double> others(values.begin(), values.end());
        const auto label = labels[static_cast<std::size_t>(row)];
        others.erase(others.begin() + label);
        sum += values[static_cast<std::size_t>(label)] - std::ranges::max(others);
    }
    return sum / static_cast<double>(outputs.rows());
}

bool isNear(double actual, double expected, double tolerance)
{
    return std::abs(actual - expected) <= tolerance * std::abs(expected);
}

} // namespace

class TestMetrics : public QObject
{
    Q_OBJECT

private slots:
    void gradientNormAgreesWithFiniteDifferences_data()
    {
        QTest::addColumn<QString>("loss");
        QTest::newRow("cross-entropy") << "cross-entropy";
        QTest::newRow("squared error") << "mse";
    }

    void gradientNormAgreesWithFiniteDifferences()
    {
        QFETCH(QString, loss);
        Trained run({"learner.loss=" + loss.toStdString(), "training.optimizer.weightDecay=0.05"});
        const auto observation = run.observe("gradient-norm");
        QVERIFY(observation.has_value());
        QVERIFY(isNear(valueOf(*observation, "loss"), norm(differences(run.learner, 0.0)), 1e-6));
        QVERIFY(isNear(valueOf(*observation, "loss + decay"), norm(differences(run.learner, 0.05)),
                       1e-6));
    }

    // Decay beside the gradient is no part of it.
    void decoupledDecayIsNoGradient()
    {
        Trained run({"training.optimizer=adamw", "training.optimizer.weightDecay=0.05"});
        const auto observation = run.observe("gradient-norm");
        QCOMPARE(std::get<NamedVector>(observation->content).names.size(), std::size_t{1});
    }

    void logitScaleAgreesWithTheOutputs()
    {
        Trained run;
        const auto observation = run.observe("logit-scale");
        const Probe train = run.learner.probe(run.prepared.dataset.train);
        const Probe test = run.learner.probe(run.prepared.dataset.test);
        QVERIFY(isNear(valueOf(*observation, "train norm"), meanNormOfRows(train.outputs), 1e-12));
        QVERIFY(isNear(valueOf(*observation, "test norm"), meanNormOfRows(test.outputs), 1e-12));
        // Margins are kept in float32.
        QVERIFY(isNear(valueOf(*observation, "train margin"),
                       meanMargin(train.outputs, run.prepared.dataset.train), 1e-6));
        QVERIFY(isNear(valueOf(*observation, "test margin"),
                       meanMargin(test.outputs, run.prepared.dataset.test), 1e-6));
    }

    // The square of the whole norm is the sum of the squares of the parts.
    void layerNormsMakeUpTheWholeNorm()
    {
        Trained run;
        const auto observation = run.observe("layer-norms");
        QVERIFY(isNear(norm(std::get<NamedVector>(observation->content).values),
                       norm(run.learner.parameters()), 1e-12));
    }

    void everyMetricIsInTheDescriptionOfTheFormat()
    {
        QFile document(FORMAT_DOCUMENT);
        QVERIFY(document.open(QFile::ReadOnly));
        const QByteArray text = document.readAll();
        for (const Metric& metric : metrics())
            QVERIFY2(text.contains(("`" + metric.entry.id + "`").c_str()), metric.entry.id.c_str());
    }

    // What is drawn as curves must be numbers with names, under the metric's own id.
    void curvesAreNumbers()
    {
        Trained run;
        for (const Metric& metric : metrics()) {
            if (metric.applies && !metric.applies(run.prepared.spec))
                continue;
            const auto observation = run.observe(metric.entry.id);
            QVERIFY2(observation.has_value(), metric.entry.id.c_str());
            QCOMPARE(observation->id, metric.entry.id);
            if (const auto* const curves = std::get_if<MetricCurves>(&metric.picture)) {
                QVERIFY(!curveValues(*observation).empty());
                QVERIFY(!curves->axisLabel.empty());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
