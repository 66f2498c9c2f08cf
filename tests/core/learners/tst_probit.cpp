// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The probit likelihood against formulas that hold exactly, other programs' numbers and finite
// differences.
#include "core/learners/fused/probit.h"

#include <QtTest>

#include <cmath>
#include <numbers>

using namespace grokking;

namespace {

// Returns Phi(z), for |z| small enough that it is no rounding of 0 or 1.
double distribution(double z)
{
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

// Returns the derivative of a function by central differences of fourth order.
template <class Function>
double slopeOf(Function function, double x, double h)
{
    return (8.0 * (function(x + h) - function(x - h)) - function(x + 2.0 * h)
            + function(x - 2.0 * h))
           / (12.0 * h);
}

} // namespace

class TestProbit : public QObject
{
    Q_OBJECT

private slots:
    // log Phi(-z) by the first terms of its series to 1e-13 at -30 and beyond;
    // scipy.special.log_ndtr.
    void logarithmsAreFiniteFarOut()
    {
        QVERIFY(std::abs(logProbit(0.0).value + std::numbers::ln2) < 1e-15);
        QVERIFY(std::abs(logProbit(-10.0).value + 53.23128515051247) < 1e-12);
        QVERIFY(std::abs(logProbit(-20.0).value + 203.91715537109726) < 1e-11);
        QVERIFY(std::abs(logProbit(-100.0).value + 5005.524208694205) < 1e-9);
        QVERIFY(std::abs(logProbit(40.0).value) < 1e-300);
        QVERIFY(std::isfinite(logProbit(-1e8).value) && std::isfinite(logProbit(1e8).third));
    }

    // Where one formula takes over from the other they agree.
    void formulasMeet()
    {
        const LogProbit near = logProbit(-30.0);
        const LogProbit far = logProbit(std::nextafter(-30.0, -31.0));
        QVERIFY(std::abs(near.value - far.value) < 1e-11);
        QVERIFY(std::abs(near.slope - far.slope) < 1e-10);
        QVERIFY(std::abs(near.curvature - far.curvature) < 1e-9);
    }

    void derivativesAgreeWithFiniteDifferences()
    {
        for (const double z : {-40.0, -12.0, -3.0, -0.5, 0.0, 0.7, 2.0, 5.0}) {
            const LogProbit at = logProbit(z);
            const double h = 1e-3;
            const auto value = [](double x) { return logProbit(x).value; };
            const auto slope = [](double x) { return logProbit(x).slope; };
            const auto curvature = [](double x) { return logProbit(x).curvature; };
            QVERIFY(std::abs(slopeOf(value, z, h) - at.slope) < 1e-9 * (1.0 + std::abs(z)));
            QVERIFY(std::abs(slopeOf(slope, z, h) - at.curvature) < 1e-9);
            QVERIFY(std::abs(slopeOf(curvature, z, h) - at.third) < 1e-8);
        }
    }

    // log E[Phi(f)] is known exactly. A quadrature of f itself shows that 20 points give what they
    // should: E[Phi] by the same rule differs from Phi(m / sqrt(1 + v)) by 1e-6 at most here.
    void meanOfTheProbabilityIsExact()
    {
        for (const double mean : {-2.0, 0.0, 0.3, 1.5})
            for (const double variance : {0.0, 0.2, 1.0, 4.0})
                for (const double sign : {-1.0, 1.0})
                    QVERIFY(std::abs(std::exp(logExpectedProbit(sign, mean, variance).value)
                                     - distribution(sign * mean / std::sqrt(1.0 + variance)))
                            < 1e-15);
    }

    // Against Simpson's rule with 4,000 intervals over ten standard deviations, exact to 1e-12.
    void meanOfTheLogarithmIsThatOfAFineRule()
    {
        for (const double mean : {-1.5, 0.0, 0.8})
            for (const double variance : {0.1, 0.6931471805599453, 3.0}) {
                const double deviation = std::sqrt(variance);
                double sum = 0.0;
                constexpr int intervals = 4000;
                constexpr double width = 20.0 / intervals;
                for (int i = 0; i <= intervals; ++i) {
                    const double t = -10.0 + i * width;
                    const double weight = i == 0 || i == intervals ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
                    sum += weight * std::exp(-0.5 * t * t) * logProbit(mean + deviation * t).value;
                }
                sum *= width / 3.0 / std::sqrt(2.0 * std::numbers::pi);
                const double found = expectedLogProbit(1.0, mean, variance).value;
                QVERIFY2(
                    std::abs(found - sum) < 1e-6,
                    qPrintable(QString("%1, %2: %3").arg(mean).arg(variance).arg(found - sum)));
            }
    }

    // 20 points are exact for polynomials up to degree 39: far to the left log Phi(f) is all but
    // -f^2 / 2 - log(-f) - log(2 pi) / 2, whose mean is known but for that of the logarithm.
    void meansFarOutAreThoseOfAParabola()
    {
        const double mean = -1000.0;
        const double variance = 4.0;
        const double expected = -0.5 * (mean * mean + variance)
                                - 0.5 * std::log(2.0 * std::numbers::pi) - std::log(-mean)
                                + 0.5 * variance / (mean * mean) - 1.0 / (mean * mean);
        QVERIFY(std::abs(expectedLogProbit(1.0, mean, variance).value - expected) < 1e-9);
    }

    void slopesOfMeansAgreeWithFiniteDifferences()
    {
        for (const auto mean : {expectedLogProbit, logExpectedProbit})
            for (const double sign : {-1.0, 1.0})
                for (const double m : {-1.2, 0.4})
                    for (const double v : {0.3, 2.0}) {
                        const NormalMean at = mean(sign, m, v);
                        const auto byMean = [&](double x) { return mean(sign, x, v).value; };
                        const auto byVariance = [&](double x) { return mean(sign, m, x).value; };
                        QVERIFY(std::abs(slopeOf(byMean, m, 1e-3) - at.byMean) < 1e-10);
                        QVERIFY(std::abs(slopeOf(byVariance, v, 1e-3) - at.byVariance) < 1e-10);
                    }
    }

    // The limit of no variance at all.
    void slopesAreFiniteWithoutVariance()
    {
        const NormalMean none = expectedLogProbit(1.0, 0.4, 0.0);
        const NormalMean little = expectedLogProbit(1.0, 0.4, 1e-8);
        QVERIFY(std::abs(none.byMean - little.byMean) < 1e-7);
        QVERIFY(std::abs(none.byVariance - little.byVariance) < 1e-6);
    }
};

QTEST_APPLESS_MAIN(TestProbit)
#include "tst_probit.moc"
