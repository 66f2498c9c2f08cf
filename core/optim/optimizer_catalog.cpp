// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/optimizer_catalog.h"

#include <initializer_list>

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

ParamSpec strength(const char* id, const char* title, const char* help)
{
    return {.id = id,
            .title = title,
            .help = help,
            .defaultValue = 0.0,
            .minimum = 0,
            .maximum = 1e6,
            .scale = ParamScale::Logarithmic,
            .tier = ParamTier::Advanced,
            .zeroText = "none"};
}

ParamSpec grokfastMemory()
{
    ParamSpec setting = fraction("grokfastAlpha", "Grokfast memory",
                                 "Decay of that running mean (Lee et al. 2024).", 0.98);
    setting.activeWhile = {"grokfastLambda", {"0"}, ParamCondition::Test::NoneOf};
    return setting;
}

// What every optimizer has besides its own.
std::vector<ParamSpec> sharedSettings()
{
    return {
        {.id = "warmupSteps",
         .title = "Warm-up",
         .help = "Steps in which the learning rate rises in equal parts until it is full.",
         .unit = "steps",
         .kind = ParamKind::Integer,
         .defaultValue = 0,
         .minimum = 0,
         .maximum = 1e9,
         .scale = ParamScale::Logarithmic,
         .tier = ParamTier::Advanced,
         .zeroText = "none"},
        strength("updateNoise", "Update noise",
                 "Standard deviation of normal noise added to each update, before the learning "
                 "rate (Hu et al. 2024: 1)."),
        strength("weightNoise", "Weight noise",
                 "Standard deviation of normal noise on every weight while a gradient is taken; "
                 "the weights themselves stay clean (Hu et al. 2024: 0.01)."),
        strength("normClamp", "Weight norm at most",
                 "All weights are scaled back to this Euclidean norm after an update that takes "
                 "them beyond it (Liu et al. 2023)."),
        strength("grokfastLambda", "Grokfast strength",
                 "Factor on the running mean of the gradient that is added to it, to amplify what "
                 "changes slowly (Lee et al. 2024: 2)."),
        grokfastMemory(),
        {.id = "orthogonalGradient",
         .title = "Orthogonal gradient",
         .help = "Whether the part of the gradient that only scales the weights of a block is "
                 "taken out of it (Prieto et al. 2025).",
         .kind = ParamKind::Boolean,
         .defaultValue = false,
         .tier = ParamTier::Advanced},
    };
}

std::vector<ParamSpec> joined(std::initializer_list<std::vector<ParamSpec>> groups)
{
    std::vector<ParamSpec> all;
    for (const std::vector<ParamSpec>& group : groups)
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

} // namespace

const Catalog& optimizerCatalog()
{
    static const Catalog catalog{
        {.id = "adam",
         .title = "Adam",
         .help = "Adaptive moments (Kingma & Ba 2015), with weight decay as in the papers "
                 "(coupled) or beside the step.",
         .parameters = joined({{learningRate(1e-3), weightDecay(1e-4), decay()},
                               adamConstants(),
                               sharedSettings()})},
        {.id = "adamw",
         .title = "AdamW",
         .help = "Adam with decoupled weight decay (Loshchilov & Hutter 2019).",
         .parameters =
             joined({{learningRate(1e-3), weightDecay(1.0)}, adamConstants(), sharedSettings()})},
        {.id = "sgd",
         .title = "SGD",
         .help = "Stochastic gradient descent, with or without momentum.",
         .parameters = joined(
             {{learningRate(0.1), weightDecay(0.0), decay(),
               fraction("momentum", "Momentum", "Share of the last update that goes on.", 0.0)},
              sharedSettings()})},
        {.id = "muon",
         .title = "Muon",
         .help = "Momentum whose singular values are brought near one (Jordan et al. 2024), for "
                 "all weights that are matrices; AdamW for biases and other vectors.",
         .parameters = joined(
             {{learningRate(0.02),
               weightDecay(0.0),
               fraction("matrixMomentum", "Momentum of matrices",
                        "Share of the last direction that goes on, with Nesterov's look ahead.",
                        0.95),
               {.id = "adamLearningRate",
                .title = "Learning rate of vectors",
                .help = "Size of an update of what is not a matrix, which Adam does.",
                .defaultValue = 3e-4,
                .minimum = 0,
                .maximum = 1e3,
                .scale = ParamScale::Logarithmic,
                .tier = ParamTier::Advanced}},
              adamConstants(),
              sharedSettings()})},
    };
    return catalog;
}

} // namespace grokking
