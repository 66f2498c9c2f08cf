// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/confusion.h"

#include "core/metrics/applicability.h"

namespace grokking {

namespace {

std::optional<Observation> observe(const MetricContext& context, Split split)
{
    const Evaluation& evaluation = split == Split::Train ? context.train : context.test;
    const auto& grouping = context.dataset.grouping;
    const bool hasClasses =
        std::holds_alternative<ClassTargets>(context.dataset.split(split).targets);
    if (!grouping || !hasClasses || evaluation.predicted.empty())
        return std::nullopt;
    const CatalogEntry entry =
        (split == Split::Train ? trainingConfusionMetric() : confusionMetric()).entry;
    return Observation{
        .id = entry.id,
        .title = entry.title,
        .unit = "examples",
        .xAxis = "Predicted class",
        .yAxis = grouping->title,
        .content = confusionMatrix(*grouping, context.dataset.split(split), evaluation.predicted)};
}

} // namespace

Metric confusionMetric()
{
    return {.entry = {.id = "confusion",
                      .title = "Test confusion",
                      .help = "Test samples of each subclass by the class they are taken for."},
            .observe = [](const MetricContext& context) { return observe(context, Split::Test); },
            .applies = hasGroupsOfClasses};
}

Metric trainingConfusionMetric()
{
    return {.entry = {.id = "training-confusion",
                      .title = "Train confusion",
                      .help = "Training samples of each subclass by the class they are taken for."},
            .observe = [](const MetricContext& context) { return observe(context, Split::Train); },
            .applies = hasGroupsOfClasses};
}

Matrix confusionMatrix(const Grouping& grouping, const Examples& examples,
                       std::span<const std::int32_t> predicted)
{
    const std::int64_t classes = classCount(examples.targets);
    Matrix matrix{.rowNames = grouping.names,
                  .columnNames = classNames(grouping),
                  .values = Array<double>({std::ssize(grouping.names), classes})};
    matrix.columnNames.resize(static_cast<std::size_t>(classes));
    for (std::size_t example = 0; example < predicted.size(); ++example)
        matrix.values.row(examples.groups[example])[static_cast<std::size_t>(predicted[example])] +=
            1.0;
    return matrix;
}

} // namespace grokking
