// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/gap_fit.h"

#include <Eigen/Core>
#include <unsupported/Eigen/SpecialFunctions>

#include <algorithm>
#include <cmath>
#include <vector>

namespace grokking {

namespace {

// Returns P(|T| > t) for Student's t of Pearson's r over so many pairs:
//   t^2 = r^2 nu / (1 - r^2), nu = pairs - 2;  P = I_x(nu / 2, 1 / 2), x = nu / (nu + t^2) = 1 -
//   r^2
double twoSidedP(double r, std::size_t pairs)
{
    using Number = Eigen::Array<double, 1, 1>;
    const double freedom = static_cast<double>(pairs) - 2.0;
    const double x = (1.0 - r) * (1.0 + r);
    return Eigen::betainc(Number(0.5 * freedom), Number(0.5), Number(x))(0);
}

// Pearson's r; NaN if one of the two does not vary.
double correlation(const Eigen::ArrayXd& x, const Eigen::ArrayXd& y)
{
    const Eigen::ArrayXd fromMeanX = x - x.mean();
    const Eigen::ArrayXd fromMeanY = y - y.mean();
    const double spread = std::sqrt(fromMeanX.square().sum() * fromMeanY.square().sum());
    return std::clamp((fromMeanX * fromMeanY).sum() / spread, -1.0, 1.0);
}

// Returns the rank of each value, equal ones having the mean of theirs.
Eigen::ArrayXd ranks(const Eigen::ArrayXd& values)
{
    Eigen::ArrayXd result(values.size());
    for (Eigen::Index i = 0; i < values.size(); ++i) {
        const auto lower = static_cast<double>((values < values[i]).count());
        const auto equal = static_cast<double>((values == values[i]).count());
        result[i] = lower + 0.5 * (equal + 1.0);
    }
    return result;
}

} // namespace

std::optional<GapFit> fitGap(std::span<const GapPoint> points, UnreachedGaps unreached)
{
    constexpr Eigen::Index fewest = 3;
    GapFit fit;
    std::vector<double> settings;
    std::vector<double> logarithms;
    std::vector<double> steps;
    for (const auto& [setting, gap] : points) {
        if (!gap.reached && unreached == UnreachedGaps::LeaveOut)
            continue;
        settings.push_back(setting);
        steps.push_back(gap.steps);
        logarithms.push_back(gap.steps > 0.0 ? std::log(gap.steps) : 0.0);
        fit.unreached += gap.reached ? 0 : 1;
    }
    fit.runs = settings.size();
    const auto size = static_cast<Eigen::Index>(fit.runs);
    if (size < fewest)
        return std::nullopt;
    const Eigen::Map<const Eigen::ArrayXd> x(settings.data(), size);
    const Eigen::Map<const Eigen::ArrayXd> y(logarithms.data(), size);
    const Eigen::Map<const Eigen::ArrayXd> gaps(steps.data(), size);
    if ((x == x[0]).all() || (y == y[0]).all())
        return std::nullopt;
    fit.correlation = correlation(x, y);
    fit.slope =
        fit.correlation * std::sqrt((y - y.mean()).square().sum() / (x - x.mean()).square().sum());
    fit.intercept = y.mean() - fit.slope * x.mean();
    fit.rankCorrelation = correlation(ranks(x), ranks(gaps));
    fit.pValue = twoSidedP(fit.correlation, fit.runs);
    return fit;
}

} // namespace grokking
