// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of equal height of planes, a saddle and a cone, whose lines are known.
#include "core/util/contour.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace grokking;

namespace {

double lengthOf(const std::vector<ContourPiece>& pieces)
{
    double length = 0.0;
    for (const ContourPiece& piece : pieces)
        length += std::hypot(piece.to.x - piece.from.x, piece.to.y - piece.from.y);
    return length;
}

} // namespace

class TestContour : public QObject
{
    Q_OBJECT

private slots:
    // Heights x over three columns and two rows: the level .25 is upright at x = .25.
    void planeHasAStraightLine()
    {
        const std::vector<double> heights{0, 1, 2, 0, 1, 2};
        const auto pieces = contour(heights, 3, 0.25);
        QCOMPARE(pieces.size(), std::size_t{1});
        QCOMPARE(pieces.front(), (ContourPiece{{0.25, 0.0}, {0.25, 1.0}}));
        QVERIFY(contour(heights, 3, 2.5).empty());
        QVERIFY(contour(heights, 3, -1.0).empty());
    }

    // A place that is just as high as the level belongs to the higher ones.
    void levelThroughPlacesIsOneLine()
    {
        QCOMPARE(lengthOf(contour(std::vector<double>{0, 1, 2, 0, 1, 2}, 3, 1.0)), 1.0);
    }

    // The corners (0, 0) and (1, 1) are high. With a high middle they are joined, and the low ones
    // cut off; with a low one it is the other way round.
    void middleDecidesASaddle()
    {
        const std::vector<double> heights{1, 0, 0, 1}; // the middle is at .5
        const auto isCutOff = [&](const std::vector<ContourPiece>& pieces, double x, double y) {
            return std::ranges::any_of(pieces, [&](const ContourPiece& piece) {
                return std::hypot(0.5 * (piece.from.x + piece.to.x) - x,
                                  0.5 * (piece.from.y + piece.to.y) - y)
                       < 0.5;
            });
        };
        const auto low = contour(heights, 2, 0.4);
        QCOMPARE(low.size(), std::size_t{2});
        QVERIFY(isCutOff(low, 1, 0) && isCutOff(low, 0, 1));
        QVERIFY(!isCutOff(low, 0, 0) && !isCutOff(low, 1, 1));
        const auto high = contour(heights, 2, 0.6);
        QCOMPARE(high.size(), std::size_t{2});
        QVERIFY(isCutOff(high, 0, 0) && isCutOff(high, 1, 1));
    }

    // The circle of radius 8 in a cone over 41 x 41 places: chords are shorter by at most a share
    // of 1/(8 R^2), and linear interpolation moves them by less than that.
    void circleOfAConeIsAsLongAsItShouldBe()
    {
        std::vector<double> heights;
        for (int y = -20; y <= 20; ++y)
            for (int x = -20; x <= 20; ++x)
                heights.push_back(std::hypot(x, y));
        const auto pieces = contour(heights, 41, 8.0);
        const double expected = 2.0 * M_PI * 8.0;
        QVERIFY2(std::abs(lengthOf(pieces) - expected) < 0.005 * expected,
                 qPrintable(QString::number(lengthOf(pieces))));
        for (const ContourPiece& piece : pieces)
            QVERIFY(std::abs(std::hypot(piece.from.x - 20.0, piece.from.y - 20.0) - 8.0) < 0.02);
    }

    void whatIsNoNumberHasNoLine()
    {
        const double none = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(contour(std::vector<double>{0, 1, none, 0, 1, 2}, 3, 0.5).size(), std::size_t{1});
        QVERIFY(contour(std::vector<double>{0, 1, none, 0, 1, 2}, 3, 1.5).empty());
        QVERIFY(contour({}, 3, 0.5).empty());
    }
};

QTEST_APPLESS_MAIN(TestContour)
#include "tst_contour.moc"
