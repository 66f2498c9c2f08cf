// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of the Transformer, as a table.
#include "core/learners/positions.h"
#include "core/learners/transformer.h"

namespace grokking {

namespace {

std::vector<ParamSpec> sizeSettings()
{
    return {
        {.id = "layers",
         .title = "Layers",
         .help = "Attention and MLP, one after the other.",
         .unit = "layers",
         .kind = ParamKind::Integer,
         .defaultValue = 1,
         .minimum = 1,
         .maximum = 16},
        {.id = "heads",
         .title = "Heads",
         .help = "Attention heads in each layer.",
         .unit = "heads",
         .kind = ParamKind::Integer,
         .defaultValue = 4,
         .minimum = 1,
         .maximum = 64},
        {.id = "modelWidth",
         .title = "Model width",
         .help = "Numbers per position in the residual stream.",
         .unit = "units",
         .kind = ParamKind::Integer,
         .defaultValue = 128,
         .minimum = 1,
         .maximum = 4096,
         .scale = ParamScale::Logarithmic},
        {.id = "headWidth",
         .title = "Head width",
         .help = "Numbers in a head's query, key and value.",
         .unit = "units",
         .kind = ParamKind::Integer,
         .defaultValue = 0,
         .minimum = 0,
         .maximum = 4096,
         .tier = ParamTier::Advanced,
         .zeroText = "model width / heads"},
        {.id = "mlpWidth",
         .title = "MLP width",
         .help = "Hidden units of the MLP in each layer.",
         .unit = "units",
         .kind = ParamKind::Integer,
         .defaultValue = 512,
         .minimum = 1,
         .maximum = 16384,
         .scale = ParamScale::Logarithmic},
        positionSetting(
            "Inputs that are numbers are cut into positions of so many, each projected to "
            "the model width; 13 makes the nine groups of Carvalho et al."),
    };
}

std::vector<ParamSpec> structureSettings()
{
    return {
        activationSetting("Nonlinearity of the MLP."),
        {.id = "norm",
         .title = "Layer norm",
         .help = "Where activations are normalized.",
         .kind = ParamKind::Choice,
         .defaultValue = "none",
         .choices = {{"none", "None", "Nowhere."},
                     {"pre", "Before", "Before each attention, MLP and the output."},
                     {"post", "After", "After each attention and MLP has been added."}}},
        {.id = "positions",
         .title = "Positions",
         .help = "What is added to the inputs to tell their positions.",
         .kind = ParamKind::Choice,
         .defaultValue = "learned",
         .choices = {{"learned", "Learned", "One vector per position, trained."},
                     {"sinusoidal", "Sinusoidal", "Fixed waves (Vaswani et al. 2017)."}}},
        {.id = "readout",
         .title = "Read at",
         .help = "Which position the class is read from. Of equations the next token is read from "
                 "each position asked for.",
         .kind = ParamKind::Choice,
         .defaultValue = "last",
         .tier = ParamTier::Advanced,
         .choices = {{"last", "Last position", "It alone sees all others."},
                     {"mean", "Mean of all", "Mean over the positions."}}},
        {.id = "biases",
         .title = "Biases",
         .help = "Whether attention, MLP, output and projected inputs have biases.",
         .kind = ParamKind::Boolean,
         .defaultValue = false,
         .tier = ParamTier::Advanced},
        {.id = "tiedOutput",
         .title = "Tied output",
         .help = "Whether class k is read with the embedding of token k, instead of weights of "
                 "its own.",
         .kind = ParamKind::Boolean,
         .defaultValue = false,
         .tier = ParamTier::Advanced},
    };
}

std::vector<ParamSpec> initialSettings()
{
    return {
        {.id = "initialization",
         .title = "Initialization",
         .help = "Distribution of the initial weights.",
         .kind = ParamKind::Choice,
         .defaultValue = "normal",
         .tier = ParamTier::Advanced,
         .choices = {{"normal", "Normal", "Standard deviation 1 / sqrt(model width); biases 0."},
                     {"uniform", "Uniform",
                      "Within 1 / sqrt(inputs), biases too; embeddings standard normal."},
                     {"xavier", "Xavier", "Uniform within sqrt(6 / (rows + columns)); biases 0."}}},
        {.id = "weightScale",
         .title = "Init scale",
         .help = "Factor on the initial weights and biases.",
         .defaultValue = 0.8,
         .minimum = 0,
         .maximum = 1e4,
         .scale = ParamScale::Logarithmic},
        dropoutSetting("Probability with which a training step leaves out each number that "
                       "attention or MLP adds to the residual stream."),
    };
}

std::vector<SpecProblem> problemsOf(const Parameters& settings)
{
    if (integerValue(settings, "headWidth") > 0
        || integerValue(settings, "modelWidth") % integerValue(settings, "heads") == 0)
        return {};
    return {{"heads",
             "the model width cannot be divided evenly among so many heads; choose another "
             "number, or set the head width"}};
}

} // namespace

CatalogEntry transformerEntry()
{
    CatalogEntry entry{
        .id = "transformer",
        .title = "Transformer",
        .help = "Decoder-only Transformer that reads a class off its last position; by default "
                "the one-layer network of modular arithmetic (Hu et al. 2024; Nanda et al. 2023).",
        .check = problemsOf,
    };
    for (auto& settings :
         {sizeSettings(), structureSettings(), initialSettings(), outputSettings()})
        entry.parameters.insert(entry.parameters.end(), settings.begin(), settings.end());
    return entry;
}

} // namespace grokking
