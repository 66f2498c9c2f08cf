// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The seam between the science of one family of models and everything else: one Trainer loop
// drives every learner through this interface. A learner owns its parameters and optimizer state
// and borrows the data set. One thread at a time may use it, the run's own.
#pragma once

#include "core/data/dataset.h"
#include "core/events/training_event.h"
#include "core/spec/experiment_spec.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

// What a learner is made from. `dataset` outlives the learner.
struct LearnerContext {
    const Dataset& dataset;
    EntrySpec learner;   // valid settings of the entry
    EntrySpec optimizer; // likewise
    std::string engine;  // "auto", "fused" or "libtorch"
    std::string device;  // "auto", "cpu" or "cuda:N"
    std::uint64_t initializationSeed = 0;
    std::uint64_t noiseSeed = 0;
    std::uint64_t evaluationSeed = 0;
};

// How well a whole split is predicted, with clean weights.
struct Evaluation {
    double loss = 0.0;                 // mean over the examples, without penalties
    double score = 0.0;                // accuracy, else 1 - MSE / variance
    std::vector<std::uint8_t> correct; // per example 1 or 0; empty without accuracy
    // Of a classifier, per example; empty for other learners. Of sequences, whose examples are
    // correct only if every position asked for is, these are of the first position asked for: in an
    // equation the answer.
    std::vector<std::int32_t> predicted; // class of the largest output, the first of equals
    std::vector<float> margins;          // output of the label minus the largest other output
    std::optional<double> logitNorm;     // of a classifier: mean Euclidean norm of the logits
    std::optional<double> expectedLoss;  // of training examples: loss with noisy weights, if a
                                         // learner has such; an estimate
};

// A loss with its gradient for every parameter.
struct Objective {
    double value = 0.0;
    std::vector<double> gradient;
};

// What a learner computes on given inputs, layer by layer.
struct Probe {
    std::vector<Array<double>> activations; // one (examples, units) per hidden layer
    Array<double> outputs;                  // (examples, outputs): logits of a classifier; of
                                            // sequences those of the first position asked for;
                                            // predictions of a regression
};

// The prior over functions that a Gaussian process has at its present parameters.
struct FunctionPrior {
    std::vector<double> lengthscales; // one for all inputs, or one for each
    // 1/2 log det K of the function at the training inputs; not told where K is never factored.
    std::optional<double> halfLogDeterminant;
};

// What a learner predicts at some inputs, and how sure it is: one of each per example.
struct PredictiveBand {
    std::vector<double> middle;
    std::vector<double> low;
    std::vector<double> high;
    std::string label; // what the three are: "Posterior mean and 2 standard deviations"
};

class Learner
{
public:
    virtual ~Learner() = default;
    Learner(const Learner&) = delete;
    Learner& operator=(const Learner&) = delete;

    // Performs update number `step` (0, 1, ...) on the training examples of these indices; an
    // empty span means all of them. Returns whether it was made: once stop is requested it may be
    // given up without a trace.
    virtual bool step(std::int64_t step, std::span<const std::int32_t> batch,
                      const std::stop_token& stop) = 0;

    // Evaluates a whole split. Changes nothing; incomplete once stop is requested.
    [[nodiscard]] virtual Evaluation evaluate(Split split, const std::stop_token& stop) = 0;

    // Returns whether the score is an accuracy, and evaluations say which examples are right.
    [[nodiscard]] virtual bool scoresAreAccuracies() const { return true; }

    // Return the coordinates in the error-complexity plane; `train` is evaluate(Split::Train).
    [[nodiscard]] virtual double error(const Evaluation& train) = 0;
    [[nodiscard]] virtual double complexity() = 0;
    // Returns what training minimizes over the whole training set, but for the optimizer's decay.
    [[nodiscard]] virtual double minimized(const Evaluation& train) { return train.loss; }
    // Return the axis labels of the first two.
    [[nodiscard]] virtual std::string errorLabel() const = 0;
    [[nodiscard]] virtual std::string complexityLabel() const = 0;
    // Returns how many bits describe the parameters, of learners that define it.
    [[nodiscard]] virtual std::optional<double> descriptionLength() { return std::nullopt; }

    // Returns name, shape and offset of each block of the flat parameter vector.
    [[nodiscard]] virtual std::vector<ParameterBlock> parameterBlocks() const = 0;
    // Returns a name for each element of the flat parameter vector: by default that of its block,
    // with a number in blocks of several.
    [[nodiscard]] virtual std::vector<std::string> parameterNames() const;
    // Returns the flat parameter vector; exact for float32 and float64.
    [[nodiscard]] virtual std::vector<double> parameters() const = 0;
    // Replaces all parameters; the size must match (asserts). For tests and what-if views.
    virtual void setParameters(std::span<const double> parameters) = 0;

    // Returns the gradient of evaluate(Split::Train).loss, in the order of parameters(): over the
    // whole training set, with noise off and without decay. Incomplete once stop is requested.
    [[nodiscard]] virtual std::vector<double> lossGradient(const std::stop_token& stop) = 0;
    // Returns that loss with its gradient.
    [[nodiscard]] Objective objective();

    // Returns activations and outputs for the inputs of some examples, which need no targets.
    [[nodiscard]] virtual Probe probe(const Examples& examples) = 0;

    // Returns the share of its attention that the position whose answer is read gives to each
    // position, (layers * heads, positions), as a mean over some examples, which need no targets.
    // Empty for learners without attention.
    [[nodiscard]] virtual Array<double> attention(const Examples& /*examples*/) { return {}; }

    // Returns the prior of a Gaussian process, nullopt of other learners.
    [[nodiscard]] virtual std::optional<FunctionPrior> functionPrior() { return std::nullopt; }

    // Returns what it predicts at inputs (examples, features) with how far it may be off; nullopt
    // for learners that do not say.
    [[nodiscard]] virtual std::optional<PredictiveBand>
    predictiveBand(const Array<double>& /*inputs*/)
    {
        return std::nullopt;
    }

    // Changes a live setting of the optimizer ("learningRate", "weightDecay") from the next step.
    virtual void setOptimizerSetting(std::string_view id, double value) = 0;
    // Returns its present value.
    [[nodiscard]] virtual double optimizerSetting(std::string_view id) const = 0;

    // Returns everything a later process needs to go on bit by bit: parameters and optimizer
    // state, but not the settings, which are in the spec.
    [[nodiscard]] virtual std::vector<std::byte> saveState() const = 0;
    // Takes a state that saveState() of an equal spec returned; fails (InvalidFile) on any other.
    virtual Status restoreState(std::span<const std::byte> state) = 0;

    // Returns facts about the libraries and device that compute, for the run's record.
    [[nodiscard]] virtual Environment environment() const = 0;

protected:
    Learner() = default;
};

// Returns the size of a data set that has been made.
[[nodiscard]] DatasetShape shapeOf(const Dataset& dataset);

} // namespace grokking
