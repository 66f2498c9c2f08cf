// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Products and solutions in blocks against those of whole matrices, of sizes around a block.
#include "core/learners/fused/triangular.h"

#include <Eigen/Dense>
#include <QtTest>

#include <limits>

using namespace grokking;

namespace {

Eigen::MatrixXd lowerOf(Eigen::Index size, unsigned seed)
{
    std::srand(seed);
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Random(size, size).triangularView<Eigen::Lower>();
    matrix.diagonal().array() += 10.0;
    matrix /= 10.0;
    return matrix;
}

Eigen::MatrixXd lowerPart(const Eigen::MatrixXd& matrix)
{
    return matrix.triangularView<Eigen::Lower>();
}

bool isSame(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b)
{
    return (a - b).cwiseAbs().maxCoeff() <= 1e-11 * (1.0 + b.cwiseAbs().maxCoeff());
}

} // namespace

class TestTriangular : public QObject
{
    Q_OBJECT

private slots:
    void blocksGiveWhatWholeMatricesGive_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 63, 64, 65, 128, 129, 300})
            QTest::addRow("%d", size) << size;
    }

    void blocksGiveWhatWholeMatricesGive()
    {
        QFETCH(int, size);
        const Eigen::MatrixXd a = lowerOf(size, 1);
        const Eigen::MatrixXd b = lowerOf(size, 2);
        const Eigen::MatrixXd full = Eigen::MatrixXd::Random(size, 5);

        Eigen::MatrixXd x = a * a.transpose();
        QVERIFY(factorize(x, {}));
        QVERIFY(isSame(x, a));
        x = b;
        solveLower(a, x, {});
        QVERIFY(isSame(a * x, b) && isSame(x, lowerPart(x)));
        x = full;
        solveFull(a, x, {});
        QVERIFY(isSame(a * x, full));
        x = full;
        solveTransposed(a, x, {});
        QVERIFY(isSame(a.transpose() * x, full));

        QVERIFY(isSame(multiplyLower(a, b, {}), a * b));
        QVERIFY(isSame(multiplyTransposed(a, b, {}), lowerPart(a.transpose() * b)));
        Eigen::MatrixXd sum = Eigen::MatrixXd::Ones(size, size);
        addOuter(a, b, sum, {});
        QVERIFY(isSame(lowerPart(sum),
                       lowerPart(Eigen::MatrixXd::Ones(size, size) + a * b.transpose())));
        sum = Eigen::MatrixXd::Ones(size, size);
        addSquare(full, -2.0, sum, {});
        QVERIFY(isSame(lowerPart(sum), lowerPart(Eigen::MatrixXd::Ones(size, size)
                                                 - 2.0 * full * full.transpose())));
        const Eigen::MatrixXd inverse = inverseFromFactor(a, {});
        QVERIFY(isSame(lowerPart(inverse), lowerPart((a * a.transpose()).inverse())));
    }

    // In the first block and in a later one.
    void whatIsNotPositiveHasNoFactor()
    {
        for (const Eigen::Index place : {0, 150}) {
            Eigen::MatrixXd a = Eigen::MatrixXd::Identity(200, 200);
            a(place, place) = -1.0;
            QVERIFY(!factorize(a, {}));
            a = Eigen::MatrixXd::Identity(200, 200);
            a(place, place) = std::numeric_limits<double>::quiet_NaN();
            QVERIFY(!factorize(a, {}));
        }
    }

    void stopLeavesTheRestUndone()
    {
        std::stop_source source;
        source.request_stop();
        const Eigen::MatrixXd a = lowerOf(200, 1);
        Eigen::MatrixXd x = a;
        solveFull(a, x, source.get_token());
        QVERIFY(x == a);
        QVERIFY(multiplyLower(a, a, source.get_token()).isZero());
        QVERIFY(multiplyTransposed(a, a, source.get_token()).isZero());
        solveLower(a, x, source.get_token());
        solveTransposed(a, x, source.get_token());
        addOuter(a, a, x, source.get_token());
        addSquare(a, 1.0, x, source.get_token());
        QVERIFY(factorize(x, source.get_token()));
        QVERIFY(x == a);
    }
};

QTEST_APPLESS_MAIN(TestTriangular)
#include "tst_triangular.moc"
