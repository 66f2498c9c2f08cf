// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/landscape_report.h"

#include "app/shared/new_file.h"
#include "core/spec/param_spec.h"
#include "core/spec/value_json.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <map>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

std::string numberText(double value)
{
    return std::isfinite(value) ? valueText(value) : "";
}

std::string stepText(const std::optional<std::int64_t>& step)
{
    return step ? std::to_string(*step) : "";
}

// Returns a line for each place; `rest` says what stands behind its values on the axes.
template <class Rest>
std::string gridCsv(const LandscapePlane& plane, const std::string& columns, Rest rest)
{
    std::string text =
        csvField(plane.acrossAxis.id) + "," + csvField(plane.upAxis.id) + "," + columns + "\n";
    const std::size_t count = plane.across.count;
    for (std::size_t place = 0; place < count * plane.up.count; ++place)
        text += numberText(plane.across.value(place % count)) + ","
                + numberText(plane.up.value(place / count)) + "," + rest(place) + "\n";
    return text;
}

Json axisJson(const LandscapeAxis& axis, const GridAxis& grid)
{
    Json json{{"id", axis.id}, {"title", axis.title}};
    for (std::size_t place = 0; place < grid.count; ++place)
        json["values"].push_back(grid.value(place));
    return json;
}

template <class ValueAt>
Json matrixJson(const LandscapePlane& plane, ValueAt valueAt)
{
    Json matrix = Json::array();
    for (std::size_t row = 0; row < plane.up.count; ++row) {
        Json values = Json::array();
        for (std::size_t column = 0; column < plane.across.count; ++column)
            values.push_back(valueAt(row * plane.across.count + column));
        matrix.push_back(std::move(values));
    }
    return matrix;
}

Json planeJson(const LandscapePlane& plane)
{
    return {{"across", axisJson(plane.acrossAxis, plane.across)},
            {"up", axisJson(plane.upAxis, plane.up)}};
}

Json stepJson(const std::optional<std::int64_t>& step)
{
    return step ? Json(*step) : Json(nullptr);
}

} // namespace

std::string landscapeCsv(const LandscapePlane& plane, const Landscape& landscape)
{
    return gridCsv(plane, "error,complexity,objective", [&](std::size_t place) {
        return numberText(landscape.error[place]) + "," + numberText(landscape.complexity[place])
               + "," + numberText(landscape.objective[place]);
    });
}

std::string basinCsv(const LandscapePlane& plane, const Basin& basin)
{
    return gridCsv(plane, "verdict,t1,t2,gap", [&](std::size_t place) {
        const BasinCell& cell = basin.cells[place];
        return std::string(verdictName(cell.verdict)) + "," + stepText(cell.t1) + ","
               + stepText(cell.t2) + "," + stepText(cell.gap);
    });
}

std::string landscapeJson(const LandscapePlane& plane, const Landscape& landscape)
{
    Json json = planeJson(plane);
    json["errorLabel"] = landscape.errorLabel;
    json["complexityLabel"] = landscape.complexityLabel;
    for (const auto& [name, values] : {std::pair{"error", &landscape.error},
                                       {"complexity", &landscape.complexity},
                                       {"objective", &landscape.objective}})
        json[name] = matrixJson(
            plane, [all = values](std::size_t place) { return (*all)[place]; }); // NaN: null
    return jsonLine(json) + "\n";
}

std::string basinJson(const LandscapePlane& plane, const Basin& basin)
{
    Json json = planeJson(plane);
    json["verdict"] = matrixJson(plane, [&](std::size_t place) {
        return std::string(verdictName(basin.cells[place].verdict));
    });
    for (const auto& [name, step] :
         {std::pair{"t1", &BasinCell::t1}, {"t2", &BasinCell::t2}, {"gap", &BasinCell::gap}})
        json[name] = matrixJson(plane, [&basin, member = step](std::size_t place) {
            return stepJson(basin.cells[place].*member);
        });
    return jsonLine(json) + "\n";
}

std::string basinText(const Basin& basin)
{
    std::map<Verdict, std::size_t> counts;
    for (const BasinCell& cell : basin.cells)
        ++counts[cell.verdict];
    const std::size_t grokked = counts[Verdict::Grokked];
    std::array<char, 16> percent{};
    std::snprintf(percent.data(), percent.size(), "%.1f",
                  100.0 * static_cast<double>(grokked) / static_cast<double>(basin.cells.size()));
    std::string text = "grokked " + std::to_string(grokked) + " of "
                       + std::to_string(basin.cells.size()) + " starts (" + percent.data() + " %)";
    for (const auto& [verdict, count] : counts)
        if (verdict != Verdict::Grokked)
            text += ", " + std::string(verdictName(verdict)) + " " + std::to_string(count);
    return text;
}

} // namespace grokking
