// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/arrangement_keeper.h"

#include "widgets/view_grid.h"

#include <QSettings>

namespace grokking {

namespace {

constexpr auto settingsKey = "window/arrangement";

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

void ArrangementKeeper::save() const
{
    QSettings().setValue(settingsKey, arrangementToJson(m_grid.arrangement()));
}

} // namespace grokking
