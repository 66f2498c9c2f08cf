// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/generated_data.h"

#include "app/shared/new_file.h"
#include "core/spec/param_spec.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"

#include <algorithm>
#include <cctype>
#include <ostream>
#include <string>

namespace grokking {

namespace {

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

void writeNames(std::ostream& stream, const char* letter, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        stream << ',' << letter << i;
}

template <class Number>
std::int64_t widthOf(const Array<Number>& train, const Array<Number>& test)
{
    return std::max(train.rowSize(), test.rowSize()); // a split may be empty
}

void writeHeader(std::ostream& stream, const Dataset& dataset)
{
    stream << "split";
    if (const auto* train = std::get_if<SequenceTargets>(&dataset.train.targets))
        writeNames(stream, "y",
                   widthOf(train->labels, std::get<SequenceTargets>(dataset.test.targets).labels));
    else
        stream << (classCount(dataset.train.targets) > 0 ? ",class" : ",y");
    if (dataset.grouping)
        stream << ',' << csvField(lowerCase(dataset.grouping->title)) << ",subsampled";
    writeNames(stream, "x", widthOf(dataset.train.inputs, dataset.test.inputs));
    writeNames(stream, "t", widthOf(dataset.train.tokens, dataset.test.tokens));
    stream << '\n';
}

std::string targetText(const Targets& targets, std::int64_t example)
{
    if (const auto* classes = std::get_if<ClassTargets>(&targets))
        return "," + std::to_string(classes->labels[static_cast<std::size_t>(example)]);
    if (const auto* numbers = std::get_if<RealTargets>(&targets))
        return "," + valueText(numbers->values[static_cast<std::size_t>(example)]);
    std::string text;
    for (const std::int32_t label : std::get<SequenceTargets>(targets).labels.row(example))
        text += label < 0 ? "," : "," + std::to_string(label);
    return text;
}

void writeExamples(std::ostream& stream, const char* split, const Examples& examples,
                   const std::optional<Grouping>& grouping)
{
    for (std::int64_t i = 0; i < examples.size(); ++i) {
        std::string line = split + targetText(examples.targets, i);
        if (grouping) {
            const auto group =
                static_cast<std::size_t>(examples.groups[static_cast<std::size_t>(i)]);
            line += "," + csvField(grouping->names[group])
                    + (grouping->subsampled[group] ? ",1" : ",0");
        }
        if (examples.inputs.rows() > 0)
            for (const double value : examples.inputs.row(i))
                line += "," + valueText(value);
        if (examples.tokens.rows() > 0)
            for (const std::int32_t token : examples.tokens.row(i))
                line += "," + std::to_string(token);
        stream << line << '\n';
    }
}

} // namespace

void writeDataCsv(std::ostream& stream, const Dataset& dataset)
{
    writeHeader(stream, dataset);
    writeExamples(stream, "train", dataset.train, dataset.grouping);
    writeExamples(stream, "test", dataset.test, dataset.grouping);
}

Status exportData(const ExperimentSpec& spec, const std::filesystem::path& file)
{
    if (const auto problem = dataMemoryProblem(spec))
        return *problem;
    const auto dataset = prepareDataset(spec);
    if (!dataset)
        return dataset.error();
    return writeNewFile(file, [&](std::ostream& stream) { writeDataCsv(stream, *dataset); });
}

} // namespace grokking
