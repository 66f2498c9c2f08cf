// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/embedding_planes.h"

#include "core/metrics/cyclic_task.h"
#include "core/metrics/float32.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace grokking {

namespace {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct Embeddings {
    CyclicTask task;
    Array<double> numbers;  // (elements in the order of the circle, numbers)
    Eigen::MatrixXd spread; // the same, less their mean
};

std::optional<Embeddings> embeddingsOf(const MetricContext& context)
{
    auto task = cyclicTask(context.spec.data);
    auto numbers = task ? operandEmbeddings(context, *task) : std::nullopt;
    if (!numbers || task->size() < 3 || numbers->rowSize() < 2)
        return std::nullopt;
    Eigen::MatrixXd spread =
        Eigen::Map<const Rows>(numbers->values().data(), numbers->rows(), numbers->rowSize());
    spread.rowwise() -= spread.colwise().mean().eval();
    if (!(spread.squaredNorm() > 0.0) || !std::isfinite(spread.squaredNorm()))
        return std::nullopt;
    return Embeddings{std::move(*task), std::move(*numbers), std::move(spread)};
}

std::string percent(double share)
{
    return std::to_string(std::llround(100.0 * share)) + " %";
}

// Returns the points (elements, 2) in the rows of `order`, which are places of the circle.
Matrix pointsOf(const MetricContext& context, const Embeddings& embeddings,
                const Eigen::MatrixXd& points, const std::vector<std::int64_t>& order,
                std::vector<std::string> columnNames)
{
    Matrix matrix{.rowNames = {},
                  .columnNames = std::move(columnNames),
                  .values = Array<double>({std::ssize(order), 2})};
    for (std::size_t row = 0; row < order.size(); ++row) {
        const std::int64_t place = order[row];
        const auto element = embeddings.task.order[static_cast<std::size_t>(place)];
        matrix.rowNames.push_back(
            context.dataset.table->elements[static_cast<std::size_t>(element)]);
        const auto target = matrix.values.row(static_cast<std::int64_t>(row));
        target[0] = points(place, 0);
        target[1] = points(place, 1);
    }
    roundToFloat32(matrix.values.values());
    return matrix;
}

std::vector<std::int64_t> inOrder(std::int64_t count)
{
    std::vector<std::int64_t> places(static_cast<std::size_t>(count));
    std::iota(places.begin(), places.end(), std::int64_t{0});
    return places;
}

Observation observationOf(const CatalogEntry& entry, Matrix matrix)
{
    return {.id = entry.id,
            .title = entry.title,
            .xAxis = matrix.columnNames[0],
            .yAxis = matrix.columnNames[1],
            .content = std::move(matrix)};
}

// A direction has no sign of its own: the point farthest out lies on the positive side.
void fixSigns(Eigen::MatrixXd& points)
{
    for (Eigen::Index column = 0; column < points.cols(); ++column) {
        Eigen::Index farthest = 0;
        points.col(column).cwiseAbs().maxCoeff(&farthest);
        if (points(farthest, column) < 0.0)
            points.col(column) = -points.col(column);
    }
}

// Returns the rows of a matrix along the two directions of their largest variance (rows, 2), from
// the smaller one of its products with itself.
Eigen::MatrixXd principalComponents(const Eigen::MatrixXd& spread)
{
    Eigen::MatrixXd points(spread.rows(), 2);
    const bool isWide = spread.rows() < spread.cols();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(
        isWide ? Eigen::MatrixXd(spread * spread.transpose())
               : Eigen::MatrixXd(spread.transpose() * spread));
    const Eigen::Index last = solver.eigenvalues().size() - 1; // they ascend
    for (const Eigen::Index component : {0, 1}) {
        const auto direction = solver.eigenvectors().col(last - component);
        const double square = std::max(0.0, solver.eigenvalues()[last - component]);
        if (isWide)
            points.col(component) = direction * std::sqrt(square);
        else
            points.col(component) = spread * direction;
    }
    return points;
}

std::optional<Observation> observePlane(const MetricContext& context)
{
    const auto embeddings = embeddingsOf(context);
    if (!embeddings)
        return std::nullopt;
    const Eigen::MatrixXd& spread = embeddings->spread;
    Eigen::MatrixXd points = principalComponents(spread);
    fixSigns(points);
    const auto share = [&](Eigen::Index component) {
        return percent(points.col(component).squaredNorm() / spread.squaredNorm());
    };
    return observationOf(embeddingPlaneMetric().entry,
                         pointsOf(context, *embeddings, points, inOrder(spread.rows()),
                                  {"Component 1 (" + share(0) + " of variance)",
                                   "Component 2 (" + share(1) + " of variance)"}));
}

// Returns the frequency >= 1 with the largest share, the first of equals.
std::int64_t strongest(const std::vector<double>& shares)
{
    return std::max_element(shares.begin() + 1, shares.end()) - shares.begin();
}

// Returns the places by their angle at a frequency, those of equal angle in the order they have.
std::vector<std::int64_t> byAngle(std::int64_t count, std::int64_t frequency)
{
    std::vector<std::int64_t> places = inOrder(count);
    std::ranges::stable_sort(places, {},
                             [=](std::int64_t place) { return place * frequency % count; });
    return places;
}

std::optional<Observation> observeCircle(const MetricContext& context)
{
    const auto embeddings = embeddingsOf(context);
    if (!embeddings)
        return std::nullopt;
    const auto shares = powerShares(embeddings->numbers);
    const std::int64_t k = strongest(shares);
    const auto coefficients = fourier(embeddings->numbers);
    const std::int64_t columns = embeddings->numbers.rowSize();
    Eigen::MatrixXd directions(columns, 2);
    for (std::int64_t i = 0; i < columns; ++i) {
        const auto& coefficient = coefficients[static_cast<std::size_t>(k * columns + i)];
        directions(i, 0) = coefficient.real();
        directions(i, 1) = -coefficient.imag();
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d> products(directions.transpose()
                                                                  * directions);
    constexpr double flat = 1e-12; // relative to the longer axis, squared
    if (products.eigenvalues()[0] <= flat * products.eigenvalues()[1])
        return std::nullopt; // on a line nothing turns
    const Eigen::MatrixXd axes = directions * products.operatorInverseSqrt();
    const std::string tail = ", frequency " + std::to_string(k);
    return observationOf(
        embeddingCircleMetric().entry,
        pointsOf(
            context, *embeddings, embeddings->spread * axes, byAngle(embeddings->task.size(), k),
            {"Cosine" + tail + " (" + percent(shares[static_cast<std::size_t>(k)]) + " of power)",
             "Sine" + tail}));
}

} // namespace

Metric embeddingPlaneMetric()
{
    return {{.id = "embedding-plane",
             .title = "Embedding plane",
             .help = "The embeddings of the operands in the plane of their largest variance "
                     "(PCA), joined in the order in which they follow each other."},
            observePlane,
            MetricCost::FullGradient,
            MetricPoints{.isCyclic = true},
            hasOperandEmbeddings};
}

Metric embeddingCircleMetric()
{
    return {{.id = "embedding-circle",
             .title = "Embedding circle",
             .help = "The embeddings of the operands in the plane in which their strongest "
                     "frequency turns, joined by their angle at that frequency: a circle once the "
                     "network has found the rule."},
            observeCircle,
            MetricCost::FullGradient,
            MetricPoints{.isCyclic = true},
            hasOperandEmbeddings};
}

} // namespace grokking
