// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The expected numbers are those of numpy 1.24.2, to the last bit:
//   python3 -c "import numpy; numpy.random.seed(SEED); print(numpy.random.rand(COUNT).tolist())"
// and the same with randn.
#include "core/util/numpy_random.h"

#include <QtTest>

#include <array>
#include <limits>

using namespace grokking;

class TestNumpyRandom : public QObject
{
    Q_OBJECT

private slots:
    void uniformNumbersAreThoseOfRand()
    {
        verifyUniform(0, {0.5488135039273248, 0.7151893663724195, 0.6027633760716439});
        verifyUniform(std::numeric_limits<std::uint32_t>::max(),
                      {0.0976320289940138, 0.9123828453026218, 0.78903530185164});
    }

    // The generator's 624 words are made anew several times on the way.
    void thousandthNumbersAgreeToo()
    {
        NumpyRandom uniform(42);
        NumpyRandom normal(42);
        for (int i = 0; i < 999; ++i) {
            uniform.uniform();
            normal.normal();
        }
        QVERIFY(uniform.uniform() == 0.44600577295795574);
        QVERIFY(normal.normal() == 0.5725827813561586);
    }

    void normalNumbersAreThoseOfRandn()
    {
        verifyNormal(0, {1.764052345967664, 0.4001572083672233, 0.9787379841057392});
        verifyNormal(std::numeric_limits<std::uint32_t>::max(),
                     {0.6484086742306527, 0.6693235306338161, -1.0805437227474493});
    }

    // randn(), rand(), randn() after seed(42).
    void secondNormalNumberIsKeptWhileUniformOnesAreDrawn()
    {
        NumpyRandom random(42);
        QVERIFY(random.normal() == 0x1.fca2a28a9307cp-2);
        QVERIFY(random.uniform() == 0.7319939418114051);
        QVERIFY(random.normal() == -0.13826430117118466);
    }

private:
    static void verifyUniform(std::uint32_t seed, const std::array<double, 3>& expected)
    {
        NumpyRandom random(seed);
        for (const double number : expected)
            QVERIFY(random.uniform() == number);
    }

    static void verifyNormal(std::uint32_t seed, const std::array<double, 3>& expected)
    {
        NumpyRandom random(seed);
        for (const double number : expected)
            QVERIFY(random.normal() == number);
    }
};

QTEST_APPLESS_MAIN(TestNumpyRandom)
#include "tst_numpy_random.moc"
