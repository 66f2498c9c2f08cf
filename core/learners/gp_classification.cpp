// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/gp_classification.h"

#include "core/learners/fused/flat_learner.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace grokking {

namespace {

constexpr std::int64_t mostExamples = 1000; // a step takes a quarter of a second

// Both start where the figures of the paper do, but each with its own training of positive numbers.
std::vector<ParamSpec> priorSettings(const char* positivity)
{
    return {
        {.id = "lengthscale",
         .title = "Lengthscale at the start",
         .help = "The distance of inputs over which the function changes. Far below the distance "
                 "of training samples it fits each of them alone.",
         .defaultValue = 0.005,
         .minimum = 1e-6,
         .maximum = 1e6,
         .scale = ParamScale::Logarithmic},
        {.id = "outputscale",
         .title = "Outputscale at the start",
         .help = "The variance of the function. ln 2 is where GPyTorch starts.",
         .defaultValue = std::numbers::ln2,
         .minimum = 1e-6,
         .maximum = 1e6,
         .scale = ParamScale::Logarithmic},
        {.id = "lengthscales",
         .title = "Lengthscales",
         .help = "How many of them are trained.",
         .kind = ParamKind::Choice,
         .defaultValue = "one",
         .choices = {{"one", "One for all inputs", "Where all inputs are of one kind."},
                     {"each", "One for each input",
                      "Automatic relevance determination: inputs that do not matter get a long "
                      "one."}}},
        {.id = "positivity",
         .title = "Scales are",
         .help = "What is trained in place of lengthscale and outputscale, which are positive: a "
                 "real number t. It says what a step of the optimizer does to them.",
         .kind = ParamKind::Choice,
         .defaultValue = positivity,
         .tier = ParamTier::Advanced,
         .choices = {{"softplus", "log(1 + exp t)",
                      "As in GPyTorch: a small scale grows by a factor, a large one by an amount."},
                     {"exponential", "exp t", "Scales grow by a factor."}}},
    };
}

std::vector<ParamSpec> posteriorSettings()
{
    return {
        {.id = "coordinates",
         .title = "Coordinates",
         .help = "What the normal distribution q is of.",
         .kind = ParamKind::Choice,
         .defaultValue = "function",
         .tier = ParamTier::Advanced,
         .choices = {{"function", "Values of the function",
                      "Not whitened, as in Miller et al. (2023): the prior moves, q stays."},
                     {"whitened", "Whitened values",
                      "Of L^-1 (f - mean), where L L' is the prior's covariance matrix: q moves "
                      "with the prior."}}},
        {.id = "trained",
         .title = "Trained",
         .help = "What training changes. To keep one of the two tells what the other does.",
         .kind = ParamKind::Choice,
         .defaultValue = "all",
         .choices = {{"all", "Prior and q", "As in Miller et al. (2023)."},
                     {"function", "q alone", "Lengthscales, outputscale and mean stay."},
                     {"prior", "Prior alone", "The approximation q stays where it starts."}}},
        {.id = "minimize",
         .title = "Minimize",
         .help = "What training minimizes, besides the optimizer's weight decay.",
         .kind = ParamKind::Choice,
         .defaultValue = "both",
         .choices = {{"both", "Data fit and KL",
                      "Minus the lower bound of the log marginal likelihood, divided by N."},
                     {"fit", "Data fit alone",
                      "No complexity term: nothing draws q to the prior, and if it is not whitened "
                      "nothing moves the prior."}}},
    };
}

// Returns the axis of what is trained for a positive setting.
LandscapeAxis scaleAxis(Positivity kind, const std::string& setting, const std::string& title,
                        std::size_t parameter, double low, double high)
{
    LandscapeAxis axis = settingAxis(setting, title, parameter, low, high);
    axis.start = [kind, setting](const Parameters& learner) {
        return trainedFor(kind, realValue(learner, setting));
    };
    axis.setStart = [kind, setting](Parameters& learner, double value) {
        learner[setting] = positive(kind, value);
    };
    return axis;
}

std::int64_t priorParameters(const DatasetShape& data, const EntrySpec& learner)
{
    return lengthscaleCount(data, gpClassifierSettings(learner.parameters)) + 2;
}

std::int64_t functionParameters(const DatasetShape& data)
{
    const std::int64_t count = data.trainingExamples;
    return count + count * (count + 1) / 2;
}

// The examples, and so many matrices over those of training and over them and a block of others.
LearnerMemory memoryOf(const MemoryContext& context, std::int64_t parameters, std::int64_t matrices)
{
    constexpr std::int64_t number = sizeof(double);
    const DatasetShape& data = context.data;
    LearnerMemory memory = flatLearnerMemory(parameters, context.optimizer);
    const std::int64_t train = data.trainingExamples;
    memory.examples = (2 * train + data.testExamples) * (data.features + 1) * number;
    memory.activations = (matrices * train + 3 * gpBlockExamples) * train * number;
    return memory;
}

} // namespace

double positive(Positivity kind, double trained)
{
    if (kind == Positivity::Exponential)
        return std::exp(trained);
    return std::max(trained, 0.0) + std::log1p(std::exp(-std::abs(trained)));
}

double trainedFor(Positivity kind, double value)
{
    if (kind == Positivity::Exponential)
        return std::log(value);
    return value + std::log(-std::expm1(-value));
}

double logSlope(Positivity kind, double trained)
{
    if (kind == Positivity::Exponential)
        return 1.0;
    return 1.0 / ((1.0 + std::exp(-trained)) * positive(kind, trained));
}

GpClassifierSettings gpClassifierSettings(const Parameters& learner)
{
    return {.lengthscale = realValue(learner, "lengthscale"),
            .outputscale = realValue(learner, "outputscale"),
            .hasLengthscalePerInput = textValue(learner, "lengthscales") == "each",
            .positivity = textValue(learner, "positivity") == "softplus" ? Positivity::Softplus
                                                                         : Positivity::Exponential};
}

VariationalSettings variationalSettings(const Parameters& learner)
{
    using enum VariationalSettings::Trained;
    const std::string& trained = textValue(learner, "trained");
    return {.isWhitened = textValue(learner, "coordinates") == "whitened",
            .trained = trained == "all"        ? All
                       : trained == "function" ? Function
                                               : Prior,
            .minimizesDivergence = textValue(learner, "minimize") == "both"};
}

CatalogEntry gpClassificationEntry()
{
    CatalogEntry entry{
        .id = "gp-classification",
        .title = "Gaussian process classification",
        .help = "Two classes by the sign of a random function. Lengthscale and outputscale of its "
                "prior are trained together with an approximation q of its posterior, and it groks "
                "(Miller et al. 2023). Its complexity KL(q || p) / N is held against a prior that "
                "training moves: values at two steps are not strictly comparable.",
        .parameters = priorSettings("softplus")};
    for (ParamSpec& setting : posteriorSettings())
        entry.parameters.push_back(std::move(setting));
    return entry;
}

CatalogEntry gpLaplaceEntry()
{
    return {.id = "gp-classification-laplace",
            .title = "Gaussian process classification (Laplace)",
            .help = "Two classes by the sign of a random function, approximated around its most "
                    "probable values. Only lengthscale, outputscale and mean of its prior are "
                    "trained, by the approximate marginal likelihood, so that complexities of two "
                    "steps can be compared (Miller et al. 2023, appendix I).",
            .parameters = priorSettings("exponential")};
}

LandscapeAxes gpLaplaceAxes(const DatasetShape& data, const Parameters& settings)
{
    const GpClassifierSettings model = gpClassifierSettings(settings);
    if (lengthscaleCount(data, model) > 1)
        return {};
    const Positivity kind = model.positivity;
    return {{scaleAxis(kind, "lengthscale", lengthscaleName(kind), 0, -7.0, 4.0),
             scaleAxis(kind, "outputscale", outputscaleName(kind), 1, -5.0, 7.0)}};
}

std::string gpClassifierMisfit(const DatasetShape& data, const Parameters& /*settings*/)
{
    if (data.hasTokens())
        return "reads numbers, and these data are tokens; set data.encoding to one-hot, or learner "
               "to mlp";
    if (data.classes != 2 || data.targetPositions > 0)
        return "tells two classes apart, and these data have " + std::to_string(data.classes)
               + "; set data to one with two: zero-one, hidden-parity, or a file of your own";
    if (data.trainingExamples > mostExamples)
        return "learns from " + std::to_string(mostExamples)
               + " training samples at most, since time grows with their cube; take fewer";
    return "";
}

LearnerSize gpClassificationSize(const DatasetShape& data, const EntrySpec& learner)
{
    return {.parameters = priorParameters(data, learner) + functionParameters(data), .blocks = 5};
}

LearnerSize gpLaplaceSize(const DatasetShape& data, const EntrySpec& learner)
{
    return {.parameters = priorParameters(data, learner), .blocks = 3};
}

// Kept: K, its factor, the roots of q in both coordinates, and where they are of. On the way to a
// gradient five more at most: the slopes by the root, two solutions, the slopes by K and a copy.
LearnerMemory gpClassificationMemory(const MemoryContext& context)
{
    LearnerMemory memory =
        memoryOf(context, gpClassificationSize(context.data, context.learner).parameters, 10);
    memory.parameters += functionParameters(context.data) * std::int64_t{sizeof(double)};
    return memory;
}

// Kept: K with and without jitter, and the factor of B. On the way to a gradient six more.
LearnerMemory gpLaplaceMemory(const MemoryContext& context)
{
    return memoryOf(context, gpLaplaceSize(context.data, context.learner).parameters, 9);
}

std::string lengthscaleName(Positivity kind)
{
    return kind == Positivity::Exponential ? "Log lengthscale" : "Raw lengthscale";
}

std::string outputscaleName(Positivity kind)
{
    return kind == Positivity::Exponential ? "Log outputscale" : "Raw outputscale";
}

std::int64_t lengthscaleCount(const DatasetShape& data, const GpClassifierSettings& settings)
{
    return settings.hasLengthscalePerInput ? data.features : 1;
}

} // namespace grokking
