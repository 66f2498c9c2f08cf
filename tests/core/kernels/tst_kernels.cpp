// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels against plain loops, with every instruction set this machine has.

#include "core/kernels/activation.h"
#include "core/kernels/buffer.h"
#include "core/kernels/classification_loss.h"
#include "core/kernels/lstm_cell.h"
#include "core/kernels/matrix_product.h"
#include "core/kernels/row_mixture.h"
#include "core/kernels/transpose.h"
#include "core/util/random.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <hwy/targets.h>

using namespace grokking;

namespace {

template <class T>
Buffer<T> randomBuffer(std::int64_t size, std::uint64_t seed)
{
    Buffer<T> buffer(size);
    RandomStream random(seed, Stream::Noise);
    for (T& value : buffer.values())
        value = static_cast<T>(random.normal());
    return buffer;
}

// Returns an error bound for sums of `depth` products of numbers of size 1.
template <class T>
double roundingBound(std::int64_t depth)
{
    return 20.0 * static_cast<double>(std::numeric_limits<T>::epsilon())
           * std::sqrt(static_cast<double>(depth + 1));
}

enum class Start { Zero, Bias, Result };

// Multiplies random matrices and compares with the definition; the column behind the result must
// stay untouched.
template <class T>
void verifyProduct(std::int64_t rows, std::int64_t columns, std::int64_t depth, bool transposed,
                   Start start)
{
    const auto left = randomBuffer<T>(rows * depth, 1);
    const auto right = randomBuffer<T>(depth * columns, 2);
    const auto bias = randomBuffer<T>(columns, 3);
    const std::int64_t stride = columns + 1;
    auto result = randomBuffer<T>(rows * stride, 4);
    const std::vector<T> before(result.values().begin(), result.values().end());
    const ConstMatrixView<T> stored{left.data(), depth, rows, rows};
    const ConstMatrixView<T> leftView =
        transposed ? stored.transposed() : ConstMatrixView<T>{left.data(), rows, depth, depth};
    const ConstMatrixView<T> rightView{right.data(), depth, columns, columns};
    const MatrixView<T> resultView{result.data(), rows, columns, stride};
    if (start == Start::Zero)
        multiply(leftView, rightView, resultView);
    else if (start == Start::Bias)
        multiplyAddBias(leftView, rightView, bias.data(), resultView);
    else
        multiplyAccumulate(leftView, rightView, resultView);

    for (std::int64_t r = 0; r < rows; ++r) {
        for (std::int64_t c = 0; c < columns; ++c) {
            const auto index = static_cast<std::size_t>(r * stride + c);
            double expected = start == Start::Bias     ? static_cast<double>(bias.data()[c])
                              : start == Start::Result ? static_cast<double>(before[index])
                                                       : 0.0;
            for (std::int64_t k = 0; k < depth; ++k)
                expected += static_cast<double>(
                                leftView.data[r * leftView.rowStride + k * leftView.columnStride])
                            * static_cast<double>(right.data()[k * columns + c]);
            QVERIFY(std::abs(static_cast<double>(result.values()[index]) - expected)
                    <= roundingBound<T>(depth));
        }
        const auto behind = static_cast<std::size_t>(r * stride + columns);
        QCOMPARE(result.values()[behind], before[behind]);
    }
}

template <class From, class To>
void verifyTransposition(std::int64_t rows, std::int64_t columns)
{
    const auto source = randomBuffer<From>(rows * (columns + 2), 8);
    Buffer<To> result(columns * (rows + 1));
    transpose(ConstMatrixView<From>{source.data(), rows, columns, columns + 2},
              MatrixView<To>{result.data(), columns, rows, rows + 1});
    for (std::int64_t c = 0; c < columns; ++c) {
        for (std::int64_t r = 0; r < rows; ++r)
            QCOMPARE(result.data()[c * (rows + 1) + r],
                     static_cast<To>(source.data()[r * (columns + 2) + c]));
        QCOMPARE(result.data()[c * (rows + 1) + rows], To(0));
    }
}

// A matrix whose rows are padded with zeros to a multiple of mixtureStride.
template <class T>
Buffer<T> paddedMatrix(std::int64_t rows, std::int64_t columns, std::uint64_t seed)
{
    const std::int64_t stride = paddedColumns(columns);
    auto buffer = randomBuffer<T>(rows * stride, seed);
    for (std::int64_t r = 0; r < rows; ++r)
        std::fill_n(buffer.data() + r * stride + columns, stride - columns, T(0));
    return buffer;
}

// Mixes the rows of a random table, and back, and compares with the definition.
template <class T>
void verifyMixture(std::int64_t columns)
{
    constexpr std::int64_t rows = 7;
    constexpr std::int64_t examples = 3;
    constexpr std::int64_t terms = 4;
    const std::int64_t stride = paddedColumns(columns);
    const auto table = paddedMatrix<T>(rows, columns, 11);
    const auto gradients = paddedMatrix<T>(examples, columns, 12);
    const auto weights = randomBuffer<T>(examples * terms, 13);
    const std::vector<std::int32_t> chosen{0, 6, 2, 2, 5, 4, 3, 1, 6, 6, 0, 5};
    const RowMixture<T> mixture{chosen.data(), weights.data(), examples, terms};
    Buffer<T> sums(examples * stride);
    Buffer<T> tableGradient(rows * stride);
    auto weightGradients = randomBuffer<T>(examples * terms, 14);
    const auto before = randomBuffer<T>(examples * terms, 14);
    mixRows({table.data(), rows, columns, stride}, mixture,
            {sums.data(), examples, columns, stride});
    unmixRows({table.data(), rows, columns, stride}, mixture,
              {gradients.data(), examples, columns, stride},
              {tableGradient.data(), rows, columns, stride}, weightGradients.data());

    std::vector<double> expectedSums(static_cast<std::size_t>(examples * stride));
    std::vector<double> expectedGradient(static_cast<std::size_t>(rows * stride));
    for (std::int64_t term = 0; term < examples * terms; ++term) {
        const std::int64_t from = chosen[static_cast<std::size_t>(term)] * stride;
        const std::int64_t to = term / terms * stride;
        double product = static_cast<double>(before.data()[term]);
        for (std::int64_t c = 0; c < columns; ++c) {
            const auto weight = static_cast<double>(weights.data()[term]);
            const auto value = static_cast<double>(table.data()[from + c]);
            const auto gradient = static_cast<double>(gradients.data()[to + c]);
            expectedSums[static_cast<std::size_t>(to + c)] += weight * value;
            expectedGradient[static_cast<std::size_t>(from + c)] += weight * gradient;
            product += value * gradient;
        }
        QVERIFY(std::abs(static_cast<double>(weightGradients.data()[term]) - product)
                <= roundingBound<T>(columns));
    }
    for (std::size_t i = 0; i < expectedSums.size(); ++i)
        QVERIFY(std::abs(static_cast<double>(sums.values()[i]) - expectedSums[i])
                <= roundingBound<T>(terms));
    for (std::size_t i = 0; i < expectedGradient.size(); ++i)
        QVERIFY(std::abs(static_cast<double>(tableGradient.values()[i]) - expectedGradient[i])
                <= roundingBound<T>(terms));
}

double activationValue(Activation activation, double z)
{
    switch (activation) {
    case Activation::Relu:
        return std::max(z, 0.0);
    case Activation::Tanh:
        return std::tanh(z);
    case Activation::Gelu:
        return 0.5 * z * std::erfc(-z / std::sqrt(2.0));
    case Activation::Sigmoid:
        return 1.0 / (1.0 + std::exp(-z));
    }
    return 0.0;
}

template <class T>
void verifyActivation(Activation activation)
{
    constexpr std::int64_t count = 203;
    auto preactivations = randomBuffer<T>(count, 5);
    preactivations.data()[0] = 0;
    preactivations.data()[1] = 30;
    preactivations.data()[2] = -30;
    Buffer<T> values(count);
    activate(activation, preactivations.data(), values.data(), count);
    auto slopes = Buffer<T>(count);
    std::ranges::fill(slopes.values(), T(2));
    multiplyBySlope(activation, preactivations.data(), values.data(), slopes.data(), count);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto z = static_cast<double>(preactivations.data()[i]);
        const auto bound = 8.0 * static_cast<double>(std::numeric_limits<T>::epsilon());
        const double expected = activationValue(activation, z);
        QVERIFY(std::abs(static_cast<double>(values.data()[i]) - expected)
                <= bound * std::max(1.0, std::abs(expected)));
        constexpr double h = 1e-5;
        const double slope =
            (activationValue(activation, z + h) - activationValue(activation, z - h)) / (2.0 * h);
        if (z != 0.0) // ReLU has a kink there
            QVERIFY(std::abs(static_cast<double>(slopes.data()[i]) - 2.0 * slope)
                    <= 2.0 * bound + 1e-8);
    }
}

template <class T>
void verifySaturation()
{
    constexpr std::int64_t count = 16;
    Buffer<T> sums(count);
    for (std::int64_t i = 0; i < count; ++i)
        sums.data()[i] = T(i % 2 == 0 ? -90 : 90) * T(1 << i);
    for (const Activation activation : {Activation::Sigmoid, Activation::Tanh}) {
        Buffer<T> values(count);
        activate(activation, sums.data(), values.data(), count);
        for (std::int64_t i = 0; i < count; ++i) {
            const double low = activation == Activation::Tanh ? -1.0 : 0.0;
            const double expected = i % 2 == 0 ? low : 1.0;
            QVERIFY(std::abs(static_cast<double>(values.data()[i]) - expected) < 1e-37);
        }
    }
}

// A cell in T, and in double by the formulas, on the same random numbers, with and without memory.
template <class T>
void verifyLstmCell()
{
    constexpr std::int64_t count = 32;
    constexpr double h = 1e-6;
    const auto sums = randomBuffer<T>(4 * count, 8);
    const auto before = randomBuffer<T>(count, 9);
    const auto ofState = randomBuffer<T>(count, 10);
    const auto ofMemory = randomBuffer<T>(count, 11);
    const auto sigmoid = [](double z) { return 1.0 / (1.0 + std::exp(-z)); };
    for (const bool isFirst : {true, false}) {
        Buffer<T> gates(4 * count), memory(count), squashed(count), state(count);
        Buffer<T> sumsGradient(4 * count), memoryGradient(count);
        std::ranges::copy(sums.values(), gates.data());
        std::ranges::copy(ofMemory.values(), memoryGradient.data());
        const LstmCell<T> cell{gates.data(),  isFirst ? nullptr : before.data(),
                               memory.data(), squashed.data(),
                               state.data(),  count};
        lstmForward(cell);
        lstmBackward(cell, ofState.data(), memoryGradient.data(), sumsGradient.data());
        const double bound = 32.0 * static_cast<double>(std::numeric_limits<T>::epsilon());
        for (std::int64_t k = 0; k < count; ++k) {
            std::array<double, 5> z{}; // i, f, g, o, memory before
            for (std::int64_t gate = 0; gate < 4; ++gate)
                z[static_cast<std::size_t>(gate)] =
                    static_cast<double>(sums.data()[gate * count + k]);
            z[4] = isFirst ? 0.0 : static_cast<double>(before.data()[k]);
            const auto memoryOf = [&](const std::array<double, 5>& at) {
                return sigmoid(at[1]) * at[4] + sigmoid(at[0]) * std::tanh(at[2]);
            };
            const auto stateOf = [&](const std::array<double, 5>& at) {
                return sigmoid(at[3]) * std::tanh(memoryOf(at));
            };
            const auto isNear = [](T value, double expected, double tolerance) {
                return std::abs(static_cast<double>(value) - expected) <= tolerance;
            };
            QVERIFY(isNear(memory.data()[k], memoryOf(z), bound));
            QVERIFY(isNear(state.data()[k], stateOf(z), bound));
            const auto slope = [&](std::size_t input) {
                auto above = z;
                auto below = z;
                above[input] += h;
                below[input] -= h;
                return (static_cast<double>(ofState.data()[k]) * (stateOf(above) - stateOf(below))
                        + static_cast<double>(ofMemory.data()[k])
                              * (memoryOf(above) - memoryOf(below)))
                       / (2.0 * h);
            };
            for (std::int64_t gate = 0; gate < 4; ++gate)
                QVERIFY(isNear(sumsGradient.data()[gate * count + k],
                               slope(static_cast<std::size_t>(gate)), bound + 1e-8));
            QVERIFY(isNear(memoryGradient.data()[k], slope(4), bound + 1e-8));
        }
    }
}

} // namespace

class TestKernels : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { hwy::SetSupportedTargetsForTest(0); }

    void productsFollowTheDefinition_data() { instructionSets(); }

    void productsFollowTheDefinition()
    {
        useInstructionSet();
        for (const std::int64_t rows : {1, 5, 8, 17, 100}) {
            for (const std::int64_t columns : {1, 4, 16, 31, 48, 65, 117}) {
                for (const std::int64_t depth : {0, 1, 117, 300}) {
                    for (const Start start : {Start::Zero, Start::Bias, Start::Result}) {
                        verifyProduct<float>(rows, columns, depth, false, start);
                        verifyProduct<double>(rows, columns, depth, true, start);
                    }
                }
            }
        }
    }

    void transpositionMovesEveryNumber_data() { instructionSets(); }

    void transpositionMovesEveryNumber()
    {
        useInstructionSet();
        for (const std::int64_t rows : {1, 3, 4, 17, 40}) {
            for (const std::int64_t columns : {1, 4, 7, 33}) {
                verifyTransposition<float, float>(rows, columns);
                verifyTransposition<double, double>(rows, columns);
                verifyTransposition<float, double>(rows, columns);
                verifyTransposition<double, float>(rows, columns);
            }
        }
    }

    void mixturesFollowTheDefinition_data() { instructionSets(); }

    void mixturesFollowTheDefinition()
    {
        useInstructionSet();
        for (const std::int64_t columns : {1, 15, 16, 17, 97, 512}) {
            verifyMixture<float>(columns);
            verifyMixture<double>(columns);
        }
    }

    void activationsFollowTheirFormulas_data() { instructionSets(); }

    void activationsFollowTheirFormulas()
    {
        useInstructionSet();
        for (const Activation activation :
             {Activation::Relu, Activation::Tanh, Activation::Gelu, Activation::Sigmoid}) {
            verifyActivation<float>(activation);
            verifyActivation<double>(activation);
        }
    }

    // exp() of these overflows float and double.
    void saturatedNonlinearitiesStayWhatTheyAre_data() { instructionSets(); }

    void saturatedNonlinearitiesStayWhatTheyAre()
    {
        useInstructionSet();
        verifySaturation<float>();
        verifySaturation<double>();
    }

    void lstmCellFollowsItsFormulas_data() { instructionSets(); }

    void lstmCellFollowsItsFormulas()
    {
        useInstructionSet();
        verifyLstmCell<float>();
        verifyLstmCell<double>();
    }

    void columnSumsAreAdded_data() { instructionSets(); }

    void columnSumsAreAdded()
    {
        useInstructionSet();
        const auto values = randomBuffer<double>(19 * 21, 6);
        const ConstMatrixView<double> matrix{values.data(), 19, 20, 21};
        for (const ConstMatrixView<double>& view : {matrix, matrix.transposed()}) {
            Buffer<double> sums(21);
            std::ranges::fill(sums.values(), 1.0);
            addColumnSums(view, sums.data());
            for (std::int64_t c = 0; c < view.columns; ++c) {
                double expected = 1.0;
                for (std::int64_t r = 0; r < view.rows; ++r)
                    expected += values.data()[r * view.rowStride + c * view.columnStride];
                QVERIFY(std::abs(sums.data()[c] - expected) < 1e-14);
            }
            QCOMPARE(sums.data()[view.columns], 1.0);
        }
    }

    void lossesFollowTheirFormulas_data() { instructionSets(); }

    void lossesFollowTheirFormulas()
    {
        useInstructionSet();
        constexpr std::int64_t classes = 5;
        constexpr std::int64_t examples = 21;
        constexpr std::int64_t stride = classMajorStride(examples);
        auto logits = randomBuffer<double>(classes * stride, 7);
        logits.data()[0] = 800.0; // exp overflows
        std::vector<std::int32_t> labels;
        for (std::int32_t i = 0; i < examples; ++i)
            labels.push_back(i % 5);
        double crossEntropy = 0.0;
        double squaredError = 0.0;
        Buffer<double> softmax(classes * stride);
        for (std::int64_t i = 0; i < examples; ++i) {
            const auto logit = [&](std::int64_t c) { return logits.data()[c * stride + i]; };
            double largest = logit(0);
            for (std::int64_t c = 1; c < classes; ++c)
                largest = std::max(largest, logit(c));
            double sum = 0.0;
            for (std::int64_t c = 0; c < classes; ++c)
                sum += std::exp(logit(c) - largest);
            const std::int64_t label = labels[static_cast<std::size_t>(i)];
            crossEntropy += std::log(sum) - (logit(label) - largest);
            for (std::int64_t c = 0; c < classes; ++c) {
                const double target = c == label ? 1.0 : 0.0;
                squaredError += (logit(c) - target) * (logit(c) - target);
                softmax.data()[c * stride + i] = std::exp(logit(c) - largest) / sum - target;
            }
        }
        const ConstMatrixView<double> view{logits.data(), classes, examples, stride};
        Buffer<double> work(2 * stride);
        QVERIFY(std::abs(crossEntropySum(view, labels.data(), work.data()) - crossEntropy)
                < 1e-12 * crossEntropy);
        QVERIFY(std::abs(squaredErrorSum(view, labels.data()) - squaredError)
                < 1e-12 * squaredError);

        toCrossEntropyGradient({logits.data(), classes, examples, stride}, labels.data(), 3.0);
        for (std::int64_t c = 0; c < classes; ++c)
            for (std::int64_t i = 0; i < examples; ++i)
                QVERIFY(
                    std::abs(logits.data()[c * stride + i] - 3.0 * softmax.data()[c * stride + i])
                    < 1e-14);
    }

    // Logits (3, 0, -1) of classes 0, 1, 2: s = (4, 1, 1/2), sum 11/2, slopes (1, 1, 1/4).
    void stableMaxFollowsItsFormula_data() { instructionSets(); }

    void stableMaxFollowsItsFormula()
    {
        useInstructionSet();
        constexpr std::int64_t examples = 19; // more than a vector
        constexpr std::int64_t stride = classMajorStride(examples);
        Buffer<double> logits(3 * stride);
        Buffer<float> narrow(3 * stride);
        std::vector<std::int32_t> labels;
        for (std::int64_t i = 0; i < examples; ++i) {
            logits.data()[i] = 3.0;
            logits.data()[2 * stride + i] = -1.0;
            labels.push_back(static_cast<std::int32_t>(i % 3));
        }
        std::ranges::transform(logits.values(), narrow.data(),
                               [](double logit) { return static_cast<float>(logit); });
        Buffer<double> work(stride);
        const double own = 7 * std::log(4.0) + 6 * std::log(1.0) + 6 * std::log(0.5);
        const double expected = 19 * std::log(5.5) - own;
        QVERIFY(
            std::abs(stableMaxSum({logits.data(), 3, examples, stride}, labels.data(), work.data())
                     - expected)
            < 1e-13 * expected);

        toStableMaxGradient({logits.data(), 3, examples, stride}, labels.data(), 11.0);
        toStableMaxGradient({narrow.data(), 3, examples, stride}, labels.data(), 11.0F);
        constexpr double shared[] = {2.0, 2.0, 0.5};    // 11 s' / sum s
        constexpr double atLabel[] = {2.75, 11.0, 5.5}; // 11 s' / s
        for (std::int64_t i = 0; i < examples; ++i) {
            for (std::int64_t c = 0; c < 3; ++c) {
                const double gradient = shared[c] - (c == i % 3 ? atLabel[c] : 0.0);
                QVERIFY(std::abs(logits.data()[c * stride + i] - gradient) < 1e-13);
                QVERIFY(std::abs(narrow.data()[c * stride + i] - static_cast<float>(gradient))
                        < 1e-5F);
            }
        }
    }

    // Far from 0 its gradient is still there, where softmax would have rounded it away.
    void stableMaxDoesNotCollapse()
    {
        Buffer<double> logits(2 * classStride);
        logits.data()[0] = 1e6;
        const std::int32_t label = 0;
        Buffer<double> work(classStride);
        const ConstMatrixView<double> view{logits.data(), 2, 1, classStride};
        QVERIFY(stableMaxSum(view, &label, work.data()) > 9e-7);
        toStableMaxGradient({logits.data(), 2, 1, classStride}, &label, 1.0);
        QVERIFY(logits.data()[classStride] > 9e-7);
    }

    void theFirstOfEqualLogitsIsTheAnswer()
    {
        Buffer<double> logits(3 * classStride);
        logits.data()[2 * classStride + 1] = 1.0;
        const std::vector<std::int32_t> labels{0, 2, 1};
        std::vector<std::uint8_t> correct(3);
        std::vector<std::int32_t> predicted(3);
        std::vector<float> margins(3);
        QCOMPARE(predict({logits.data(), 3, 3, classStride}, labels.data(),
                         {correct.data(), predicted.data(), margins.data()}),
                 std::int64_t{2});
        QVERIFY((correct == std::vector<std::uint8_t>{1, 1, 0}));
        QVERIFY((predicted == std::vector<std::int32_t>{0, 2, 0}));
        QVERIFY((margins == std::vector<float>{0.0F, 1.0F, 0.0F}));
    }

    // Logits (3, 1, -2) of classes 0, 1, 2: ahead by 2, behind by 2, behind by 5.
    void marginIsTheOwnLogitMinusTheLargestOther()
    {
        Buffer<double> logits(3 * classStride);
        for (std::int64_t example = 0; example < 3; ++example) {
            logits.data()[example] = 3.0;
            logits.data()[classStride + example] = 1.0;
            logits.data()[2 * classStride + example] = -2.0;
        }
        const std::vector<std::int32_t> labels{0, 1, 2};
        std::vector<std::uint8_t> correct(3);
        std::vector<std::int32_t> predicted(3);
        std::vector<float> margins(3);
        QCOMPARE(predict({logits.data(), 3, 3, classStride}, labels.data(),
                         {correct.data(), predicted.data(), margins.data()}),
                 std::int64_t{1});
        QVERIFY((margins == std::vector<float>{2.0F, -2.0F, -5.0F}));
    }

    void normSumAddsTheNormOfEachExample()
    {
        Buffer<double> logits(3 * classStride);
        logits.data()[0] = 3.0; // example 0: (3, 0, -4), example 1: (0, -2, 0)
        logits.data()[2 * classStride] = -4.0;
        logits.data()[classStride + 1] = -2.0;
        Buffer<double> work(classStride);
        QCOMPARE(normSum({logits.data(), 3, 2, classStride}, work.data()), 5.0 + 2.0);
    }

private:
    static void instructionSets()
    {
        QTest::addColumn<qint64>("target");
        for (std::int64_t rest = hwy::SupportedTargets(); rest != 0; rest &= rest - 1) {
            const std::int64_t target = rest & -rest;
            QTest::newRow(hwy::TargetName(target)) << qint64(target);
        }
    }

    static void useInstructionSet()
    {
        QFETCH(qint64, target);
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
};

QTEST_GUILESS_MAIN(TestKernels)
#include "tst_kernels.moc"
