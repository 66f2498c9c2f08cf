// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_settings.h"

#include "core/data/size_settings.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace grokking {

namespace {

std::string optionalText(const Parameters& values, const std::string& id)
{
    return std::string(trimmed(valueText(values.at(id))));
}

// Returns the words between commas.
std::vector<std::string> listed(const std::string& text)
{
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        if (const auto word = trimmed(std::string_view(text).substr(begin, end - begin));
            !word.empty())
            words.emplace_back(word);
        begin = end + 1;
    }
    return words;
}

ParamSpec fileParameter(const std::string& columns)
{
    return {.id = "file",
            .title = "Table",
            .help = "A text file with one row per sample: " + columns
                    + ", separated by commas, semicolons or tabs, decimals with a point, in UTF-8.",
            .kind = ParamKind::File,
            .defaultValue = std::string()};
}

ParamSpec ignoredParameter()
{
    return {.id = "ignored",
            .title = "Columns left out",
            .help = "Columns that are no inputs, such as an index: names or numbers, with commas "
                    "between them.",
            .kind = ParamKind::Text,
            .optional = true,
            .zeroText = "none"};
}

ParamSpec trainFractionParameter(std::string help)
{
    return {.id = "trainFraction",
            .title = "Train fraction",
            .help = std::move(help),
            .defaultValue = 0.5,
            .minimum = 0,
            .maximum = 1};
}

std::vector<ParamSpec> tableParameters()
{
    return {
        fileParameter("columns of numbers and one of classes"),
        {.id = "label",
         .title = "Class column",
         .help = "The column of the classes, words or numbers: its name, or its number from 1. "
                 "Empty: the last one.",
         .kind = ParamKind::Text,
         .optional = true,
         .zeroText = "the last one"},
        {.id = "subclass",
         .title = "Subclass column",
         .help = "The column of the subclasses: its name, or its number from 1. Empty: there are "
                 "none.",
         .kind = ParamKind::Text,
         .optional = true,
         .zeroText = "none"},
        ignoredParameter(),
        {.id = "standardize",
         .title = "Standardize",
         .help = "Gives each column mean 0 and variance 1 over the training rows.",
         .kind = ParamKind::Boolean,
         .defaultValue = true},
    };
}

std::vector<ParamSpec> splitParameters()
{
    ParamSpec rows =
        trainingSamples(0, "Training rows in all, divided among the groups by Eq. 1 of "
                           "Carvalho et al. Not set: all rows of the train fraction.");
    rows.id = "trainRows";
    rows.title = "Training rows N";
    rows.unit = "rows";
    rows.defaultValue = {};
    rows.optional = true;
    return {
        trainFractionParameter(
            "Share of each subclass, or without subclasses of each class, that is there to train "
            "on; the data seed draws which rows. All others are the test set."),
        std::move(rows),
        {.id = "f",
         .title = "Imbalance f",
         .help = "Share of their training rows that the subsampled subclasses keep: 0 removes "
                 "them, 1 keeps all. The test set stays as it is.",
         .defaultValue = 1.0,
         .minimum = 0,
         .maximum = 1},
        {.id = "subsampledPerClass",
         .title = "Subsampled per class",
         .help = "Subclasses of each class that keep the share f, all but one at most; the seed "
                 "of subsampling draws which.",
         .kind = ParamKind::Integer,
         .defaultValue = 1,
         .minimum = 0,
         .maximum = 1000},
        {.id = "subsampled",
         .title = "Subsampled by name",
         .help = "Subclasses, or classes as a whole, that keep the share f, with commas between "
                 "them. Empty: drawn, so many per class as said above.",
         .kind = ParamKind::Text,
         .optional = true,
         .zeroText = "drawn"},
    };
}

std::vector<ParamSpec> formatParameters()
{
    return {
        {.id = "delimiter",
         .title = "Delimiter",
         .help = "What stands between two fields of a row.",
         .kind = ParamKind::Choice,
         .defaultValue = "detected",
         .tier = ParamTier::Advanced,
         .choices = {{"detected", "Detected", "That which cuts the first rows alike."},
                     {"comma", "Comma", ""},
                     {"semicolon", "Semicolon", ""},
                     {"tab", "Tab", ""}}},
        {.id = "header",
         .title = "Header",
         .help = "Whether the first row names the columns.",
         .kind = ParamKind::Choice,
         .defaultValue = "detected",
         .tier = ParamTier::Advanced,
         .choices = {{"detected", "Detected",
                      "It does if it has words where the second row has numbers."},
                     {"present", "Present", ""},
                     {"absent", "Absent", ""}}},
    };
}

// Returns how a file is read, without the column to be learned.
CsvFormat formatOf(const Parameters& values)
{
    const std::string& delimiter = textValue(values, "delimiter");
    const std::string& header = textValue(values, "header");
    return {.file = textValue(values, "file"),
            .delimiter = delimiter == "comma"       ? ','
                         : delimiter == "semicolon" ? ';'
                         : delimiter == "tab"       ? '\t'
                                                    : '\0',
            .header = header == "present"  ? CsvHeader::Present
                      : header == "absent" ? CsvHeader::Absent
                                           : CsvHeader::Detected,
            .ignored = listed(optionalText(values, "ignored"))};
}

} // namespace

std::vector<ParamSpec> csvParameters()
{
    std::vector<ParamSpec> parameters = tableParameters();
    std::ranges::move(splitParameters(), std::back_inserter(parameters));
    std::ranges::move(formatParameters(), std::back_inserter(parameters));
    return parameters;
}

std::vector<ParamSpec> csvNumbersParameters()
{
    std::vector<ParamSpec> parameters{
        fileParameter("columns of numbers"),
        {.id = "target",
         .title = "Target column",
         .help = "The column of the numbers to predict: its name, or its number from 1. Empty: the "
                 "last one.",
         .kind = ParamKind::Text,
         .optional = true,
         .zeroText = "the last one"},
        ignoredParameter(),
        {.id = "standardize",
         .title = "Standardize",
         .help = "Gives each column, that of the target too, mean 0 and variance 1 over the "
                 "training rows.",
         .kind = ParamKind::Boolean,
         .defaultValue = true},
        trainFractionParameter("Share of the rows that is there to train on; the data seed draws "
                               "which. All others are the test set."),
    };
    std::ranges::move(formatParameters(), std::back_inserter(parameters));
    return parameters;
}

CsvFormat csvNumbersFormat(const Parameters& values)
{
    CsvFormat format = formatOf(values);
    format.label = optionalText(values, "target");
    format.labelSetting = "target";
    return format;
}

CsvFormat csvFormat(const Parameters& values)
{
    CsvFormat format = formatOf(values);
    format.label = optionalText(values, "label");
    format.subclass = optionalText(values, "subclass");
    return format;
}

std::vector<std::string> csvSubsampledNames(const Parameters& values)
{
    return listed(optionalText(values, "subsampled"));
}

} // namespace grokking
