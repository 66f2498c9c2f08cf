// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/arrangement_keeper.h"

#include "widgets/curve_look.h"
#include "widgets/error_complexity_view.h"
#include "widgets/view_grid.h"

#include <QSettings>

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

constexpr auto settingsKey = "window/arrangement";
constexpr auto smoothingKey = "window/smoothing";
constexpr auto bandsKey = "window/seedsAsBands";
constexpr auto planeComplexityKey = "window/planeComplexity";
constexpr auto planeErrorKey = "window/planeError";
constexpr auto trainScoreName = "train-score";

// In the order of Smoothing.
QStringList smoothingNames()
{
    return {"off", "light", "medium", "strong"};
}

} // namespace

ArrangementKeeper::ArrangementKeeper(ViewGrid& grid, QObject* parent)
    : QObject(parent), m_grid(grid)
{
}

Status ArrangementKeeper::restore()
{
    connect(&m_grid, &ViewGrid::arrangementChanged, this, &ArrangementKeeper::save);
    const QByteArray stored = QSettings().value(settingsKey).toByteArray();
    if (stored.isEmpty())
        return Success{};
    const auto arrangement = arrangementFromJson(stored);
    if (!arrangement)
        return arrangement.error();
    m_grid.setArrangement(*arrangement);
    return Success{};
}

void ArrangementKeeper::keepLook(CurveLookActions& look)
{
    const QSettings settings;
    const auto smoothing = smoothingNames().indexOf(settings.value(smoothingKey).toString());
    look.setLook(
        {.smoothing = static_cast<Smoothing>(std::max<qsizetype>(0, smoothing)),
         .seeds = settings.value(bandsKey, true).toBool() ? SeedsLook::Bands : SeedsLook::Traces});
    connect(&look, &CurveLookActions::lookChanged, this, [](const CurveLook& chosen) {
        QSettings kept;
        kept.setValue(smoothingKey, smoothingNames()[static_cast<qsizetype>(chosen.smoothing)]);
        kept.setValue(bandsKey, chosen.seeds == SeedsLook::Bands);
    });
}

void ArrangementKeeper::keepAxes(ErrorComplexityView& plane)
{
    using ErrorAxis = PlaneAxes::Error;
    const QSettings settings;
    const bool isScore = settings.value(planeErrorKey).toString() == QLatin1String(trainScoreName);
    plane.setAxes({.complexity = settings.value(planeComplexityKey).toString(),
                   .error = isScore ? ErrorAxis::TrainScore : ErrorAxis::Native});
    connect(&plane, &ErrorComplexityView::axesChanged, this, [](const PlaneAxes& chosen) {
        QSettings kept;
        kept.setValue(planeComplexityKey, chosen.complexity);
        kept.setValue(planeErrorKey, chosen.error == ErrorAxis::TrainScore
                                         ? QString::fromLatin1(trainScoreName)
                                         : QString());
    });
}

void ArrangementKeeper::hold()
{
    m_held = m_grid.arrangement();
}

void ArrangementKeeper::release()
{
    if (const auto held = std::exchange(m_held, std::nullopt))
        m_grid.setArrangement(*held);
}

void ArrangementKeeper::save() const
{
    if (m_held)
        return;
    QSettings().setValue(settingsKey, arrangementToJson(m_grid.arrangement()));
}

} // namespace grokking
