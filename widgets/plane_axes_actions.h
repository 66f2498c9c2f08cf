// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The actions that choose what stands on the axes of the error-complexity plane, for its context
// menu and by key: X goes through the complexities, Y through the errors. Owned by the view; GUI
// thread only.
#pragma once

#include "widgets/plane_axes.h"

#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QActionGroup;
class QMenu;
class QWidget;

namespace grokking {

class PlaneAxesActions : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlaneAxesActions)

public:
    // Adds its actions to the view. `isRecorded` says whether a measure can be shown now.
    PlaneAxesActions(QWidget* view, std::function<bool(const QString& measure)> isRecorded);

    void setMeasures(const std::vector<PlaneMeasure>& measures);
    [[nodiscard]] bool isMeasure(const QString& id) const;
    // Returns what stands for complexity; nullptr: the learner's own.
    [[nodiscard]] const PlaneMeasure* measure() const;
    [[nodiscard]] const PlaneAxes& axes() const { return m_axes; }

public slots:
    // A measure that is not there is the learner's own complexity.
    void setAxes(const grokking::PlaneAxes& axes);

signals:
    void axesChanged(const grokking::PlaneAxes& axes);

private:
    void addErrors();
    void addComplexities();
    void goOn(QActionGroup& choices);
    void showChoice();

    QWidget* m_view;
    std::function<bool(const QString&)> m_isRecorded;
    std::vector<PlaneMeasure> m_measures;
    PlaneAxes m_axes;
    QMenu* m_complexityMenu;
    QMenu* m_errorMenu;
    QActionGroup* m_complexities;
    QActionGroup* m_errors;
};

} // namespace grokking
