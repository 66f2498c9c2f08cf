// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/data_report.h"
#include "core/spec/value_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <optional>
#include <sstream>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

std::string answer(Separability separability)
{
    switch (separability) {
    case Separability::Separable:
        return "yes";
    case Separability::Inseparable:
        return "no";
    case Separability::Undecided:
        return "not decided";
    }
    return "";
}

std::string decimals(double number, int digits)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << number;
    return text.str();
}

std::string significant(double number)
{
    std::ostringstream text;
    text << std::setprecision(2) << number;
    return text.str();
}

// Returns a symmetric matrix with names at both sides.
std::string matrixText(const Array<double>& matrix, const std::vector<std::string>& names)
{
    std::ostringstream text;
    const auto cell = [&](const std::string& content) { text << std::setw(8) << content; };
    cell("");
    for (const std::string& name : names)
        cell(name);
    text << "\n";
    for (std::int64_t i = 0; i < matrix.rows(); ++i) {
        cell(names[static_cast<std::size_t>(i)]);
        for (const double distance : matrix.row(i))
            cell(decimals(distance, 4));
        text << "\n";
    }
    return text.str();
}

void writeSizes(std::ostream& text, const Grouping& grouping,
                const std::vector<std::int64_t>& drawnFrom)
{
    const std::string title = grouping.title == "Class" ? "class" : "subclass";
    std::size_t width = title.size();
    for (const std::string& name : grouping.names)
        width = std::max(width, name.size());
    const auto column = static_cast<int>(width);
    text << std::left << std::setw(column) << title << std::right << std::setw(8) << "train"
         << std::setw(8) << "test";
    if (!drawnFrom.empty())
        text << std::setw(12) << "drawn from";
    text << "\n";
    for (std::size_t i = 0; i < grouping.names.size(); ++i) {
        text << std::left << std::setw(column) << grouping.names[i] << std::right << std::setw(8)
             << grouping.trainingSize[i] << std::setw(8) << grouping.testSize[i];
        if (!drawnFrom.empty())
            text << std::setw(12) << drawnFrom[i];
        text << (grouping.subsampled[i] ? "  subsampled" : "") << "\n";
    }
}

void writeShares(std::ostream& text, const ShareShift& shares)
{
    text << "total variation of the subclass shares: " << decimals(shares.totalVariation, 4)
         << "\nKL(train || test): " << decimals(shares.klTrainTest, 4)
         << " nats\nKL(test || train): ";
    if (std::isinf(shares.klTestTrain))
        text << "infinite, since " << shares.removed
             << " subclasses of the test set have no training samples\n";
    else
        text << decimals(shares.klTestTrain, 4) << " nats\n";
}

Json jsonOf(const Array<double>& matrix)
{
    Json rows = Json::array();
    for (std::int64_t i = 0; i < matrix.rows(); ++i) {
        const auto row = matrix.row(i);
        rows.push_back(std::vector<double>(row.begin(), row.end()));
    }
    return rows;
}

Json jsonOf(const std::optional<Separability>& separability)
{
    return !separability || separability == Separability::Undecided
               ? Json(nullptr)
               : Json(separability == Separability::Separable);
}

std::string targetsText(const DatasetShape& shape)
{
    return shape.classes > 0 ? std::to_string(shape.classes) + " classes" : "a number to predict";
}

std::string inputsText(const DatasetShape& shape)
{
    return shape.hasTokens()
               ? std::to_string(shape.positions) + " tokens each of a vocabulary of "
                     + std::to_string(shape.vocabulary)
               : std::to_string(shape.features) + (shape.features == 1 ? " feature" : " features");
}

} // namespace

std::string dataReportText(const DataFacts& facts)
{
    std::ostringstream text;
    text << facts.shape.trainingExamples << " training and " << facts.shape.testExamples
         << " test samples, " << inputsText(facts.shape) << ", " << targetsText(facts.shape)
         << "\n\n";
    if (facts.grouping) {
        writeSizes(text, *facts.grouping, facts.drawnFrom);
        text << "\n";
    }
    if (facts.grouping && facts.geometry)
        text << "distances of subclass centroids:\n"
             << matrixText(distanceMatrix(facts.geometry->centroids), facts.grouping->names)
             << "\ndistances of class centroids:\n"
             << matrixText(distanceMatrix(classCentroids(*facts.geometry)),
                           classNames(*facts.grouping))
             << "\n";
    if (facts.shares)
        writeShares(text, *facts.shares);
    if (facts.trainSeparability && facts.testSeparability)
        text << "classes linearly separable: train " << answer(*facts.trainSeparability)
             << ", test " << answer(*facts.testSeparability) << "\n";
    if (facts.twoSample)
        text << "two-sample test (MMD): p = " << significant(facts.twoSample->pValue)
             << " (squared discrepancy " << significant(facts.twoSample->discrepancy) << "; "
             << facts.twoSample->trainExamples << " train and " << facts.twoSample->testExamples
             << " test samples, " << facts.twoSample->relabelings << " relabelings)\n";
    if (facts.domain)
        text << "domain classifier: p = " << significant(facts.domain->pValue) << " (tells train "
             << "from test with accuracy " << decimals(facts.domain->accuracy, 3) << " on "
             << facts.domain->pairs << " pairs held out)\n";
    return text.str();
}

std::string dataReportJson(const ExperimentSpec& spec, const DataFacts& facts)
{
    Json object{{"preset", spec.preset},
                {"data", spec.data.id},
                {"seed", spec.seed},
                {"train_samples", facts.shape.trainingExamples},
                {"test_samples", facts.shape.testExamples},
                {"features", facts.shape.features},
                {"positions", facts.shape.positions},
                {"vocabulary", facts.shape.vocabulary},
                {"classes", facts.shape.classes}};
    object["subclasses"] = Json::array();
    for (std::size_t i = 0; facts.grouping && i < facts.grouping->names.size(); ++i)
        object["subclasses"].push_back(
            {{"name", facts.grouping->names[i]},
             {"class", facts.grouping->classes[i]},
             {"train", facts.grouping->trainingSize[i]},
             {"test", facts.grouping->testSize[i]},
             {"drawn_from", facts.drawnFrom.empty() ? Json() : Json(facts.drawnFrom[i])},
             {"subsampled", bool(facts.grouping->subsampled[i])}});
    object["subclass_distances"] =
        facts.geometry ? jsonOf(distanceMatrix(facts.geometry->centroids)) : Json();
    object["class_distances"] =
        facts.geometry ? jsonOf(distanceMatrix(classCentroids(*facts.geometry))) : Json();
    const auto& shares = facts.shares;
    object["total_variation"] = shares ? Json(shares->totalVariation) : Json();
    object["kl_train_test"] = shares ? Json(shares->klTrainTest) : Json();
    object["kl_test_train"] =
        shares && std::isfinite(shares->klTestTrain) ? Json(shares->klTestTrain) : Json();
    object["removed_subclasses"] = shares ? Json(shares->removed) : Json();
    object["train_separable"] = jsonOf(facts.trainSeparability);
    object["test_separable"] = jsonOf(facts.testSeparability);
    object["two_sample_discrepancy"] =
        facts.twoSample ? Json(facts.twoSample->discrepancy) : Json();
    object["two_sample_p"] = facts.twoSample ? Json(facts.twoSample->pValue) : Json();
    object["domain_classifier_accuracy"] = facts.domain ? Json(facts.domain->accuracy) : Json();
    object["domain_classifier_p"] = facts.domain ? Json(facts.domain->pValue) : Json();
    return jsonLine(object);
}

} // namespace grokking
