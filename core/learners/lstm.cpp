// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/lstm.h"

#include "core/learners/network_memory.h"
#include "core/learners/network_settings.h"
#include "core/learners/positions.h"
#include "core/util/random.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

std::vector<ParamSpec> sizeSettings()
{
    return {
        {.id = "layers",
         .title = "Layers",
         .help = "Recurrent layers, each reading the states of the one before.",
         .unit = "layers",
         .kind = ParamKind::Integer,
         .defaultValue = 1,
         .minimum = 1,
         .maximum = 16},
        {.id = "width",
         .title = "Hidden size",
         .help = "Numbers in the state of each layer.",
         .unit = "units",
         .kind = ParamKind::Integer,
         .defaultValue = 20,
         .minimum = 1,
         .maximum = 4096,
         .scale = ParamScale::Logarithmic},
        {.id = "embedding",
         .title = "Embedding",
         .help = "Trained numbers that stand for each token. Unused where the inputs are numbers.",
         .unit = "numbers",
         .kind = ParamKind::Integer,
         .defaultValue = 20,
         .minimum = 1,
         .maximum = 4096,
         .scale = ParamScale::Logarithmic},
        positionSetting("Inputs that are numbers are read so many at a time."),
    };
}

std::vector<ParamSpec> trainingSettings()
{
    return {
        {.id = "initialization",
         .title = "Initialization",
         .help = "Distribution of the initial parameters, before the factor.",
         .kind = ParamKind::Choice,
         .defaultValue = "uniform",
         .tier = ParamTier::Advanced,
         .choices = {{"uniform", "Uniform",
                      "Within 1 / sqrt(hidden size), biases too; embeddings standard normal."},
                     {"xavier", "Xavier",
                      "Uniform within sqrt(6 / (inputs + outputs)) of each gate; biases 0, but 1 "
                      "of the forget gate (Jozefowicz et al. 2015)."}}},
        {.id = "initScale",
         .title = "Init scale",
         .help = "Factor on the initial weights and biases. Large values start the network "
                 "complex, so that it memorizes first.",
         .defaultValue = 1.0,
         .minimum = 0,
         .maximum = 1e4,
         .scale = ParamScale::Logarithmic},
    };
}

// How the numbers of the blocks are drawn.
class Draw
{
public:
    Draw(const Parameters& settings, const LstmLayout& layout)
        : m_layout(layout), m_isXavier(textValue(settings, "initialization") == "xavier"),
          m_scale(realValue(settings, "initScale"))
    {
    }

    void block(int index, RandomStream& random, std::vector<double>& target) const
    {
        const Shape& shape = m_layout.blocks[static_cast<std::size_t>(index)].shape;
        const std::int64_t count = elementCount(shape);
        if (m_isXavier && shape.size() == 1)
            constantBiases(index, count, target);
        else if (m_isXavier)
            uniform(xavierBound(index, shape), count, random, target);
        else if (index == m_layout.embeddings)
            for (std::int64_t i = 0; i < count; ++i)
                target.push_back(m_scale * random.normal());
        else
            uniform(1.0 / std::sqrt(static_cast<double>(m_layout.width)), count, random, target);
    }

private:
    // One of the two biases of the forget gates is 1.
    void constantBiases(int index, std::int64_t count, std::vector<double>& target) const
    {
        const bool isInput = std::ranges::any_of(m_layout.layers, [index](const LstmLayer& layer) {
            return layer.input.biases == index;
        });
        for (std::int64_t i = 0; i < count; ++i)
            target.push_back(isInput && i / m_layout.width == 1 ? m_scale : 0.0);
    }

    // The rows of recurrent layers are those of four gates.
    [[nodiscard]] double xavierBound(int index, const Shape& shape) const
    {
        const bool isGates = index != m_layout.embeddings && index != m_layout.output.weights;
        return std::sqrt(
            6.0 / static_cast<double>((isGates ? m_layout.width : shape.front()) + shape.back()));
    }

    void uniform(double bound, std::int64_t count, RandomStream& random,
                 std::vector<double>& target) const
    {
        for (std::int64_t i = 0; i < count; ++i)
            target.push_back(m_scale * random.uniform(-bound, bound));
    }

    const LstmLayout& m_layout;
    bool m_isXavier;
    double m_scale;
};

// Per example: what each position reads, and of each layer gates, state and memory at each
// position, with the slopes' factors.
std::int64_t exampleNumbers(const LstmLayout& layout)
{
    const auto layers = static_cast<std::int64_t>(layout.layers.size());
    return layout.positions * (2 * layout.inputs + layers * (3 * lstmGates + 4) * layout.width);
}

} // namespace

CatalogEntry lstmEntry()
{
    CatalogEntry entry{
        .id = "lstm",
        .title = "LSTM",
        .help = "Recurrent network with long short-term memory that reads one position after the "
                "other and a class off its last state; by default that of Hu et al. (2024).",
    };
    for (auto& settings : {sizeSettings(), trainingSettings(), outputSettings()})
        entry.parameters.insert(entry.parameters.end(), settings.begin(), settings.end());
    return entry;
}

std::string lstmMisfit(const DatasetShape& data, const Parameters& settings)
{
    return data.hasTokens() ? oneClassMisfit(data) : positionMisfit(data.features, settings);
}

LstmLayout::LstmLayout(const DatasetShape& data, const Parameters& settings)
    : width(integerValue(settings, "width")), positions(data.positions),
      inputs(integerValue(settings, "embedding")), classes(data.classes)
{
    if (data.hasTokens()) {
        embeddings = append("Token embedding", {data.vocabulary, inputs});
    } else {
        inputs = numbersPerPosition(data.features, integerValue(settings, "tokenSize"));
        positions = data.features / inputs;
    }
    for (std::int64_t i = 1; i <= integerValue(settings, "layers"); ++i) {
        const std::string name = "Layer " + std::to_string(i);
        LstmLayer layer;
        layer.input = appendMap(name + " input", lstmGates * width, i == 1 ? inputs : width);
        layer.recurrent = appendMap(name + " recurrent", lstmGates * width, width);
        layers.push_back(layer);
    }
    output = appendMap("Output", classes, width);
}

int LstmLayout::append(const std::string& name, Shape shape)
{
    const std::int64_t offset =
        blocks.empty() ? 0 : blocks.back().offset + elementCount(blocks.back().shape);
    blocks.push_back({name, std::move(shape), offset});
    return static_cast<int>(blocks.size()) - 1;
}

AffineBlocks LstmLayout::appendMap(const std::string& name, std::int64_t outputs,
                                   std::int64_t columns)
{
    AffineBlocks map;
    map.weights = append(name + " weights", {outputs, columns});
    map.biases = append(name + " biases", {outputs});
    return map;
}

InitialLstm initialLstm(const LearnerContext& context)
{
    const Parameters& settings = context.learner.parameters;
    const LstmLayout layout(shapeOf(context.dataset), settings);
    const Draw draw(settings, layout);
    std::vector<double> parameters;
    for (std::size_t i = 0; i < layout.blocks.size(); ++i) {
        RandomStream random(context.initializationSeed, Stream::Initialization, i);
        draw.block(static_cast<int>(i), random, parameters);
    }
    return {{layout.blocks, std::move(parameters)}, layout};
}

LearnerSize lstmSize(const DatasetShape& data, const EntrySpec& learner)
{
    const LstmLayout layout(data, learner.parameters);
    const ParameterBlock& last = layout.blocks.back();
    return {.parameters = last.offset + elementCount(last.shape),
            .blocks = std::ssize(layout.blocks)};
}

// On the way back LibTorch holds as much again; the fused engine has a table of all tokens.
LearnerMemory lstmMemory(const MemoryContext& context)
{
    const DatasetShape& data = context.data;
    const LstmLayout layout(data, context.learner.parameters);
    const bool isFused = context.engine == Engine::Fused;
    const std::int64_t blockRows = isFused ? fusedBlockRows : torchEvaluationRows;
    const std::int64_t stepped =
        isFused ? std::min(batchExamples(context), blockRows) : 2 * batchExamples(context);
    const std::int64_t evaluated =
        std::min(blockRows, std::max(data.trainingExamples, data.testExamples));
    const std::int64_t table =
        isFused ? data.vocabulary * (layout.inputs + 2 * lstmGates * layout.width) : 0;
    const std::int64_t numbers =
        std::max(stepped, evaluated) * (exampleNumbers(layout) + 8 * layout.classes) + table;
    return networkMemory(context, lstmSize(context.data, context.learner).parameters,
                         numbers * numberBytes(context.learner.parameters));
}

} // namespace grokking
