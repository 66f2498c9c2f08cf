// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Classification by a Gaussian process and a normal distribution over its values, against explicit
// inverses and determinants, formulas of one example and finite differences.
#include "core/learners/fused/probit.h"
#include "core/learners/fused/variational_posterior.h"
#include "core/learners/gp_classification.h"

#include <Eigen/Dense>

#include "tests/support/gaussian_process.h"

#include <algorithm>
#include <numeric>

using namespace grokking;
using namespace grokking::test;

namespace {

// A prior and a q of it over some inputs in three dimensions.
struct Case {
    GpPrior prior{.kernel = {Eigen::Vector3d(0.5, 0.9, 1.7), 0.8}, .mean = 0.3};
    Eigen::MatrixXd inputs;
    FunctionDistribution distribution;

    explicit Case(Eigen::Index count)
    {
        std::srand(5);
        inputs = Eigen::MatrixXd::Random(count, 3);
        distribution.mean = Eigen::VectorXd::Random(count);
        distribution.root = Eigen::MatrixXd::Random(count, count).triangularView<Eigen::Lower>();
    }
    [[nodiscard]] Eigen::MatrixXd priorCovariances() const
    {
        const Eigen::MatrixXd scaled = prior.kernel.scaled(inputs);
        Eigen::MatrixXd k(inputs.rows(), inputs.rows());
        for (Eigen::Index i = 0; i < k.rows(); ++i)
            for (Eigen::Index j = 0; j < k.cols(); ++j)
                k(i, j) = 0.8 * std::exp(-0.5 * (scaled.row(i) - scaled.row(j)).squaredNorm());
        k.diagonal().array() += 1e-4;
        return k;
    }
};

double logDeterminant(const Eigen::MatrixXd& matrix)
{
    return std::log(matrix.determinant());
}

} // namespace

class TestGpClassification : public QObject
{
    Q_OBJECT

private slots:
    // KL = 1/2 (tr(K^-1 S) + d' K^-1 d - N + log det K - log det S) by explicit inverses.
    void divergenceIsThatOfTwoNormalDistributions()
    {
        const Case example(7);
        const Eigen::MatrixXd k = example.priorCovariances();
        const auto& [mean, root] = example.distribution;
        const Eigen::MatrixXd s = root * root.transpose();
        const Eigen::VectorXd d = mean.array() - 0.3;
        const double expected = 0.5
                                * ((k.inverse() * s).trace() + d.dot(k.inverse() * d) - 7.0
                                   + logDeterminant(k) - logDeterminant(s));
        const VariationalPosterior posterior(example.inputs, example.prior, example.distribution,
                                             Coordinates::Function, {});
        QVERIFY(std::abs(posterior.divergence() - expected) < 1e-9 * expected);
        QVERIFY(std::abs(posterior.halfLogDeterminant() - 0.5 * logDeterminant(k)) < 1e-10);
        QVERIFY((posterior.marginals().means - mean).norm() == 0.0);
        QVERIFY((posterior.marginals().variances - s.diagonal()).norm() < 1e-14);
    }

    // The same q in both coordinates: f = m + L w.
    void coordinatesSayTheSame()
    {
        const Case example(7);
        const VariationalPosterior whitened(example.inputs, example.prior, example.distribution,
                                            Coordinates::Whitened, {});
        const Eigen::MatrixXd factor = example.priorCovariances().llt().matrixL();
        FunctionDistribution ofFunction{factor * example.distribution.mean,
                                        factor * example.distribution.root};
        ofFunction.mean.array() += 0.3;
        const VariationalPosterior posterior(example.inputs, example.prior, ofFunction,
                                             Coordinates::Function, {});
        QVERIFY(std::abs(whitened.divergence() - posterior.divergence()) < 1e-10);
        const Eigen::MatrixXd places = Eigen::MatrixXd::Random(4, 3);
        for (const auto& [a, b] :
             {std::pair(whitened.marginals(), posterior.marginals()),
              {whitened.marginalsAt(places, {}), posterior.marginalsAt(places, {})}}) {
            QVERIFY((a.means - b.means).norm() < 1e-11);
            QVERIFY((a.variances - b.variances).norm() < 1e-11);
        }
    }

    // f* = m + k*' K^-1 (q's mean - m), variance k** - k*' K^-1 k* + k*' K^-1 S K^-1 k*.
    void predictionsFollowTheirFormula()
    {
        const Case example(7);
        const VariationalPosterior posterior(example.inputs, example.prior, example.distribution,
                                             Coordinates::Function, {});
        const Eigen::MatrixXd places = Eigen::MatrixXd::Random(4, 3);
        const Eigen::MatrixXd inverse = example.priorCovariances().inverse();
        const auto& [mean, root] = example.distribution;
        const Marginals found = posterior.marginalsAt(places, {});
        for (Eigen::Index p = 0; p < places.rows(); ++p) {
            Eigen::VectorXd k(7);
            for (Eigen::Index i = 0; i < 7; ++i)
                k[i] = 0.8
                       * std::exp(-0.5
                                  * ((places.row(p) - example.inputs.row(i)).transpose().array()
                                     / example.prior.kernel.lengthscales.array())
                                        .square()
                                        .sum());
            const Eigen::VectorXd solved = inverse * k;
            QVERIFY(std::abs(found.means[p] - 0.3 - solved.dot((mean.array() - 0.3).matrix()))
                    < 1e-10);
            QVERIFY(std::abs(found.variances[p]
                             - (0.8 - k.dot(solved) + (root.transpose() * solved).squaredNorm()))
                    < 1e-10);
        }
    }

    // Of the same prior: how far q is from it, the data fit, and the score.
    void startIsThePrior_data() { coordinateRows(); }

    void startIsThePrior()
    {
        QFETCH(QString, coordinates);
        const PreparedLearner run(
            twoClasses({"learner.coordinates=" + coordinates.toStdString(), "data.n=20"}));
        const auto parameters = run.learner->parameters();
        QCOMPARE(parameters.size(), std::size_t(3 + 20 + 210));
        QVERIFY(std::abs(parameters[0] - std::log(std::expm1(0.005))) < 1e-12);
        QVERIFY(std::abs(parameters[1]) < 1e-15 && parameters[2] == 0.0); // softplus(0) = ln 2
        double squares = 0.0; // of the mean, which has a standard deviation of .001
        for (std::size_t i = 3; i < 23; ++i)
            squares += parameters[i] * parameters[i] / 20.0;
        QVERIFY(squares > 1e-7 && squares < 4e-6);
        const double complexity = run.learner->complexity();
        QVERIFY(complexity > 0.0 && complexity < 1e-5);
        const double fit = run.learner->error(run.learner->evaluate(Split::Train, {}));
        QVERIFY(std::abs(fit + expectedLogProbit(1.0, 0.0, std::numbers::ln2 + 1e-4).value) < 1e-3);
        QVERIFY(PreparedLearner(twoClasses({"data.n=20", "seeds.initialization=9",
                                            "learner.coordinates=" + coordinates.toStdString()}))
                    .learner->parameters()
                != parameters);
    }

    void stepsFollowTheGradientOfTheBound_data()
    {
        QTest::addColumn<QString>("changes");
        for (const char* const coordinates : {"function", "whitened"})
            for (const char* const lengthscales : {"one", "each"})
                for (const char* const rest :
                     {"", "learner.positivity=exponential", "learner.minimize=fit"})
                    QTest::addRow("%s %s %s", coordinates, lengthscales, rest)
                        << QString("learner.coordinates=%1 learner.lengthscales=%2 %3")
                               .arg(coordinates, lengthscales, rest);
    }

    void stepsFollowTheGradientOfTheBound()
    {
        QFETCH(QString, changes);
        std::vector<std::string> all{"data.spuriousDimensions=2", "data.halfWidth=6"};
        for (const QString& change : changes.split(' ', Qt::SkipEmptyParts))
            all.push_back(change.toStdString());
        const PreparedLearner run(twoClasses(all));
        run.learner->setParameters(somewhere(run.learner->parameters().size()));
        const double error = run.learner->error(run.learner->evaluate(Split::Train, {}));
        QCOMPARE(objectiveOf(*run.learner),
                 changes.contains("minimize=fit") ? error : error + run.learner->complexity());
        verifyStep(run, {}, [&] { return objectiveOf(*run.learner); });
    }

    // The mean over batches of one example each is the gradient over all.
    void batchesTakeTheirShareOfTheDataFit()
    {
        const PreparedLearner run(twoClasses({"data.n=5"}));
        const auto start = somewhere(run.learner->parameters().size());
        const auto after = [&](const std::vector<std::int32_t>& batch) {
            run.learner->setParameters(start);
            run.learner->step(0, batch, {});
            return run.learner->parameters();
        };
        const auto whole = after({});
        std::vector<double> mean(start.size());
        for (std::int32_t i = 0; i < 5; ++i) {
            const auto one = after({i});
            for (std::size_t k = 0; k < mean.size(); ++k)
                mean[k] += one[k] / 5.0;
        }
        for (std::size_t k = 0; k < mean.size(); ++k)
            QVERIFY(std::abs(mean[k] - whole[k]) < 1e-12);
    }

    // One example, q = N(m, r^2): the class at another input by the formula.
    void oneExampleFollowsItsFormulas()
    {
        const PreparedLearner run(twoClasses({"data.n=1", "learner.positivity=exponential"}));
        const double l = 0.4;
        const double s = 1.3;
        const double mean = -0.2;
        const double m = 0.9;
        const double r = 0.35;
        run.learner->setParameters(std::vector{std::log(l), std::log(s), mean, m, r});
        const double sign = signsOf(run.dataset.train)[0];
        const double k = s + 1e-4;
        QVERIFY(std::abs(run.learner->complexity()
                         - 0.5
                               * (r * r / k + (m - mean) * (m - mean) / k - 1.0 + std::log(k)
                                  - std::log(r * r)))
                < 1e-14);
        const Evaluation train = run.learner->evaluate(Split::Train, {});
        QVERIFY(std::abs(train.loss + logProbit(sign * m / std::sqrt(1.0 + r * r)).value) < 1e-14);
        QCOMPARE(train.predicted.front(), 1);
        QCOMPARE(train.score, sign > 0.0 ? 1.0 : 0.0);
        QVERIFY(std::abs(run.learner->error(train) + expectedLogProbit(sign, m, r * r).value)
                < 1e-14);
        const Evaluation test = run.learner->evaluate(Split::Test, {});
        const Probe probe = run.learner->probe(run.dataset.test);
        double loss = 0.0;
        for (std::int64_t i = 0; i < 4; ++i) {
            const double distance =
                run.dataset.test.inputs.row(i)[0] - run.dataset.train.inputs.row(0)[0];
            const double c = s * std::exp(-0.5 * distance * distance / (l * l));
            const double center = mean + c / k * (m - mean);
            const double variance = s - c * c / k + c * c / (k * k) * r * r;
            const double z = center / std::sqrt(1.0 + variance);
            QVERIFY(std::abs(probe.outputs.row(i)[1] - logProbit(z).value) < 1e-13);
            QVERIFY(std::abs(probe.outputs.row(i)[0] - logProbit(-z).value) < 1e-13);
            QCOMPARE(test.predicted[static_cast<std::size_t>(i)], z > 0.0 ? 1 : 0);
            loss -= probe.outputs.row(i)[signsOf(run.dataset.test)[i] > 0.0 ? 1 : 0] / 4.0;
        }
        QVERIFY(std::abs(test.loss - loss) < 1e-14);
    }

    // Both ways lead to the best q for a prior that stays.
    void coordinatesEndAtTheSameBound()
    {
        std::vector<double> bounds;
        for (const char* const coordinates : {"function", "whitened"}) {
            const PreparedLearner run(
                twoClasses({"training.optimizer=adam", "training.optimizer.learningRate=0.01",
                            "training.optimizer.weightDecay=0", "learner.trained=function",
                            "learner.lengthscale=0.1", "learner.outputscale=2",
                            std::string("learner.coordinates=") + coordinates}));
            for (std::int64_t step = 0; step < 3000; ++step)
                run.learner->step(step, {}, {});
            bounds.push_back(objectiveOf(*run.learner));
        }
        QVERIFY2(std::abs(bounds[0] - bounds[1]) < 1e-4,
                 qPrintable(QString("%1 and %2").arg(bounds[0]).arg(bounds[1])));
    }

    void frozenPartsStay()
    {
        for (const bool isPrior : {true, false}) {
            const PreparedLearner run(twoClasses(
                {std::string("learner.trained=") + (isPrior ? "prior" : "function"),
                 "learner.lengthscale=0.2", "training.optimizer=adam",
                 "training.optimizer.learningRate=0.01", "training.optimizer.weightDecay=0.1",
                 "training.optimizer.updateNoise=0.1"}));
            const auto start = run.learner->parameters();
            for (std::int64_t step = 0; step < 5; ++step)
                run.learner->step(step, {}, {});
            const auto after = run.learner->parameters();
            QCOMPARE(std::equal(start.begin(), start.begin() + 3, after.begin()), !isPrior);
            QCOMPARE(std::equal(start.begin() + 3, start.end(), after.begin() + 3), isPrior);
        }
    }

    // The marginals of q over the function's values do not depend on the prior.
    void dataFitAloneDoesNotMoveThePrior()
    {
        const PreparedLearner run(twoClasses({"learner.minimize=fit"}));
        const auto start = run.learner->parameters();
        for (std::int64_t step = 0; step < 5; ++step)
            run.learner->step(step, {}, {});
        const auto after = run.learner->parameters();
        QVERIFY(std::equal(start.begin(), start.begin() + 3, after.begin()));
        QVERIFY(start != after);
    }

    // A scale of infinity, and one that is no number.
    void whatCannotBeFactoredIsNotANumber()
    {
        for (const double scale : {std::numeric_limits<double>::infinity(), std::nan("")}) {
            const PreparedLearner run(twoClasses({}));
            auto parameters = run.learner->parameters();
            parameters[1] = scale;
            run.learner->setParameters(parameters);
            QVERIFY(std::isnan(run.learner->complexity()));
            QVERIFY(std::isnan(run.learner->evaluate(Split::Test, {}).loss));
            run.learner->step(0, {}, {});
            QVERIFY(std::isnan(run.learner->parameters()[0]));
        }
    }

    // A step or evaluation that was given up leaves no trace.
    void stopLeavesNoTrace()
    {
        std::stop_source source;
        source.request_stop();
        for (const char* const learner : {"gp-classification", "gp-classification-laplace"}) {
            const ExperimentSpec spec = twoClasses(
                {std::string("learner=") + learner, "training.optimizer.learningRate=0.1"});
            const PreparedLearner stopped(spec);
            const PreparedLearner other(spec);
            QVERIFY(!stopped.learner->step(0, {}, source.get_token()));
            (void)stopped.learner->evaluate(Split::Test, source.get_token());
            QVERIFY(stopped.learner->saveState() == other.learner->saveState());
            QVERIFY(stopped.learner->step(0, {}, {}));
            other.learner->step(0, {}, {});
            QVERIFY(stopped.learner->saveState() == other.learner->saveState());
            QCOMPARE(stopped.learner->evaluate(Split::Test, {}).loss,
                     other.learner->evaluate(Split::Test, {}).loss);
        }
    }

    void dataThatDoNotFitAreNamed_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("message");
        QTest::newRow("four classes") << "data=equidistant"
                                      << "tells two classes apart";
        QTest::newRow("tokens") << "data=modular-arithmetic"
                                << "";
        QTest::newRow("too many") << "data.n=1001"
                                  << "learns from 1000 training samples at most";
    }

    void dataThatDoNotFitAreNamed()
    {
        QFETCH(QString, change);
        QFETCH(QString, message);
        for (const char* const learner : {"gp-classification", "gp-classification-laplace"}) {
            ExperimentSpec spec = twoClasses({std::string("learner=") + learner});
            QVERIFY(bool(assign(spec, catalogs(), change.toStdString())));
            const auto problems = validate(spec, catalogs());
            QCOMPARE(problems.size(), std::size_t{1});
            QCOMPARE(problems.front().path, std::string("learner.id"));
            QVERIFY2(problems.front().message.starts_with(message.toStdString()),
                     problems.front().message.c_str());
        }
        QVERIFY(gpClassifierMisfit(
                    {.trainingExamples = 5, .positions = 2, .vocabulary = 7, .classes = 2}, {})
                    .starts_with("reads numbers"));
    }

    // Lengthscales, outputscale, mean, q's mean and its root; with gradient, moments, noisy copy
    // and where the posterior is of.
    void parametersAndMemoryAreCounted()
    {
        const DatasetShape shape{
            .trainingExamples = 100, .testExamples = 50, .features = 3, .classes = 2};
        const ExperimentSpec spec =
            twoClasses({"learner.lengthscales=each", "training.optimizer=adam"});
        const MemoryContext context{shape, spec.learner, spec.training.optimizer, 0, Engine::Fused};
        const std::int64_t values = 100 + 100 * 101 / 2;
        QCOMPARE(gpClassificationSize(shape, spec.learner).parameters, 5 + values);
        QCOMPARE(gpLaplaceSize(shape, spec.learner).parameters, 5);
        QCOMPARE(gpClassificationMemory(context).parameters, (5 * (5 + values) + values) * 8);
        QCOMPARE(gpClassificationMemory(context).checkpoint, 3 * (5 + values) * 8);
        QCOMPARE(gpClassificationMemory(context).examples, 250 * 4 * 8);
        QVERIFY(gpLaplaceMemory(context).activations < gpClassificationMemory(context).activations);
    }

private:
    static void coordinateRows()
    {
        QTest::addColumn<QString>("coordinates");
        QTest::newRow("values") << "function";
        QTest::newRow("whitened values") << "whitened";
    }
};

QTEST_GUILESS_MAIN(TestGpClassification)
#include "tst_gp_classification.moc"
