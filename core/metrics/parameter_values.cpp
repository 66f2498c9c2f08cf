// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/parameter_values.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"

namespace grokking {

namespace {

bool areFew(const ExperimentSpec& spec)
{
    const LearnerSize size = findLearner(spec.learner.id)->size(datasetShape(spec), spec.learner);
    return size.parameters <= mostObservedParameters;
}

std::optional<Observation> observe(const MetricContext& context)
{
    if (std::ssize(context.parameters) > mostObservedParameters)
        return std::nullopt;
    return Observation{.id = parameterValuesId,
                       .title = "Parameters",
                       .xAxis = "Parameter",
                       .yAxis = "Value",
                       .content =
                           NamedVector{context.learner.parameterNames(),
                                       {context.parameters.begin(), context.parameters.end()}}};
}

} // namespace

Metric parameterValuesMetric()
{
    return {.entry = {.id = parameterValuesId,
                      .title = "Parameters",
                      .help = "The value of every trained parameter, of a model that has at most "
                              "16 of them."},
            .observe = observe,
            .picture = MetricCurves{.axisLabel = "Value"},
            .applies = areFew};
}

} // namespace grokking
