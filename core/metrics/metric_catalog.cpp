// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/metric_catalog.h"

#include "core/metrics/attention.h"
#include "core/metrics/confusion.h"
#include "core/metrics/description_length.h"
#include "core/metrics/effective_rank.h"
#include "core/metrics/embedding_planes.h"
#include "core/metrics/embedding_spectrum.h"
#include "core/metrics/function_prior.h"
#include "core/metrics/gradient_norm.h"
#include "core/metrics/group_accuracy.h"
#include "core/metrics/key_frequency_loss.h"
#include "core/metrics/layer_norms.h"
#include "core/metrics/logit_scale.h"
#include "core/metrics/logit_spectrum.h"
#include "core/metrics/pair_table.h"
#include "core/metrics/parameter_values.h"
#include "core/metrics/posterior.h"
#include "core/metrics/posterior_curve.h"
#include "core/metrics/sample_predictions.h"
#include "core/metrics/softmax_collapse.h"
#include "core/metrics/weight_entropy.h"

namespace grokking {

const std::vector<Metric>& metrics()
{
    static const std::vector<Metric> all{
        groupAccuracyMetric(),     layerNormsMetric(),          gradientNormMetric(),
        logitScaleMetric(),        confusionMetric(),           trainingConfusionMetric(),
        samplePredictionsMetric(), sampleMarginsMetric(),       pairTableMetric(),
        weightEntropyMetric(),     effectiveRankMetric(),       softmaxCollapseMetric(),
        embeddingSpectrumMetric(), embeddingPlaneMetric(),      embeddingCircleMetric(),
        logitSpectrumMetric(),     keyFrequencyLossMetric(),    attentionMetric(),
        descriptionLengthMetric(), posteriorMeansMetric(),      posteriorDeviationsMetric(),
        parameterValuesMetric(),   inverseLengthscalesMetric(), priorLogDeterminantMetric(),
        posteriorCurveMetric(),
    };
    return all;
}

} // namespace grokking
