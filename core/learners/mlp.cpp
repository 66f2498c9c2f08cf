// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/mlp.h"

#include "core/data/dataset_catalog.h"
#include "core/util/random.h"

#include <cmath>
#include <string>
#include <utility>

namespace grokking {

namespace {

// Draws the numbers of one block after the other.
class Draw
{
public:
    explicit Draw(const Parameters& settings)
        : m_initialization(textValue(settings, "initialDistribution")),
          m_scale(realValue(settings, "initScale")),
          m_biasScale(booleanValue(settings, "scaleBiases") ? m_scale : 1.0)
    {
    }

    void embeddings(const Shape& shape, RandomStream& random, std::vector<double>& target) const
    {
        const std::int64_t count = elementCount(shape);
        if (m_initialization == "xavier")
            uniform(xavierBound(shape[0], shape[1]), m_scale, count, random, target);
        else
            normal(1.0, count, random, target);
    }

    void weights(std::int64_t inputs, std::int64_t outputs, RandomStream& random,
                 std::vector<double>& target) const
    {
        const std::int64_t count = inputs * outputs;
        if (m_initialization == "xavier")
            uniform(xavierBound(inputs, outputs), m_scale, count, random, target);
        else if (m_initialization == "normal")
            normal(usualBound(inputs), count, random, target);
        else
            uniform(usualBound(inputs), m_scale, count, random, target);
    }

    void biases(std::int64_t inputs, std::int64_t outputs, RandomStream& random,
                std::vector<double>& target) const
    {
        if (m_initialization == "uniform")
            uniform(usualBound(inputs), m_biasScale, outputs, random, target);
        else
            target.insert(target.end(), static_cast<std::size_t>(outputs), 0.0);
    }

private:
    static double usualBound(std::int64_t inputs)
    {
        return 1.0 / std::sqrt(static_cast<double>(inputs));
    }

    static double xavierBound(std::int64_t inputs, std::int64_t outputs)
    {
        return std::sqrt(6.0 / static_cast<double>(inputs + outputs));
    }

    static void uniform(double bound, double scale, std::int64_t count, RandomStream& random,
                        std::vector<double>& target)
    {
        for (std::int64_t i = 0; i < count; ++i)
            target.push_back(scale * random.uniform(-bound, bound));
    }

    void normal(double deviation, std::int64_t count, RandomStream& random,
                std::vector<double>& target) const
    {
        for (std::int64_t i = 0; i < count; ++i)
            target.push_back(m_scale * deviation * random.normal());
    }

    std::string m_initialization;
    double m_scale;
    double m_biasScale;
};

} // namespace

CatalogEntry mlpEntry()
{
    CatalogEntry entry{
        .id = "mlp",
        .title = "Perceptron (MLP)",
        .help = "Multilayer perceptron, a fully connected network; the learner of Carvalho et al. "
                "is depth 2, width 200, "
                "ReLU, initialized 8 times as large as usual.",
        .parameters = {
            depthSetting(2),
            widthSetting(200),
            activationSetting("Nonlinearity after each hidden layer."),
            {.id = "initScale",
             .title = "Init scale",
             .help =
                 "Factor on the usual initial parameters, uniform within 1 / sqrt(inputs of the "
                 "layer) unless the initialization is another. Large values start the network "
                 "complex, so that it memorizes first.",
             .defaultValue = 8.0,
             .minimum = 0,
             .maximum = 1e4,
             .scale = ParamScale::Logarithmic},
            {.id = "scaleBiases",
             .title = "Scale biases too",
             .help = "Whether the factor applies to biases as well as to weights.",
             .kind = ParamKind::Boolean,
             .defaultValue = true,
             .tier = ParamTier::Advanced},
            {.id = "initialDistribution",
             .title = "Initialization",
             .help = "Distribution of the initial parameters, before the factor.",
             .kind = ParamKind::Choice,
             .defaultValue = "uniform",
             .tier = ParamTier::Advanced,
             .choices = {{"uniform", "Uniform",
                          "Within 1 / sqrt(inputs of the layer), biases too; embeddings standard "
                          "normal."},
                         {"xavier", "Xavier",
                          "Uniform within sqrt(6 / (inputs + outputs)); biases 0."},
                         {"normal", "Normal",
                          "Variance 1 / inputs of the layer; biases 0; embeddings standard "
                          "normal."}}},
            {.id = "lastBias",
             .title = "Bias in the last layer",
             .help = "Whether the layer that computes the logits has biases.",
             .kind = ParamKind::Boolean,
             .defaultValue = true,
             .tier = ParamTier::Advanced},
            {.id = "embedding",
             .title = "Embedding",
             .help = "Trained numbers that stand for each token; those of all positions are put "
                     "side by side. Unused where the inputs are numbers.",
             .unit = "numbers",
             .kind = ParamKind::Integer,
             .defaultValue = 128,
             .minimum = 1,
             .maximum = 4096,
             .scale = ParamScale::Logarithmic,
             .tier = ParamTier::Advanced},
            dropoutSetting("Probability with which a training step leaves out each hidden unit."),
        }};
    for (ParamSpec& setting : outputSettings())
        entry.parameters.push_back(std::move(setting));
    return entry;
}

std::string mlpMisfit(const DatasetShape& data, const Parameters&)
{
    return oneClassMisfit(data);
}

MlpLayout::MlpLayout(const DatasetShape& data, const Parameters& settings)
{
    if (data.hasTokens()) {
        positions = data.positions;
        embedding = integerValue(settings, "embedding");
        embeddings = append("Token embedding", {data.vocabulary, embedding});
    }
    sizes.push_back(data.hasTokens() ? positions * embedding : data.features);
    sizes.insert(sizes.end(), static_cast<std::size_t>(integerValue(settings, "depth")),
                 integerValue(settings, "width"));
    sizes.push_back(data.classes);
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
        const std::string name = "Layer " + std::to_string(i + 1);
        const bool isLast = i + 2 == sizes.size();
        AffineBlocks layer;
        layer.weights = append(name + " weights", {sizes[i + 1], sizes[i]});
        if (!isLast || booleanValue(settings, "lastBias"))
            layer.biases = append(name + " biases", {sizes[i + 1]});
        layers.push_back(layer);
    }
}

int MlpLayout::append(const std::string& name, Shape shape)
{
    const std::int64_t offset =
        blocks.empty() ? 0 : blocks.back().offset + elementCount(blocks.back().shape);
    blocks.push_back({name, std::move(shape), offset});
    return static_cast<int>(blocks.size()) - 1;
}

// A layer's weights and biases come from one random stream, numbered as the layer; the embeddings
// from the one behind the last layer's.
InitialMlp initialMlp(const LearnerContext& context)
{
    const Parameters& settings = context.learner.parameters;
    const MlpLayout layout(shapeOf(context.dataset), settings);
    const Draw draw(settings);
    std::vector<double> parameters;
    if (layout.embeddings >= 0) {
        RandomStream random(context.initializationSeed, Stream::Initialization,
                            layout.layers.size());
        const Shape& shape = layout.blocks[static_cast<std::size_t>(layout.embeddings)].shape;
        draw.embeddings(shape, random, parameters);
    }
    for (std::size_t i = 0; i < layout.layers.size(); ++i) {
        RandomStream random(context.initializationSeed, Stream::Initialization, i);
        draw.weights(layout.sizes[i], layout.sizes[i + 1], random, parameters);
        if (layout.layers[i].biases >= 0)
            draw.biases(layout.sizes[i], layout.sizes[i + 1], random, parameters);
    }
    return {{layout.blocks, std::move(parameters)}, layout};
}

} // namespace grokking
