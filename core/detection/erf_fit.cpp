// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/erf_fit.h"

#include <Eigen/Core>
#include <unsupported/Eigen/NonLinearOptimization>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace grokking {

namespace {

constexpr double cellsPerDecade = 64.0;
constexpr double explainedVariance = 0.9;
constexpr double lowerCoverage = 1.0; // widths before and after the middle
constexpr double upperCoverage = 1.3;
constexpr double riseEnd = 3.0;
constexpr double levelTolerance = 1e-6; // of the optimization
constexpr int startMiddles = 32;        // tried as start of the optimization
constexpr std::array startWidths{0.02, 0.06, 0.15, 0.4, 1.0};

// Returns the share of the rise done at x.
double phi(double x, double middle, double width)
{
    return 0.5 * std::erfc((middle - x) / (std::numbers::sqrt2 * width));
}

double squaredError(std::span<const CurvePoint> points, const ErfRise& rise)
{
    double sum = 0.0;
    for (const CurvePoint& point : points)
        sum += std::pow(point.score - rise(point.x), 2);
    return sum;
}

// Returns the best levels for a given middle and width: a straight line in phi.
ErfRise withBestLevels(std::span<const CurvePoint> points, double middle, double width)
{
    double p = 0.0;
    double pp = 0.0;
    double y = 0.0;
    double py = 0.0;
    for (const CurvePoint& point : points) {
        const double share = phi(point.x, middle, width);
        p += share;
        pp += share * share;
        y += point.score;
        py += share * point.score;
    }
    const auto n = static_cast<double>(points.size());
    const double spread = n * pp - p * p;
    const double height = spread > 1e-12 ? (n * py - p * y) / spread : 0.0;
    const double lower = (y - height * p) / n;
    return {lower, lower + height, middle, width};
}

// Returns a quarter of the distance between the points around x.
double resolution(std::span<const CurvePoint> points, double x)
{
    const auto next = std::ranges::upper_bound(points, x, {}, &CurvePoint::x);
    const auto right = std::clamp(next, points.begin() + 1, points.end() - 1);
    return 0.25 * (right->x - std::prev(right)->x);
}

ErfRise bestStart(std::span<const CurvePoint> points)
{
    const double first = points.front().x;
    const double step = (points.back().x - first) / startMiddles;
    ErfRise best;
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i < startMiddles; ++i) {
        const double middle = first + (i + 0.5) * step;
        for (const double width : startWidths) {
            const ErfRise rise = withBestLevels(points, middle, width);
            if (const double error = squaredError(points, rise); error < least) {
                least = error;
                best = rise;
            }
        }
    }
    return best;
}

// Residuals and their derivatives by lower, height, middle and q, where width = minimum + exp(q).
struct Residuals {
    std::span<const CurvePoint> points;
    double minimum;

    [[nodiscard]] ErfRise rise(const Eigen::VectorXd& p) const
    {
        return {p(0), p(0) + p(1), p(2), minimum + std::exp(p(3))};
    }

    [[nodiscard]] Eigen::VectorXd parameters(const ErfRise& start) const
    {
        const double above = std::max(start.width - minimum, 0.1 * minimum);
        return Eigen::Vector4d(start.lower, start.upper - start.lower, start.middle,
                               std::log(above));
    }

    int operator()(const Eigen::VectorXd& p, Eigen::VectorXd& residuals) const
    {
        const ErfRise fit = rise(p);
        for (Eigen::Index i = 0; i < values(); ++i) {
            const CurvePoint& point = points[static_cast<std::size_t>(i)];
            residuals(i) = fit(point.x) - point.score;
        }
        return 0;
    }

    int df(const Eigen::VectorXd& p, Eigen::MatrixXd& jacobian) const
    {
        const ErfRise fit = rise(p);
        for (Eigen::Index i = 0; i < values(); ++i) {
            const double z = (points[static_cast<std::size_t>(i)].x - fit.middle) / fit.width;
            const double density =
                std::exp(-0.5 * z * z) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
            const double slope = p(1) * density / fit.width;
            jacobian(i, 0) = 1.0;
            jacobian(i, 1) = phi(points[static_cast<std::size_t>(i)].x, fit.middle, fit.width);
            jacobian(i, 2) = -slope;
            jacobian(i, 3) = -slope * z * std::exp(p(3));
        }
        return 0;
    }

    [[nodiscard]] Eigen::Index values() const { return static_cast<Eigen::Index>(points.size()); }
};

ErfRise refined(std::span<const CurvePoint> points, const ErfRise& start)
{
    Residuals residuals{points, resolution(points, start.middle)};
    Eigen::VectorXd parameters = residuals.parameters(start);
    Eigen::LevenbergMarquardt<Residuals> solver(residuals);
    solver.parameters.maxfev = 400;
    solver.parameters.xtol = solver.parameters.ftol = 1e-12;
    solver.minimize(parameters);
    return residuals.rise(parameters);
}

double varianceSum(std::span<const CurvePoint> points)
{
    double sum = 0.0;
    for (const CurvePoint& point : points)
        sum += point.score;
    const double mean = sum / static_cast<double>(points.size());
    double squares = 0.0;
    for (const CurvePoint& point : points)
        squares += std::pow(point.score - mean, 2);
    return squares;
}

bool isShown(std::span<const CurvePoint> points, const ErfRise& rise)
{
    return points.front().x <= rise.middle - lowerCoverage * rise.width
           && points.back().x >= rise.middle + upperCoverage * rise.width;
}

auto firstOver(std::span<const CurvePoint> points, double threshold)
{
    return std::ranges::find_if(points,
                                [=](const CurvePoint& point) { return point.score >= threshold; });
}

bool takesScoreOver(std::span<const CurvePoint> points, const ErfRise& rise, double threshold)
{
    if (rise.lower >= threshold || rise.upper < threshold - levelTolerance)
        return false;
    // Between two points far apart the score may have been there for long.
    const auto over = firstOver(points, threshold);
    return over == points.begin() || std::prev(over)->x <= rise.middle + riseEnd * rise.width;
}

} // namespace

double logStep(std::int64_t step)
{
    return std::log10(static_cast<double>(step) + 1.0);
}

void ScoreCurve::append(std::int64_t step, double score)
{
    if (!std::isfinite(score))
        return;
    const auto cell = [](double x) { return std::floor(x * cellsPerDecade); };
    const double x = logStep(step);
    if (!m_cells.empty()) {
        CurvePoint& last = m_cells.back();
        if (cell(x) == cell(last.x / static_cast<double>(last.samples))) {
            last.x += x;
            last.score += score;
            ++last.samples;
            return;
        }
    }
    m_cells.push_back({x, score, 1});
}

std::vector<CurvePoint> ScoreCurve::points(std::optional<std::int64_t> lastStep) const
{
    std::vector<CurvePoint> points;
    for (const CurvePoint& cell : m_cells) {
        const auto count = static_cast<double>(cell.samples);
        if (lastStep && cell.x / count > logStep(*lastStep))
            break;
        points.push_back({cell.x / count, cell.score / count, cell.samples});
    }
    return points;
}

std::int64_t ErfRise::step() const
{
    return std::llround(std::pow(10.0, middle) - 1.0);
}

double ErfRise::operator()(double x) const
{
    return lower + (upper - lower) * phi(x, middle, width);
}

std::optional<ErfRise> fitErf(std::span<const CurvePoint> points)
{
    constexpr std::size_t parameterCount = 4;
    if (points.size() < parameterCount)
        return std::nullopt;
    return refined(points, bestStart(points));
}

std::optional<ErfRise> fitRise(std::span<const CurvePoint> points, double threshold)
{
    if (firstOver(points, threshold) == points.end())
        return std::nullopt; // which spares the fit
    const auto rise = fitErf(points);
    if (!rise || !isShown(points, *rise) || !takesScoreOver(points, *rise, threshold))
        return std::nullopt;
    const bool explains =
        squaredError(points, *rise) <= (1.0 - explainedVariance) * varianceSum(points);
    return explains ? rise : std::nullopt;
}

} // namespace grokking
