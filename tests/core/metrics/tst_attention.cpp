// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Attention patterns against dot products written out.
#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <cmath>
#include <numeric>

using namespace grokking;
using namespace grokking::test;

namespace {

using Rows = std::vector<std::vector<double>>;

Rows blockOf(const Learner& learner, const std::string& name)
{
    const auto blocks = learner.parameterBlocks();
    const auto parameters = learner.parameters();
    const auto block = std::ranges::find(blocks, name, &ParameterBlock::name);
    const auto columns = static_cast<std::size_t>(block->shape.back());
    Rows rows(static_cast<std::size_t>(block->shape.front()), std::vector<double>(columns));
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < columns; ++c)
            rows[r][c] = parameters[static_cast<std::size_t>(block->offset) + r * columns + c];
    return rows;
}

double dot(const std::vector<double>& a, const std::vector<double>& b, std::size_t first,
           std::size_t count)
{
    double sum = 0.0;
    for (std::size_t i = first; i < first + count; ++i)
        sum += a[i] * b[i];
    return sum;
}

std::vector<double> mapped(const Rows& weights, const std::vector<double>& x)
{
    std::vector<double> result;
    for (const auto& row : weights)
        result.push_back(dot(row, x, 0, x.size()));
    return result;
}

// Returns the shares (heads, positions) of the last position of one example in the first layer.
Rows attentionOf(const Learner& learner, std::span<const std::int32_t> tokens, std::size_t heads)
{
    const Rows embedding = blockOf(learner, "Token embedding");
    const Rows position = blockOf(learner, "Position embedding");
    Rows stream;
    for (std::size_t j = 0; j < tokens.size(); ++j) {
        stream.push_back(embedding[static_cast<std::size_t>(tokens[j])]);
        for (std::size_t k = 0; k < stream[j].size(); ++k)
            stream[j][k] += position[j][k];
    }
    const auto query = mapped(blockOf(learner, "Layer 1 query weights"), stream.back());
    const Rows keys = blockOf(learner, "Layer 1 key weights");
    const std::size_t width = query.size() / heads;
    Rows shares(heads);
    for (std::size_t h = 0; h < heads; ++h) {
        double sum = 0.0;
        for (const auto& x : stream) {
            shares[h].push_back(std::exp(dot(query, mapped(keys, x), h * width, width)
                                         / std::sqrt(static_cast<double>(width))));
            sum += shares[h].back();
        }
        for (double& share : shares[h])
            share /= sum;
    }
    return shares;
}

} // namespace

class TestAttention : public QObject
{
    Q_OBJECT

private slots:
    void sharesAreThoseOfTheLastPosition_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::newRow("fused") << "fused";
#if WITH_LIBTORCH
        QTest::newRow("LibTorch") << "libtorch";
#endif
    }

    void sharesAreThoseOfTheLastPosition()
    {
        QFETCH(QString, engine);
        MetricFixture fixture({"data=modular-arithmetic", "data.modulus=11", "data.encoding=tokens",
                               "learner=transformer", "learner.modelWidth=6", "learner.headWidth=5",
                               "learner.heads=2", "learner.mlpWidth=8", "learner.weightScale=3",
                               "learner.precision=float64",
                               "training.engine=" + engine.toStdString()});
        const auto seen = fixture.observe("attention");
        const auto& matrix = std::get<Matrix>(seen->content);
        QVERIFY((matrix.rowNames == std::vector<std::string>{"layer 1 head 1", "layer 1 head 2"}));
        QVERIFY((matrix.columnNames == std::vector<std::string>{"x", "y", "="}));
        Rows expected(2, std::vector<double>(3));
        const Examples& test = fixture.run.dataset.test;
        for (std::int64_t i = 0; i < test.size(); ++i) {
            const Rows shares = attentionOf(*fixture.run.learner, test.tokens.row(i), 2);
            for (std::size_t h = 0; h < 2; ++h)
                for (std::size_t j = 0; j < 3; ++j)
                    expected[h][j] += shares[h][j] / static_cast<double>(test.size());
        }
        for (std::size_t h = 0; h < 2; ++h) {
            for (std::size_t j = 0; j < 3; ++j) {
                const double share = matrix.values.row(static_cast<std::int64_t>(h))[j];
                QVERIFY(std::abs(share - expected[h][j]) < 1e-12);
                QVERIFY(std::abs(share - 1.0 / 3.0) > 1e-3); // it looks somewhere
            }
        }
    }

#if WITH_LIBTORCH
    // Two layers on equation text, read where the answer is asked for: at "=", which cannot see
    // what follows. The first layer is written out.
    void equationsAreReadAtTheEqualsSign()
    {
        MetricFixture fixture({"data=modular-arithmetic", "data.modulus=5",
                               "data.encoding=equation", "learner=transformer", "learner.layers=2",
                               "learner.modelWidth=6", "learner.heads=2", "learner.mlpWidth=8",
                               "learner.weightScale=3", "learner.precision=float64",
                               "training.engine=libtorch"});
        const auto seen = fixture.observe("attention");
        const auto& matrix = std::get<Matrix>(seen->content);
        QCOMPARE(matrix.rowNames.size(), std::size_t{4});
        QCOMPARE(matrix.rowNames.back(), std::string("layer 2 head 2"));
        QVERIFY((matrix.columnNames == std::vector<std::string>{"<eos>", "x", "o", "y", "=", "z"}));
        const Examples& test = fixture.run.dataset.test;
        std::vector<double> expected(5);
        for (std::int64_t i = 0; i < test.size(); ++i) {
            const Rows shares = attentionOf(*fixture.run.learner, test.tokens.row(i).first(5), 2);
            for (std::size_t j = 0; j < 5; ++j)
                expected[j] += shares[0][j] / static_cast<double>(test.size());
        }
        for (std::size_t j = 0; j < 5; ++j)
            QVERIFY(std::abs(matrix.values.row(0)[j] - expected[j]) < 1e-12);
        for (std::int64_t row = 0; row < 4; ++row) {
            const auto shares = matrix.values.row(row);
            QCOMPARE(shares[5], 0.0);
            QVERIFY(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1.0) < 1e-12);
        }
    }
#endif

    void perceptronsPayNone()
    {
        QVERIFY(!metricOf("attention").applies(changedSpec({"data=modular-arithmetic"})));
        QVERIFY(metricOf("attention").applies(changedSpec({"learner=transformer"})));
    }
};

QTEST_GUILESS_MAIN(TestAttention)
#include "tst_attention.moc"
