// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_arrangement.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <numeric>

namespace grokking {

namespace {

constexpr int twoColumnsFrom = 560; // pixels
constexpr int threeColumnsFrom = 1320;
constexpr double smallestWeight = 0.1;
constexpr double largestWeight = 10.0;

double weightFrom(const QJsonValue& value)
{
    return std::clamp(value.toDouble(1.0), smallestWeight, largestWeight);
}

} // namespace

QByteArray arrangementToJson(const ViewArrangement& arrangement)
{
    QJsonArray views;
    for (const PlacedView& view : arrangement.views)
        views.append(QJsonObject{{"id", view.id},
                                 {"visible", view.visible},
                                 {"wholeRow", view.wholeRow},
                                 {"width", view.width},
                                 {"height", view.height}});
    return QJsonDocument(QJsonObject{{"views", views},
                                     {"maximized", arrangement.maximized},
                                     {"linkedSteps", arrangement.linkedSteps}})
        .toJson(QJsonDocument::Compact);
}

Result<ViewArrangement> arrangementFromJson(const QByteArray& json)
{
    const QJsonValue views = QJsonDocument::fromJson(json).object().value("views");
    if (!views.isArray())
        return Error{ErrorCode::InvalidFile,
                     "The stored arrangement of the views cannot be read. The usual one is shown.",
                     "arrangement"};
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    ViewArrangement arrangement{.views = {},
                                .maximized = object.value("maximized").toString(),
                                .linkedSteps = object.value("linkedSteps").toBool(true)};
    for (const QJsonValue& value : views.toArray()) {
        const QJsonObject view = value.toObject();
        arrangement.views.push_back({.id = view.value("id").toString(),
                                     .visible = view.value("visible").toBool(true),
                                     .wholeRow = view.value("wholeRow").toBool(false),
                                     .width = weightFrom(view.value("width")),
                                     .height = weightFrom(view.value("height"))});
    }
    return arrangement;
}

int columnsFor(int width)
{
    return width < twoColumnsFrom ? 1 : width < threeColumnsFrom ? 2 : 3;
}

std::vector<ViewRow> rowsOf(std::span<const PlacedView> shown, int columns)
{
    std::vector<ViewRow> rows;
    for (std::size_t view = 0; view < shown.size(); ++view) {
        const bool begins = rows.empty() || shown[view].wholeRow || shown[view - 1].wholeRow
                            || rows.back().count() == static_cast<std::size_t>(columns);
        if (begins)
            rows.push_back({view, view});
        ++rows.back().end;
    }
    return rows;
}

std::vector<int> sharedOut(int total, std::span<const double> weights, int minimum)
{
    return sharedOut(total, weights, std::vector<int>(weights.size(), minimum));
}

std::vector<int> sharedOut(int total, std::span<const double> weights, std::vector<int> minimums)
{
    if (std::accumulate(minimums.begin(), minimums.end(), 0) > total)
        for (int& minimum : minimums)
            minimum = std::min(minimum, total / static_cast<int>(minimums.size()));
    std::vector<int> sizes(weights.size(), 0); // 0: shares what is left
    const auto openWeight = [&] {
        double sum = 0.0;
        for (std::size_t part = 0; part < weights.size(); ++part)
            sum += sizes[part] == 0 ? weights[part] : 0.0;
        return sum;
    };
    for (bool settled = false; !settled;) {
        settled = true;
        const double weight = openWeight();
        const double left = total - std::accumulate(sizes.begin(), sizes.end(), 0);
        for (std::size_t part = 0; part < weights.size(); ++part)
            if (sizes[part] == 0 && left * weights[part] / weight < minimums[part]) {
                sizes[part] = minimums[part];
                settled = false;
            }
    }
    double weight = openWeight();
    double left = total - std::accumulate(sizes.begin(), sizes.end(), 0);
    for (std::size_t part = 0; part < weights.size(); ++part)
        if (sizes[part] == 0) {
            sizes[part] = static_cast<int>(left * weights[part] / weight + 0.5);
            left -= sizes[part];
            weight -= weights[part];
        }
    return sizes;
}

} // namespace grokking
