// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Transformer against counts of the papers, finite differences, a forward pass that knows
// nothing of its structure, and PyTorch's numbers (transformer_oracle.py).

#include "core/data/dataset_catalog.h"
#include "core/learners/dropout.h"
#include "core/learners/learner_catalog.h"
#include "core/learners/transformer.h"

#include <QtTest>

#include "tests/support/network_oracle.h"
#include "tests/support/token_experiment.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <map>
#include <new>
#include <numeric>

#include <malloc.h>

using namespace grokking;
using namespace grokking::test;

namespace {

std::atomic<std::int64_t> allocations = 0;
std::atomic<std::int64_t> bytesInUse = 0;

void* counted(void* memory)
{
    if (!memory)
        throw std::bad_alloc();
    ++allocations;
    bytesInUse += static_cast<std::int64_t>(malloc_usable_size(memory));
    return memory;
}

void release(void* memory)
{
    bytesInUse -= static_cast<std::int64_t>(malloc_usable_size(memory));
    std::free(memory);
}

using Matrix = std::vector<std::vector<double>>;

// The blocks of a learner's parameters by name, as matrices; vectors are matrices of one row.
std::map<std::string, Matrix> blocksOf(const Learner& learner)
{
    std::map<std::string, Matrix> blocks;
    const auto values = learner.parameters();
    for (const ParameterBlock& block : learner.parameterBlocks()) {
        const std::int64_t columns = block.shape.back();
        auto from = values.begin() + block.offset;
        for (std::int64_t row = 0; row < elementCount(block.shape) / columns; ++row) {
            blocks[block.name].emplace_back(from, from + columns);
            from += columns;
        }
    }
    return blocks;
}

// y = x W', plus the biases if there are any.
Matrix apply(const std::map<std::string, Matrix>& blocks, const std::string& name, const Matrix& x)
{
    Matrix result;
    const auto biases = blocks.find(name + " biases");
    for (const auto& row : x) {
        std::vector<double> sums;
        for (const auto& weights : blocks.at(name + " weights")) {
            sums.push_back(std::inner_product(row.begin(), row.end(), weights.begin(), 0.0));
            if (biases != blocks.end())
                sums.back() += biases->second.front()[sums.size() - 1];
        }
        result.push_back(sums);
    }
    return result;
}

Matrix sum(const Matrix& a, const Matrix& b)
{
    Matrix result = a;
    for (std::size_t i = 0; i < a.size(); ++i)
        std::ranges::transform(a[i], b[i], result[i].begin(), std::plus<>());
    return result;
}

// The concatenated heads of causal attention over all positions.
Matrix attend(const Matrix& q, const Matrix& k, const Matrix& v, std::size_t heads)
{
    Matrix result(q.size(), std::vector<double>(q.front().size()));
    const std::size_t width = q.front().size() / heads;
    for (std::size_t i = 0; i < q.size(); ++i) {
        for (std::size_t first = 0; first < q[i].size(); first += width) {
            std::vector<double> shares;
            for (std::size_t j = 0; j <= i; ++j) {
                double score = 0.0;
                for (std::size_t c = first; c < first + width; ++c)
                    score += q[i][c] * k[j][c];
                shares.push_back(std::exp(score / std::sqrt(static_cast<double>(width))));
            }
            const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
            for (std::size_t j = 0; j <= i; ++j)
                for (std::size_t c = first; c < first + width; ++c)
                    result[i][c] += shares[j] / all * v[j][c];
        }
    }
    return result;
}

// The logits of one example of a one-layer ReLU network, every position computed.
std::vector<double> naiveLogits(const std::map<std::string, Matrix>& blocks,
                                std::span<const std::int32_t> tokens, std::size_t heads)
{
    Matrix x;
    for (std::size_t j = 0; j < tokens.size(); ++j) {
        x.push_back(blocks.at("Token embedding")[static_cast<std::size_t>(tokens[j])]);
        std::ranges::transform(x.back(), blocks.at("Position embedding")[j], x.back().begin(),
                               std::plus<>());
    }
    const auto attention =
        attend(apply(blocks, "Layer 1 query", x), apply(blocks, "Layer 1 key", x),
               apply(blocks, "Layer 1 value", x), heads);
    x = sum(x, apply(blocks, "Layer 1 attention output", attention));
    Matrix hidden = apply(blocks, "Layer 1 MLP input", x);
    for (auto& row : hidden)
        std::ranges::transform(row, row.begin(), [](double z) { return std::max(0.0, z); });
    x = sum(x, apply(blocks, "Layer 1 MLP output", hidden));
    return apply(blocks, "Output", x).back();
}

// The loss of a one-layer tanh network on single tokens, where what attention and MLP add is
// multiplied by the factors of place 0 and 1.
double lossWithFactors(const std::map<std::string, Matrix>& blocks, const Examples& examples,
                       const std::array<std::vector<double>, 2>& factors)
{
    const auto& labels = std::get<ClassTargets>(examples.targets).labels;
    double loss = 0.0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto token = examples.tokens.values()[i];
        Matrix x = sum({blocks.at("Token embedding")[static_cast<std::size_t>(token)]},
                       blocks.at("Position embedding"));
        const auto add = [&](std::size_t place, Matrix part) {
            for (std::size_t k = 0; k < part[0].size(); ++k)
                part[0][k] *= factors[place][i * part[0].size() + k];
            x = sum(x, part);
        };
        add(0, apply(blocks, "Layer 1 attention output", apply(blocks, "Layer 1 value", x)));
        Matrix hidden = apply(blocks, "Layer 1 MLP input", x);
        for (double& unit : hidden[0])
            unit = std::tanh(unit);
        add(1, apply(blocks, "Layer 1 MLP output", hidden));
        const auto logits = apply(blocks, "Output", x)[0];
        double exponentials = 0.0;
        for (const double logit : logits)
            exponentials += std::exp(logit);
        loss += std::log(exponentials) - logits[static_cast<std::size_t>(labels[i])];
    }
    return loss / static_cast<double>(labels.size());
}

const std::vector<OracleCase>& oracleCases()
{
    static const auto cases = readOracle(QFINDTESTDATA("transformer_oracle.txt").toStdString());
    return cases;
}

} // namespace

// Counts what the program allocates.
void* operator new(std::size_t size)
{
    return counted(std::malloc(size));
}

void* operator new(std::size_t size, std::align_val_t alignment)
{
    const auto unit = static_cast<std::size_t>(alignment);
    return counted(std::aligned_alloc(unit, (size + unit - 1) / unit * unit));
}

void operator delete(void* memory) noexcept
{
    release(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    release(memory);
}

void operator delete(void* memory, std::align_val_t) noexcept
{
    release(memory);
}

class TestTransformer : public QObject
{
    Q_OBJECT

private slots:
    void parametersAreThoseOfThePapers_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<qint64>("positions");
        QTest::addColumn<qint64>("vocabulary");
        QTest::addColumn<qint64>("inLayers");
        QTest::addColumn<qint64>("all");
        // 4 * 128^2 + 2 * 128 * 512; with embeddings (98 + 3) * 128 and output 97 * 128.
        QTest::newRow("one layer (Nanda et al.)")
            << QStringList() << 3LL << 98LL << 196'608LL << 196'608LL + (98 + 3 + 97) * 128;
        // Twice that and two norms of 2 * 128 in each layer.
        QTest::newRow("two layers (Power et al.)")
            << QStringList{"learner.layers=2", "learner.norm=post", "learner.positions=sinusoidal"}
            << 5LL << 239LL << 394'240LL << 394'240LL + (239 + 97) * 128;
    }

    void parametersAreThoseOfThePapers()
    {
        QFETCH(QStringList, changes);
        QFETCH(qint64, positions);
        QFETCH(qint64, vocabulary);
        QFETCH(qint64, inLayers);
        QFETCH(qint64, all);
        Changes texts;
        for (const QString& change : changes)
            texts.push_back(change.toStdString());
        const ExperimentSpec spec = experiment(texts);
        const DatasetShape shape{.trainingExamples = 1,
                                 .testExamples = 1,
                                 .positions = positions,
                                 .vocabulary = vocabulary,
                                 .classes = 97};
        const LearnerKind& kind = *findLearner("transformer");
        QCOMPARE(kind.size(shape, spec.learner).parameters, all);
        const TransformerLayout layout(TransformerShape(shape, spec.learner.parameters));
        qint64 found = 0;
        for (const ParameterBlock& block : layout.blocks)
            found += block.name.starts_with("Layer") ? elementCount(block.shape) : 0;
        QCOMPARE(found, inLayers);
    }

    void equationsNeedTheParametersOfPowerEtAl()
    {
        const ExperimentSpec spec =
            experiment({"data=modular-arithmetic", "data.encoding=equation", "data.modulus=97",
                        "learner.layers=2", "learner.norm=post", "learner.positions=sinusoidal"});
        const DatasetShape shape = datasetShape(spec);
        QCOMPARE(shape.classes, 239);
        QCOMPARE(findLearner("transformer")->misfit(shape, spec.learner.parameters), std::string());
        QCOMPARE(transformerSize(shape, spec.learner).parameters, 394'240 + 2 * 239 * 128);
    }

    void initialWeightsHaveTheirDeviation()
    {
        const Dataset dataset = modularAddition(97, 100);
        const auto learner = make(dataset, {});
        const auto values = learner->parameters();
        const double deviation = norm(values) / std::sqrt(static_cast<double>(values.size()));
        const double expected = 0.8 / std::sqrt(128.0);
        QVERIFY(std::abs(deviation - expected) < 0.01 * expected); // of 222,000 draws: 0.0015
    }

    void gradientAgreesWithFiniteDifferences_data() { variants(); }

    // Central differences by every parameter, h = 1e-5: error near 1e-10. At a kink of ReLU a
    // difference may be off; smooth variants must not miss once.
    void gradientAgreesWithFiniteDifferences()
    {
        const auto [dataset, changes] = variant();
        const auto learner = make(dataset, changes);
        const auto start = learner->parameters();
        const auto gradient = learner->objective().gradient;
        int misses = 0;
        for (std::size_t i = 0; i < start.size(); ++i) {
            const auto lossAt = [&](double distance) {
                auto moved = start;
                moved[i] += distance;
                learner->setParameters(moved);
                return learner->evaluate(Split::Train, {}).loss;
            };
            const double slope = (lossAt(1e-5) - lossAt(-1e-5)) / 2e-5;
            misses += std::abs(slope - gradient[i]) > 1e-6 * norm(gradient) ? 1 : 0;
        }
        QVERIFY2(misses <= (isSmooth(changes) ? 0 : 3), qPrintable(QString::number(misses)));
    }

    void logitsAreThoseOfFullAttention_data()
    {
        QTest::addColumn<int>("positions");
        QTest::addColumn<QStringList>("changes");
        for (const int positions : {1, 2, 3, 5}) {
            QTest::addRow("%d positions", positions) << positions << QStringList();
            QTest::addRow("%d positions, biases", positions)
                << positions
                << QStringList{"learner.biases=true", "learner.initialization=uniform"};
        }
    }

    void logitsAreThoseOfFullAttention()
    {
        QFETCH(int, positions);
        QFETCH(QStringList, changes);
        const Dataset dataset = randomTokens(positions, 6, 4);
        Changes texts = small;
        for (const QString& change : changes)
            texts.push_back(change.toStdString());
        const auto learner = make(dataset, texts);
        const auto blocks = blocksOf(*learner);
        const Probe probe = learner->probe(dataset.test);
        for (std::int64_t i = 0; i < dataset.test.size(); ++i) {
            const auto expected = naiveLogits(blocks, dataset.test.tokens.row(i), 2);
            QVERIFY(relativeDistance(probe.outputs.row(i), expected) < 1e-13);
        }
    }

    void numbersAreThoseOfPyTorch_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("engine");
        for (std::size_t i = 0; i < oracleCases().size(); ++i) {
            const OracleCase& each = oracleCases()[i];
            const auto row = [&](const char* engine) {
                QTest::addRow("%s, %s", each.name.c_str(), engine) << static_cast<int>(i) << engine;
            };
            const Parameters settings = experiment(each.changes).learner.parameters;
            if (isFused(*findLearner("transformer"), shapeOf(each.dataset), settings))
                row("fused");
            if (WITH_LIBTORCH)
                row("libtorch");
        }
    }

    void numbersAreThoseOfPyTorch()
    {
        QFETCH(int, index);
        QFETCH(QString, engine);
        const OracleCase& expected = oracleCases()[static_cast<std::size_t>(index)];
        compareWithOracle(expected,
                          *make(expected.dataset, expected.changes, engine.toStdString()));
    }

    void probeKnowsTokensThatNoSplitHas()
    {
        Dataset dataset = randomTokens(3, 4, 4);
        dataset.vocabulary = 9;
        const auto learner = make(dataset, small);
        const auto examples = examplesOf({{8, 1, 7}, {0, 6, 5}}, 4, {0, 0});
        const Probe probe = learner->probe(examples);
        const auto blocks = blocksOf(*learner);
        for (std::int64_t i = 0; i < 2; ++i)
            QVERIFY(relativeDistance(probe.outputs.row(i),
                                     naiveLogits(blocks, examples.tokens.row(i), 2))
                    < 1e-13);
    }

    void gradientIsTheSameTwice()
    {
        const Dataset dataset = randomTokens(3, 6, 4);
        const auto learner = make(dataset, small);
        const auto first = learner->lossGradient({});
        QVERIFY(learner->lossGradient({}) == first);
    }

    void float32IsCloseToFloat64()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto single = make(dataset, {});
        const auto twice = make(dataset, {"learner.precision=float64"});
        twice->setParameters(single->parameters());
        QVERIFY(relativeDistance(single->lossGradient({}), twice->lossGradient({})) < 1e-5);
    }

    // Cross-entropy in float32 would round 1 - p to multiples of 6e-8.
    void gradientOfATinyLossIsNotLost()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto learner = make(dataset, {"training.optimizer.weightDecay=0"});
        train(*learner, 300);
        auto scaled = learner->parameters();
        const auto blocks = learner->parameterBlocks();
        for (auto value = scaled.begin() + blocks.back().offset; value != scaled.end(); ++value)
            *value *= 2.0; // all logits
        learner->setParameters(scaled);
        const double loss = learner->evaluate(Split::Train, {}).loss;
        QVERIFY2(loss > 0.0 && loss < 1e-8, qPrintable(QString::number(loss)));
        QVERIFY(norm(learner->lossGradient({})) > 0.1 * loss);
    }

    // Of one position, attention is the value alone. A step of SGD against the differences of the
    // loss written out, with the same numbers left out.
    void dropoutStepDescendsTheLossOfWhatIsLeft()
    {
        if (!WITH_LIBTORCH)
            QSKIP("the fused engine has no dropout");
        const Dataset dataset = randomTokens(1, 5, 4);
        const auto learner = make(
            dataset,
            with(small, {"learner.activation=tanh", "learner.dropout=0.4", "training.optimizer=sgd",
                         "training.optimizer.learningRate=1", "training.optimizer.weightDecay=0"}),
            "libtorch");
        train(*learner, 2);
        const auto start = learner->parameters();
        learner->step(2, {}, {});
        auto descent = start;
        std::ranges::transform(start, learner->parameters(), descent.begin(), std::minus<>());

        Dropout dropout(0, 0.4, 2);
        dropout.begin(2);
        std::array<std::vector<double>, 2> factors;
        for (std::size_t place = 0; place < 2; ++place) {
            factors[place].resize(20 * 6);
            dropout.fill(place, std::span(factors[place]));
        }
        std::vector<double> slopes;
        for (std::size_t i = 0; i < start.size(); ++i) {
            const auto lossAt = [&](double distance) {
                auto moved = start;
                moved[i] += distance;
                learner->setParameters(moved);
                return lossWithFactors(blocksOf(*learner), dataset.train, factors);
            };
            slopes.push_back((lossAt(1e-4) - lossAt(-1e-4)) / 2e-4);
        }
        QVERIFY(relativeDistance(descent, slopes) < 1e-6);
    }

    void batchOfAllExamplesEqualsTheFullBatch()
    {
        const Dataset dataset = modularAddition(23, 300); // more than one block of rows
        const auto full = make(dataset, small);
        const auto listed = make(dataset, small);
        std::vector<std::int32_t> everybody(300);
        std::iota(everybody.begin(), everybody.end(), 0);
        train(*full, 3);
        train(*listed, 3, everybody);
        QVERIFY(full->parameters() == listed->parameters());
    }

    void stateRestoresBitByBit()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto straight = make(dataset, {});
        train(*straight, 10);
        const auto first = make(dataset, {});
        train(*first, 4);
        const auto second = make(dataset, {});
        QVERIFY(bool(second->restoreState(first->saveState())));
        for (std::int64_t step = 4; step < 10; ++step)
            second->step(step, {}, {});
        QVERIFY(second->saveState() == straight->saveState());
        const auto state = first->saveState();
        QVERIFY(!second->restoreState(std::span(state).first(10)));
    }

    void stepAllocatesNothing()
    {
        const Dataset dataset = modularAddition(23, 300);
        std::vector<std::int32_t> batch(280);
        std::iota(batch.begin(), batch.end(), 0);
        const auto learner = make(dataset, {});
        const std::int64_t before = allocations;
        train(*learner, 3);
        train(*learner, 3, batch);
        QCOMPARE(allocations.load(), before);
    }

    void memoryIsToldInAdvance()
    {
        const Dataset dataset = modularAddition(97, 2800);
        const ExperimentSpec spec = experiment({});
        const LearnerMemory told =
            transformerMemory({shapeOf(dataset), spec.learner, spec.training.optimizer});
        const std::int64_t before = bytesInUse;
        const auto learner = make(dataset, {});
        const std::int64_t taken = bytesInUse - before;
        QVERIFY2(taken <= told.total() && told.total() < 2 * taken,
                 qPrintable(QString("%1 of %2").arg(taken).arg(told.total())));
        QVERIFY(std::ssize(learner->saveState()) <= told.checkpoint + 8);
    }

    void stoppedStepLeavesNoTrace()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto learner = make(dataset, {});
        const auto before = learner->saveState();
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!learner->step(0, {}, stop.get_token()));
        QVERIFY(learner->saveState() == before);
    }

    void learnsModularAdditionByHeart()
    {
        const Dataset dataset = modularAddition(11, 60);
        const auto learner = make(dataset, {"learner.modelWidth=32", "learner.mlpWidth=64"});
        const double before = learner->evaluate(Split::Train, {}).loss;
        QVERIFY(std::abs(before - std::log(11.0)) < 0.5);
        train(*learner, 300);
        const Evaluation after = learner->evaluate(Split::Train, {});
        QCOMPARE(after.score, 1.0);
        QVERIFY(after.loss < 0.1);
    }

    void numbersAreCutIntoEqualPositions()
    {
        const auto positions = [](std::int64_t features, const char* tokenSize) {
            return TransformerShape({.features = features, .classes = 4},
                                    experiment({tokenSize}).learner.parameters)
                .positions;
        };
        QCOMPARE(positions(117, "learner.tokenSize=0"), 9);
        QCOMPARE(positions(40, "learner.tokenSize=0"), 4);
        QCOMPARE(positions(7, "learner.tokenSize=0"), 1);
        QCOMPARE(positions(17, "learner.tokenSize=0"), 17);
        QCOMPARE(positions(40, "learner.tokenSize=5"), 8);
    }

    void unsuitableDataAreExplained()
    {
        const LearnerKind& kind = *findLearner("transformer");
        const DatasetShape numbers{.features = 20, .classes = 4};
        const DatasetShape tokens{.positions = 3, .vocabulary = 3, .classes = 4};
        const auto misfit = [&kind](const DatasetShape& shape, const Changes& changes) {
            return kind.misfit(shape, experiment(changes).learner.parameters);
        };
        QVERIFY(misfit(numbers, {"learner.tokenSize=13"}).find("20 inputs into positions of 13")
                != std::string::npos);
        QCOMPARE(misfit(numbers, {}), std::string());
        QCOMPARE(misfit(numbers, {"learner.tokenSize=5"}), std::string());
        QVERIFY(misfit(numbers, {"learner.tokenSize=5", "learner.tiedOutput=true"}).find("numbers")
                != std::string::npos);
        QVERIFY(misfit(tokens, {"learner.tiedOutput=true"}).find("fewer tokens than classes")
                != std::string::npos);
        QCOMPARE(misfit(tokens, {}), std::string());
        const DatasetShape sequences{
            .positions = 6, .vocabulary = 9, .classes = 9, .targetPositions = 6};
        QCOMPARE(misfit(sequences, {}), std::string());
        QVERIFY(misfit(sequences, {"learner.readout=mean"}).find("set learner.readout to last")
                != std::string::npos);
    }

    void headsMustDivideTheWidth()
    {
        ExperimentSpec spec = experiment({"learner.heads=3"});
        const auto problems = validate(spec, catalogs());
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().path, std::string("learner.heads"));
    }

    void fusedEngineHasWhatItCanDo_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<bool>("fused");
        QTest::newRow("one layer") << "learner.layers=1" << true;
        QTest::newRow("two layers") << "learner.layers=2" << false;
        QTest::newRow("norm") << "learner.norm=pre" << false;
        QTest::newRow("mean readout") << "learner.readout=mean" << false;
        QTest::newRow("dropout") << "learner.dropout=0.1" << false;
        QTest::newRow("huge tables") << "learner.mlpWidth=16384" << false;
    }

    void fusedEngineHasWhatItCanDo()
    {
        QFETCH(QString, change);
        QFETCH(bool, fused);
        const ExperimentSpec spec = experiment({change.toStdString()});
        const DatasetShape tokens{.positions = 3, .vocabulary = 998, .classes = 97};
        QCOMPARE(isFused(*findLearner("transformer"), tokens, spec.learner.parameters), fused);
    }

private:
    static const std::vector<std::pair<std::string, std::pair<Dataset, Changes>>>& allVariants()
    {
        static const std::vector<std::pair<std::string, std::pair<Dataset, Changes>>> all{
            {"same last token", {modularAddition(5, 15), small}},
            {"same last token, GELU",
             {modularAddition(5, 15), with(small, {"learner.activation=gelu"})}},
            {"different last tokens, GELU",
             {randomTokens(3, 5, 4), with(small, {"learner.activation=gelu"})}},
            {"one position, GELU",
             {randomTokens(1, 5, 4), with(small, {"learner.activation=gelu"})}},
            {"four positions, biases, GELU",
             {randomTokens(4, 5, 4), with(small, {"learner.activation=gelu", "learner.biases=true",
                                                  "learner.initialization=uniform"})}},
            {"tied output, wide heads, GELU",
             {randomTokens(2, 5, 4),
              with(small, {"learner.activation=gelu", "learner.biases=true",
                           "learner.tiedOutput=true", "learner.headWidth=5"})}},
            {"sinusoidal positions, MSE, Xavier, GELU",
             {randomTokens(3, 5, 4),
              with(small, {"learner.activation=gelu", "learner.positions=sinusoidal",
                           "learner.loss=mse", "learner.initialization=xavier"})}},
        };
        return all;
    }

    static void variants()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& [name, variant] : allVariants())
            QTest::newRow(name.c_str()) << index++;
    }

    static const std::pair<Dataset, Changes>& variant()
    {
        QFETCH(int, index);
        return allVariants()[static_cast<std::size_t>(index)].second;
    }

    static bool isSmooth(const Changes& changes)
    {
        return std::ranges::count(changes, "learner.activation=gelu") > 0;
    }
};

QTEST_GUILESS_MAIN(TestTransformer)
#include "tst_transformer.moc"
