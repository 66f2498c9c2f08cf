// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/sample_predictions.h"

#include "core/data/example_selection.h"
#include "core/metrics/applicability.h"

namespace grokking {

namespace {

// Returns the values of the observed examples, a member of the evaluation of their split.
template <class Number>
std::optional<Observation> observe(const MetricContext& context, const CatalogEntry& entry,
                                   std::vector<Number> Evaluation::*values)
{
    if ((context.test.*values).empty())
        return std::nullopt;
    const auto examples = observedExamples(context.dataset);
    if (examples.empty())
        return std::nullopt;
    Array<double> column({std::ssize(examples), 1});
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const Evaluation& split = examples[i].split == Split::Train ? context.train : context.test;
        column.values()[i] =
            static_cast<double>((split.*values)[static_cast<std::size_t>(examples[i].index)]);
    }
    return Observation{.id = entry.id,
                       .title = entry.title,
                       .xAxis = "Observed sample",
                       .yAxis = entry.title,
                       .content =
                           Matrix{.rowNames = {}, .columnNames = {}, .values = std::move(column)}};
}

} // namespace

Metric samplePredictionsMetric()
{
    return {
        .entry = {.id = "sample-predictions",
                  .title = "Predicted class",
                  .help = "Class that each of the observed samples is taken for, counted from 0."},
        .observe =
            [](const MetricContext& context) {
                return observe(context, samplePredictionsMetric().entry, &Evaluation::predicted);
            },
        .applies = hasGroupsOfClasses};
}

Metric sampleMarginsMetric()
{
    return {
        .entry = {.id = "sample-margins",
                  .title = "Margin",
                  .help =
                      "Output of the label minus the largest other one, of each observed sample; "
                      "negative where the prediction is wrong."},
        .observe =
            [](const MetricContext& context) {
                return observe(context, sampleMarginsMetric().entry, &Evaluation::margins);
            },
        .applies = hasGroupsOfClasses};
}

} // namespace grokking
