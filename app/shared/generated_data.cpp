// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/generated_data.h"

#include "core/spec/param_spec.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <string>

namespace grokking {

namespace {

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// Returns a field as RFC 4180 wants it.
std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string field = "\"";
    for (const char c : text)
        field += c == '"' ? std::string("\"\"") : std::string(1, c);
    return field + "\"";
}

void writeHeader(std::ostream& stream, const Dataset& dataset)
{
    stream << "split,class";
    if (dataset.grouping)
        stream << ',' << quoted(lowerCase(dataset.grouping->title)) << ",subsampled";
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
            line +=
                "," + quoted(grouping->names[group]) + (grouping->subsampled[group] ? ",1" : ",0");
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
    if (std::ifstream(file))
        return Error{ErrorCode::FileExists, "this file exists; choose another name", file.string()};
    if (const auto problem = dataMemoryProblem(spec))
        return *problem;
    const auto dataset = prepareDataset(spec);
    if (!dataset)
        return dataset.error();
    std::ofstream stream(file, std::ios::binary);
    writeDataCsv(stream, *dataset);
    stream.flush();
    if (stream)
        return Success{};
    return Error{ErrorCode::FileAccess, "this file cannot be written; choose another folder",
                 file.string()};
}

} // namespace grokking
