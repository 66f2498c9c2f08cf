// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/step_quartiles.h"

#include "core/util/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace grokking {

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

// A place in a curve, and the next step there that counts.
class Reader
{
public:
    explicit Reader(const RunCurve& curve) : m_curve(&curve) { skip(); }

    [[nodiscard]] std::int64_t step() const
    {
        return m_place < m_curve->steps.size() ? m_curve->steps[m_place] : never;
    }

    // Returns the value there, of several at one step the last, and goes on to the next step.
    double take()
    {
        const std::int64_t here = step();
        double value = 0.0;
        for (; step() == here; ++m_place)
            value = m_curve->values[m_place];
        skip();
        return value;
    }

private:
    void skip()
    {
        while (std::ranges::binary_search(m_curve->skipped, step()))
            ++m_place;
    }

    const RunCurve* m_curve;
    std::size_t m_place = 0;
};

} // namespace

StepQuartiles stepQuartiles(std::span<const RunCurve> curves)
{
    std::vector<Reader> readers(curves.begin(), curves.end());
    StepQuartiles result;
    std::vector<double> values;
    while (!readers.empty()) {
        const std::int64_t step = std::ranges::min(readers, {}, &Reader::step).step();
        if (step == never)
            break;
        values.clear();
        for (Reader& reader : readers)
            if (reader.step() == step)
                if (const double value = reader.take(); std::isfinite(value))
                    values.push_back(value);
        if (values.empty())
            continue;
        std::ranges::sort(values);
        result.steps.push_back(step);
        result.runs.push_back(values.size());
        result.lower.push_back(quantileOfSorted(values, 0.25));
        result.median.push_back(quantileOfSorted(values, 0.5));
        result.upper.push_back(quantileOfSorted(values, 0.75));
    }
    return result;
}

} // namespace grokking
