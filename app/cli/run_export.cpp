// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_export.h"

#include "app/shared/new_file.h"
#include "core/events/observation_series.h"
#include "core/spec/param_spec.h"
#include "core/spec/value_json.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace grokking {

namespace {

// One column; whole numbers are exact in a double up to 2^53.
struct Column {
    std::string name;
    std::vector<double> values;
};

template <class Read>
void addColumn(std::vector<Column>& columns, const std::vector<Sampled>& samples, std::string name,
               Read read)
{
    Column column{std::move(name), {}};
    for (const Sampled& sample : samples)
        column.values.push_back(static_cast<double>(read(sample)));
    columns.push_back(std::move(column));
}

void addSplit(std::vector<Column>& columns, const std::vector<Sampled>& samples,
              const std::string& name, SplitScore Sampled::*split)
{
    const auto add = [&](const char* suffix, auto member) {
        addColumn(columns, samples, name + suffix,
                  [=](const Sampled& sample) { return (sample.*split).*member; });
    };
    add("_loss", &SplitScore::loss);
    add("_score", &SplitScore::score);
    add("_correct", &SplitScore::correct);
    add("_total", &SplitScore::total);
}

// Adds one column for a scalar, or one per name of a named vector; a step without an observation
// gives NaN.
void addObservations(std::vector<Column>& columns, const std::vector<Sampled>& samples,
                     const std::string& id, const std::vector<Observed>& observations)
{
    const Observation& first = observations.front().observation;
    const bool isScalar = std::holds_alternative<Scalar>(first.content);
    const std::vector<std::string> names = curveNames(first);
    for (std::size_t i = 0; i < names.size(); ++i) {
        Column column{isScalar ? id : id + ":" + names[i], {}};
        auto next = observations.begin();
        for (const Sampled& sample : samples) {
            while (next != observations.end() && next->step < sample.step)
                ++next;
            std::span<const double> values;
            if (next != observations.end() && next->step == sample.step)
                values = curveValues(next->observation);
            column.values.push_back(i < values.size() ? values[i]
                                                      : std::numeric_limits<double>::quiet_NaN());
        }
        columns.push_back(std::move(column));
    }
}

std::vector<Column> columnsOf(const RunHistory& history)
{
    const auto& samples = history.samples();
    std::vector<Column> columns;
    addColumn(columns, samples, "step", [](const Sampled& sample) { return sample.step; });
    addColumn(columns, samples, "epoch", [](const Sampled& sample) { return sample.epoch; });
    addSplit(columns, samples, "train", &Sampled::train);
    addSplit(columns, samples, "test", &Sampled::test);
    for (const auto& [name, member] :
         {std::pair{"error", &Sampled::error}, std::pair{"complexity", &Sampled::complexity},
          std::pair{"weight_norm", &Sampled::weightNorm},
          std::pair{"learning_rate", &Sampled::learningRate},
          std::pair{"weight_decay", &Sampled::weightDecay}})
        addColumn(columns, samples, name,
                  [m = member](const Sampled& sample) { return sample.*m; });
    for (const auto& [id, observations] : history.observations())
        addObservations(columns, samples, id, observations);
    return columns;
}

} // namespace

std::string exportCsv(const RunReport& report)
{
    const auto columns = columnsOf(report.history);
    std::string text;
    for (const Column& column : columns)
        text += (text.empty() ? "" : ",") + csvField(column.name);
    text += "\n";
    for (std::size_t row = 0; row < report.history.samples().size(); ++row) {
        std::string line;
        for (const Column& column : columns)
            line += (line.empty() ? "" : ",") + valueText(column.values[row]);
        text += line + "\n";
    }
    return text;
}

std::string exportJson(const RunReport& report)
{
    nlohmann::ordered_json root;
    root["id"] = report.id;
    for (const Column& column : columnsOf(report.history)) // NaN becomes null
        root["columns"][column.name] = column.values;
    return jsonLine(root) + "\n";
}

} // namespace grokking
