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

void writeHeader(std::ostream& stream, const Dataset& dataset)
{
    stream << "split,class";
    if (dataset.grouping)
        stream << ',' << csvField(lowerCase(dataset.grouping->title)) << ",subsampled";
    const std::int64_t features =
        std::max(dataset.train.inputs.rowSize(), dataset.test.inputs.rowSize());
    for (std::int64_t i = 0; i < features; ++i)
        stream << ",x" << i;
    stream << '\n';
}

void writeExamples(std::ostream& stream, const char* split, const Examples& examples,
                   const std::optional<Grouping>& grouping)
{
    const auto& labels = std::get<ClassTargets>(examples.targets).labels;
    for (std::int64_t i = 0; i < examples.size(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        std::string line = split;
        line += "," + std::to_string(labels[index]);
        if (grouping) {
            const auto group = static_cast<std::size_t>(examples.groups[index]);
            line += "," + csvField(grouping->names[group])
                    + (grouping->subsampled[group] ? ",1" : ",0");
        }
        for (const double value : examples.inputs.row(i))
            line += "," + valueText(value);
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
