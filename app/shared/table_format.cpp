// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/table_format.h"

#include "app/shared/grouped.h"
#include "app/shared/new_file.h"
#include "core/spec/value_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;
using Cells = TableCells;

constexpr std::array verdicts{Verdict::Grokked,   Verdict::Together, Verdict::Ungrokked,
                              Verdict::Memorized, Verdict::Failed,   Verdict::Diverged};

std::size_t countOf(const RunGroupSummary& summary, Verdict verdict)
{
    const auto found = summary.verdicts.find(verdict);
    return found == summary.verdicts.end() ? 0 : found->second;
}

std::string fixed(double value)
{
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.3f", value);
    return buffer.data();
}

std::string stepsText(const std::optional<StepCount>& count)
{
    if (!count)
        return "-";
    const double whole = std::floor(count->steps);
    const std::string text = grouped(static_cast<std::int64_t>(whole))
                             + (count->steps == whole ? "" : ".5"); // a median of whole numbers
    return (count->reached ? "" : "> ") + text;
}

std::string scoreText(const MeanScore& score)
{
    return score.runs == 0 ? "-" : fixed(score.mean);
}

// Returns "3 memorized, 1 failed, 2 unfinished".
std::string othersText(const RunGroupSummary& summary)
{
    std::string text;
    const auto add = [&text](std::size_t count, std::string_view what) {
        if (count > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(what);
    };
    for (const Verdict verdict : verdicts) {
        if (verdict != Verdict::Grokked)
            add(countOf(summary, verdict), verdictName(verdict));
    }
    add(summary.unfinished, "unfinished");
    return text.empty() ? "-" : text;
}

Cells headings(const GroupTable& table)
{
    Cells cells{"group", "runs", "grokked", "otherwise", "t1", "t2", "gap"};
    for (const std::int64_t step : table.steps)
        cells.push_back("test at " + grouped(step));
    cells.insert(cells.end(), {"best test", "final test", "final train", "LEHC share"});
    return cells;
}

Cells cellsOf(const GroupRow& row)
{
    const RunGroupSummary& summary = row.summary;
    Cells cells{row.group.label(),
                std::to_string(summary.runs),
                std::to_string(countOf(summary, Verdict::Grokked)),
                othersText(summary),
                stepsText(summary.t1),
                stepsText(summary.t2),
                stepsText(summary.gap)};
    for (const MeanScore& score : summary.testScores)
        cells.push_back(scoreText(score));
    cells.insert(cells.end(), {scoreText(summary.bestTest), scoreText(summary.finalTest),
                               scoreText(summary.finalTrain),
                               summary.lehcShare ? fixed(*summary.lehcShare) : "-"});
    return cells;
}

// Takes out the columns of test scores at steps that no run came to.
GroupTable withoutEmptySteps(GroupTable table)
{
    for (std::size_t i = table.steps.size(); i-- > 0;) {
        const auto place = static_cast<std::ptrdiff_t>(i);
        const bool isEmpty = std::ranges::all_of(
            table.rows, [i](const GroupRow& row) { return row.summary.testScores[i].runs == 0; });
        if (!isEmpty)
            continue;
        table.steps.erase(table.steps.begin() + place);
        for (GroupRow& row : table.rows)
            row.summary.testScores.erase(row.summary.testScores.begin() + place);
    }
    return table;
}

bool isText(std::size_t column)
{
    return column == 0 || column == 3; // group and otherwise; the rest are numbers
}

std::string plainTable(const GroupTable& table)
{
    const auto rows = tableRows(table);
    std::vector<std::size_t> widths(rows.front().size());
    for (const Cells& cells : rows) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            widths[i] = std::max(widths[i], cells[i].size());
    }
    std::string text;
    for (const Cells& cells : rows) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string space(widths[i] - cells[i].size(), ' ');
            line += (i == 0 ? "" : "  ") + (isText(i) ? cells[i] + space : space + cells[i]);
        }
        text += line + "\n";
    }
    return text;
}

std::string markdownTable(const GroupTable& table)
{
    const auto lineOf = [](const Cells& cells) {
        std::string line = "|";
        for (const std::string& cell : cells)
            line += " " + cell + " |";
        return line + "\n";
    };
    auto rows = tableRows(table);
    Cells rule;
    for (std::size_t i = 0; i < rows.front().size(); ++i)
        rule.push_back(isText(i) ? "---" : "---:");
    rows.insert(rows.begin() + 1, rule);
    std::string text;
    for (const Cells& cells : rows)
        text += lineOf(cells);
    return text;
}

void addSteps(Json& object, const std::string& name, const std::optional<StepCount>& count)
{
    object[name] = count && count->reached ? Json(count->steps) : Json();
    object[name + "_more_than"] = count && !count->reached ? Json(count->steps) : Json();
}

void addScore(Json& object, const std::string& name, const MeanScore& score)
{
    object[name] = score.runs > 0 ? Json(score.mean) : Json();
}

// Returns a row with the same keys for each row of a table.
Json objectOf(const GroupRow& row)
{
    const RunGroupSummary& summary = row.summary;
    Json object{{"group", row.group.label()},
                {"preset", row.group.preset.empty() ? Json() : Json(row.group.preset)}};
    object["settings"] = Json::object();
    for (const auto& [path, value] : row.group.settings)
        object["settings"][path] = jsonValue(value);
    object["runs"] = summary.runs;
    for (const Verdict verdict : verdicts)
        object[std::string(verdictName(verdict))] = countOf(summary, verdict);
    object["unfinished"] = summary.unfinished;
    addSteps(object, "t1", summary.t1);
    addSteps(object, "t2", summary.t2);
    addSteps(object, "gap", summary.gap);
    for (const MeanScore& score : summary.testScores)
        addScore(object, "test_at_" + std::to_string(score.step), score);
    addScore(object, "best_test", summary.bestTest);
    addScore(object, "final_test", summary.finalTest);
    const bool known = summary.finalTest.runs > 0;
    object["final_test_lowest"] = known ? Json(summary.finalTest.lowest) : Json();
    object["final_test_highest"] = known ? Json(summary.finalTest.highest) : Json();
    addScore(object, "final_train", summary.finalTrain);
    object["lehc_share"] = summary.lehcShare ? Json(*summary.lehcShare) : Json();
    for (const Phase phase :
         {Phase::Comprehension, Phase::Grokking, Phase::Memorization, Phase::Confusion}) {
        const auto found = summary.phases.find(phase);
        object["phase_" + std::string(phaseName(phase))] =
            found == summary.phases.end() ? 0 : found->second;
    }
    return object;
}

std::string jsonTable(const GroupTable& table)
{
    std::string text;
    for (const GroupRow& row : table.rows)
        text += jsonLine(objectOf(row)) + "\n";
    return text;
}

std::string csvCell(const Json& value)
{
    if (value.is_null())
        return "";
    return csvField(value.is_string() ? value.get<std::string>() : jsonLine(value));
}

std::string csvTable(const GroupTable& table)
{
    // The names of the columns stand even above no rows.
    GroupRow empty{};
    for (const std::int64_t step : table.steps)
        empty.summary.testScores.push_back({.step = step});
    std::string text;
    const Json names = objectOf(empty);
    for (const auto& [name, value] : names.items())
        text += (text.empty() ? "" : ",") + name;
    text += "\n";
    for (const GroupRow& row : table.rows) {
        std::string line;
        const Json object = objectOf(row);
        for (const auto& [name, value] : object.items())
            line += (name == "group" ? "" : ",") + csvCell(value);
        text += line + "\n";
    }
    return text;
}

} // namespace

std::vector<TableCells> tableRows(const GroupTable& table)
{
    const GroupTable shown = withoutEmptySteps(table);
    std::vector<TableCells> rows{headings(shown)};
    for (const GroupRow& row : shown.rows)
        rows.push_back(cellsOf(row));
    return rows;
}

const std::vector<std::string>& tableFormats()
{
    static const std::vector<std::string> formats{"text", "markdown", "csv", "json"};
    return formats;
}

std::string tableAs(std::string_view format, const GroupTable& table)
{
    if (format == "markdown")
        return markdownTable(table);
    if (format == "csv")
        return csvTable(table);
    return format == "json" ? jsonTable(table) : plainTable(table);
}

} // namespace grokking
