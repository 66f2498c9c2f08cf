// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/optimizer_catalog.h"

namespace grokking {

namespace {

ParamSpec learningRate(double value)
{
    return {.id = "learningRate",
            .title = "Learning rate",
            .help = "Size of an update. Can be changed while a run goes on.",
            .defaultValue = value,
            .minimum = 0,
            .maximum = 1e3,
            .scale = ParamScale::Logarithmic,
            .live = true};
}

ParamSpec weightDecay(double value)
{
    return {.id = "weightDecay",
            .title = "Weight decay",
            .help = "Strength of the pull of all parameters towards zero. Can be changed while a "
                    "run goes on.",
            .defaultValue = value,
            .minimum = 0,
            .maximum = 1e3,
            .scale = ParamScale::Logarithmic,
            .live = true};
}

ParamSpec decay()
{
    return {.id = "decay",
            .title = "Decay",
            .help = "How weight decay enters the update.",
            .kind = ParamKind::Choice,
            .defaultValue = "coupled",
            .choices = {{"coupled", "Coupled (L2)", "Adds decay times parameter to the gradient."},
                        {"decoupled", "Decoupled",
                         "Shrinks each parameter by learning rate times decay."}}};
}

ParamSpec fraction(const char* id, const char* title, const char* help, double value)
{
    constexpr double belowOne = 0.999999999;
    return {.id = id,
            .title = title,
            .help = help,
            .defaultValue = value,
            .minimum = 0,
            .maximum = belowOne,
            .tier = ParamTier::Advanced};
}

std::vector<ParamSpec> adamConstants()
{
    return {fraction("beta1", "Beta 1", "Decay of the running mean of the gradient.", 0.9),
            fraction("beta2", "Beta 2", "Decay of the running mean of its square.", 0.999),
            {.id = "epsilon",
             .title = "Epsilon",
             .help = "Added to the denominator of the update.",
             .defaultValue = 1e-8,
             .minimum = 1e-16,
             .maximum = 1,
             .scale = ParamScale::Logarithmic,
             .tier = ParamTier::Advanced}};
}

std::vector<ParamSpec> withAdamConstants(std::vector<ParamSpec> params)
{
    for (ParamSpec& constant : adamConstants())
        params.push_back(std::move(constant));
    return params;
}

} // namespace

const Catalog& optimizerCatalog()
{
    static const Catalog catalog{
        {.id = "adam",
         .title = "Adam",
         .help = "Adaptive moments (Kingma & Ba 2015), with weight decay as in the papers "
                 "(coupled) or beside the step.",
         .parameters = withAdamConstants({learningRate(1e-3), weightDecay(1e-4), decay()})},
        {.id = "adamw",
         .title = "AdamW",
         .help = "Adam with decoupled weight decay (Loshchilov & Hutter 2019).",
         .parameters = withAdamConstants({learningRate(1e-3), weightDecay(1.0)})},
        {.id = "sgd",
         .title = "SGD",
         .help = "Stochastic gradient descent, with or without momentum.",
         .parameters = {learningRate(0.1), weightDecay(0.0), decay(),
                        fraction("momentum", "Momentum", "Share of the last update that goes on.",
                                 0.0)}},
    };
    return catalog;
}

} // namespace grokking
