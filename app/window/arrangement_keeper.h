// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the arrangement of the views, the look of their curves and what stands on the axes of the
// error-complexity plane in the program's settings: restores them at start, saves them whenever the user
// changes them. The grid is borrowed and outlives the keeper. GUI thread only.
#pragma once

#include "core/util/result.h"
#include "widgets/view_arrangement.h"

#include <QObject>

#include <optional>

namespace grokking {

class CurveLookActions;
class ErrorComplexityView;
class ViewGrid;

class ArrangementKeeper : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ArrangementKeeper)

public:
    explicit ArrangementKeeper(ViewGrid& grid, QObject* parent = nullptr);

    // Arranges the views as they were left, once all of them are in the grid, and saves changes
    // from now on. Fails (InvalidFile) if what is stored cannot be read; the grid stays as it is.
    [[nodiscard]] Status restore();
    // Remembers the arrangement, and saves no changes until release() arranges the views like that
    // again.
    void hold();
    void release();
    // Chooses the look of curves as it was left, and saves changes from now on. Borrowed.
    void keepLook(CurveLookActions& look);
    // Likewise what stands on the axes of the error-complexity plane, which has its measures.
    void keepAxes(ErrorComplexityView& plane);

private:
    void save() const;

    ViewGrid& m_grid;
    std::optional<ViewArrangement> m_held;
};

} // namespace grokking
