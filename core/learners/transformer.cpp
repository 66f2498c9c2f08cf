// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/transformer.h"

#include "core/learners/positions.h"
#include "core/util/random.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

namespace grokking {

namespace {

// Returns what the numbers of a norm's block begin as; nullopt for other blocks.
std::optional<double> normStart(const TransformerLayout& layout, int block)
{
    std::vector<AffineBlocks> norms{layout.finalNorm};
    for (const TransformerLayer& layer : layout.layers)
        norms.insert(norms.end(), {layer.attentionNorm, layer.mlpNorm});
    if (std::ranges::count(norms, block, &AffineBlocks::weights) > 0)
        return 1.0;
    if (std::ranges::count(norms, block, &AffineBlocks::biases) > 0)
        return 0.0;
    return std::nullopt;
}

// How the numbers of the blocks other than norms are drawn.
class BlockDraw
{
public:
    BlockDraw(const Parameters& settings, double width)
        : m_initialization(textValue(settings, "initialization")),
          m_scale(realValue(settings, "weightScale")), m_width(width)
    {
    }

    [[nodiscard]] std::function<double(RandomStream&)> weights(const Shape& shape,
                                                               bool isEmbedding) const
    {
        if (m_initialization == "normal" || (m_initialization == "uniform" && isEmbedding)) {
            const double deviation =
                m_initialization == "normal" ? m_scale / std::sqrt(m_width) : m_scale;
            return [deviation](RandomStream& random) { return deviation * random.normal(); };
        }
        const auto rows = static_cast<double>(shape.front());
        const auto columns = static_cast<double>(shape.back());
        return uniform(m_initialization == "xavier" ? std::sqrt(6.0 / (rows + columns))
                                                    : 1.0 / std::sqrt(columns));
    }

    [[nodiscard]] std::function<double(RandomStream&)> biases(const Shape& weightShape) const
    {
        if (m_initialization != "uniform")
            return [](RandomStream&) { return 0.0; };
        return uniform(1.0 / std::sqrt(static_cast<double>(weightShape.back())));
    }

private:
    [[nodiscard]] std::function<double(RandomStream&)> uniform(double bound) const
    {
        return [bound, scale = m_scale](RandomStream& random) {
            return scale * random.uniform(-bound, bound);
        };
    }

    std::string m_initialization;
    double m_scale;
    double m_width;
};

} // namespace

TransformerShape::TransformerShape(const DatasetShape& data, const Parameters& settings)
    : layers(integerValue(settings, "layers")), heads(integerValue(settings, "heads")),
      width(integerValue(settings, "modelWidth")), headWidth(integerValue(settings, "headWidth")),
      mlpWidth(integerValue(settings, "mlpWidth")), vocabulary(data.vocabulary),
      tokenSize(data.hasTokens()
                    ? 0
                    : numbersPerPosition(data.features, integerValue(settings, "tokenSize"))),
      positions(data.hasTokens() ? data.positions : data.features / tokenSize),
      classes(data.classes), norm(Norm::None),
      readout(data.targetPositions > 0                   ? Readout::Asked
              : textValue(settings, "readout") == "mean" ? Readout::Mean
                                                         : Readout::Last),
      learnedPositions(textValue(settings, "positions") == "learned"),
      biases(booleanValue(settings, "biases")), tiedOutput(booleanValue(settings, "tiedOutput"))
{
    if (headWidth == 0)
        headWidth = width / heads;
    if (textValue(settings, "norm") != "none")
        norm = textValue(settings, "norm") == "pre" ? Norm::Pre : Norm::Post;
}

std::string transformerMisfit(const DatasetShape& data, const Parameters& settings)
{
    const bool isTied = booleanValue(settings, "tiedOutput");
    if (data.targetPositions > 0 && textValue(settings, "readout") == "mean")
        return "cannot read the mean of all positions, because these data ask for a token at "
               "several of them; set learner.readout to last";
    if (data.hasTokens()) {
        if (isTied && data.vocabulary < data.classes)
            return "cannot tie the output to the embeddings: there are fewer tokens than classes; "
                   "switch learner.tiedOutput off";
        return "";
    }
    if (isTied)
        return "cannot tie the output to embeddings, because these data are numbers and have none; "
               "switch learner.tiedOutput off";
    return positionMisfit(data.features, settings);
}

TransformerLayout::TransformerLayout(const TransformerShape& ofShape) : shape(ofShape)
{
    using Norm = TransformerShape::Norm;
    if (shape.tokenSize == 0)
        input.weights = append("Token embedding", {shape.vocabulary, shape.width});
    else
        input = appendMap("Input", shape.width, shape.tokenSize);
    if (shape.learnedPositions)
        position.weights = append("Position embedding", {shape.positions, shape.width});
    const auto appendNormIf = [this](bool wanted, const std::string& name) {
        return wanted ? appendNorm(name) : AffineBlocks{};
    };
    for (std::int64_t i = 1; i <= shape.layers; ++i) {
        const std::string name = "Layer " + std::to_string(i) + " ";
        const std::int64_t attention = shape.attentionWidth();
        TransformerLayer layer;
        layer.attentionNorm = appendNormIf(shape.norm == Norm::Pre, name + "attention norm");
        layer.query = appendMap(name + "query", attention, shape.width);
        layer.key = appendMap(name + "key", attention, shape.width);
        layer.value = appendMap(name + "value", attention, shape.width);
        layer.attentionOutput = appendMap(name + "attention output", shape.width, attention);
        if (shape.norm == Norm::Post)
            layer.attentionNorm = appendNorm(name + "attention norm");
        layer.mlpNorm = appendNormIf(shape.norm == Norm::Pre, name + "MLP norm");
        layer.mlpIn = appendMap(name + "MLP input", shape.mlpWidth, shape.width);
        layer.mlpOut = appendMap(name + "MLP output", shape.width, shape.mlpWidth);
        if (shape.norm == Norm::Post)
            layer.mlpNorm = appendNorm(name + "MLP norm");
        layers.push_back(layer);
    }
    finalNorm = appendNormIf(shape.norm == Norm::Pre, "Final norm");
    if (!shape.tiedOutput)
        output = appendMap("Output", shape.classes, shape.width);
    else if (shape.biases)
        output.biases = append("Output biases", {shape.classes});
    if (shape.tiedOutput)
        output.weights = input.weights;
}

int TransformerLayout::append(const std::string& name, Shape shapeOfBlock)
{
    const std::int64_t offset =
        blocks.empty() ? 0 : blocks.back().offset + elementCount(blocks.back().shape);
    blocks.push_back({name, std::move(shapeOfBlock), offset});
    return static_cast<int>(blocks.size()) - 1;
}

AffineBlocks TransformerLayout::appendMap(const std::string& name, std::int64_t outputs,
                                          std::int64_t inputs)
{
    AffineBlocks map;
    map.weights = append(name + " weights", {outputs, inputs});
    if (shape.biases)
        map.biases = append(name + " biases", {outputs});
    return map;
}

AffineBlocks TransformerLayout::appendNorm(const std::string& name)
{
    AffineBlocks norm;
    norm.weights = append(name + " gains", {shape.width});
    norm.biases = append(name + " biases", {shape.width});
    return norm;
}

InitialTransformer initialTransformer(const LearnerContext& context)
{
    const Parameters& settings = context.learner.parameters;
    const TransformerLayout layout(TransformerShape(shapeOf(context.dataset), settings));
    const BlockDraw draw(settings, static_cast<double>(layout.shape.width));
    std::vector<double> parameters;
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        const auto& block = layout.blocks[i];
        const auto index = static_cast<int>(i);
        if (const auto start = normStart(layout, index)) {
            parameters.insert(parameters.end(), static_cast<std::size_t>(layout.shape.width),
                              *start);
            continue;
        }
        const bool isEmbedding = index == layout.position.weights
                                 || (index == layout.input.weights && layout.shape.tokenSize == 0);
        RandomStream random(context.initializationSeed, Stream::Initialization, i);
        const auto number = block.shape.size() == 1 ? draw.biases(layout.blocks[i - 1].shape)
                                                    : draw.weights(block.shape, isEmbedding);
        for (std::int64_t k = 0; k < elementCount(block.shape); ++k)
            parameters.push_back(number(random));
    }
    return {{layout.blocks, std::move(parameters)}, layout};
}

Array<double> sinusoidalPositions(std::int64_t positions, std::int64_t width)
{
    Array<double> encoding({positions, width});
    for (std::int64_t position = 0; position < positions; ++position) {
        for (std::int64_t i = 0; i < width; ++i) {
            const auto even = static_cast<double>(i - i % 2);
            const double angle = static_cast<double>(position)
                                 / std::pow(10000.0, even / static_cast<double>(width));
            encoding.row(position)[static_cast<std::size_t>(i)] =
                i % 2 == 0 ? std::sin(angle) : std::cos(angle);
        }
    }
    return encoding;
}

} // namespace grokking
