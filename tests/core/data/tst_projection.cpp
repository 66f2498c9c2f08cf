// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Planes through points, against coordinates worked out by hand.
#include "core/data/projection.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace grokking;

namespace {

constexpr double rounding = 1e-12;

Array<double> points(const std::vector<std::vector<double>>& rows)
{
    Array<double> array({std::ssize(rows), std::ssize(rows.front())});
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::ranges::copy(rows[i], array.row(static_cast<std::int64_t>(i)).begin());
    return array;
}

double at(const Array<double>& array, std::int64_t row, std::size_t column)
{
    return array.row(row)[column];
}

bool isNear(double a, double b)
{
    return std::abs(a - b) < rounding;
}

} // namespace

class TestProjection : public QObject
{
    Q_OBJECT

private slots:
    // Sums of squares 18 along x, 8 along z, none along y; around the mean (1, 2, 3).
    void principalDirectionsOfARhombus()
    {
        const auto rhombus = points({{4, 2, 3}, {-2, 2, 3}, {1, 2, 5}, {1, 2, 1}});
        const Plane plane = principalPlane(rhombus);
        QVERIFY(isNear(plane.variance[0], 18.0 / 26.0));
        QVERIFY(isNear(plane.variance[1], 8.0 / 26.0));
        QVERIFY(isNear(at(plane.origin, 0, 1), 2.0));
        const auto flat = project(plane, rhombus);
        const std::vector<std::array<double, 2>> expected{{3, 0}, {-3, 0}, {0, 2}, {0, -2}};
        for (std::int64_t i = 0; i < 4; ++i)
            for (std::size_t k = 0; k < 2; ++k)
                QVERIFY(isNear(at(flat, i, k), expected[static_cast<std::size_t>(i)][k]));
    }

    void pointsOfTwoDirectionsKeepTheirDistances()
    {
        const auto triangle = points({{0, 0, 1, 0}, {3, 0, 1, 0}, {0, 4, 1, 0}});
        const auto flat = project(principalPlane(triangle), triangle);
        const auto distance = [&](std::int64_t a, std::int64_t b) {
            return std::hypot(at(flat, a, 0) - at(flat, b, 0), at(flat, a, 1) - at(flat, b, 1));
        };
        QVERIFY(isNear(distance(0, 1), 3.0));
        QVERIFY(isNear(distance(0, 2), 4.0));
        QVERIFY(isNear(distance(1, 2), 5.0));
    }

    // Eight unit vectors: any direction is as good as any other, so they form an octagon, in order,
    // with the sum of squares 1 along each axis: radius^2 * 8 / 2 = 1.
    void equidistantPointsFormAPolygon()
    {
        std::vector<std::vector<double>> rows(8, std::vector<double>(10));
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i][i + 1] = 1.0;
        const Plane plane = principalPlane(points(rows));
        QVERIFY(isNear(plane.variance[0], 1.0 / 7.0));
        QVERIFY(isNear(plane.variance[1], 1.0 / 7.0));
        const auto flat = project(plane, points(rows));
        for (std::int64_t i = 0; i < 8; ++i) {
            const double angle = static_cast<double>(i) * std::numbers::pi / 4.0;
            QVERIFY(isNear(at(flat, i, 0), 0.5 * std::cos(angle)));
            QVERIFY(isNear(at(flat, i, 1), 0.5 * std::sin(angle)));
        }
    }

    void pointsOnALineNeedNoSecondDirection_data()
    {
        QTest::addColumn<std::vector<std::vector<double>>>("rows");
        QTest::addColumn<double>("variance");
        using Rows = std::vector<std::vector<double>>;
        QTest::newRow("one point") << Rows{{1, 2, 3}} << 0.0;
        QTest::newRow("the same point twice") << Rows{{1, 2, 3}, {1, 2, 3}} << 0.0;
        QTest::newRow("two points") << Rows{{0, 0, 0}, {1, 1, 1}} << 1.0;
        QTest::newRow("five on a line") << Rows{{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 9}} << 1.0;
    }

    void pointsOnALineNeedNoSecondDirection()
    {
        QFETCH(std::vector<std::vector<double>>, rows);
        QFETCH(double, variance);
        const Plane plane = principalPlane(points(rows));
        QVERIFY(isNear(plane.variance[0], variance));
        QVERIFY(isNear(plane.variance[1], 0.0));
        double dot = 0.0;
        double length = 0.0;
        for (std::size_t k = 0; k < rows.front().size(); ++k) {
            dot += at(plane.directions, 0, k) * at(plane.directions, 1, k);
            length += at(plane.directions, 1, k) * at(plane.directions, 1, k);
        }
        QVERIFY(isNear(dot, 0.0));
        QVERIFY(isNear(length, 1.0));
    }

    // b - a = (0, 3, 4): the first axis. c - a = (2, 3, 4): 5 along it and 2 above.
    void planeThroughThreePoints()
    {
        const auto all = points({{9, 9, 9}, {1, 0, 0}, {1, 3, 4}, {3, 3, 4}});
        const auto plane = planeThrough(all, {1, 2, 3});
        QVERIFY(bool(plane));
        const auto flat = project(*plane, all);
        const std::vector<std::array<double, 2>> expected{{0, 0}, {5, 0}, {5, 2}};
        for (std::int64_t i = 0; i < 3; ++i)
            for (std::size_t k = 0; k < 2; ++k)
                QVERIFY(isNear(at(flat, i + 1, k), expected[static_cast<std::size_t>(i)][k]));
        QVERIFY(isNear(at(flat, 0, 0), (9.0 * 3.0 + 9.0 * 4.0) / 5.0));
        QVERIFY(isNear(at(flat, 0, 1), 8.0));
    }

    void pointsThatSpanNoPlaneAreRefused_data()
    {
        QTest::addColumn<QList<int>>("chosen");
        QTest::addColumn<QString>("message");
        QTest::newRow("on a line") << QList{0, 1, 2} << "on one line";
        QTest::newRow("the same twice") << QList{0, 0, 3} << "on one line";
        QTest::newRow("the last is the first") << QList{0, 1, 0} << "on one line";
        QTest::newRow("one that is missing") << QList{0, 1, 4} << "no point number 5";
    }

    void pointsThatSpanNoPlaneAreRefused()
    {
        QFETCH(QList<int>, chosen);
        QFETCH(QString, message);
        const auto all = points({{0, 0}, {1, 1}, {2, 2}, {0, 1}});
        const auto plane = planeThrough(all, {static_cast<std::size_t>(chosen[0]),
                                              static_cast<std::size_t>(chosen[1]),
                                              static_cast<std::size_t>(chosen[2])});
        QVERIFY(!plane);
        QVERIFY(QString::fromStdString(plane.error().message).contains(message));
    }
};

QTEST_GUILESS_MAIN(TestProjection)
#include "tst_projection.moc"
