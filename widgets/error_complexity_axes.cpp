// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on the axes of ErrorComplexityView.
#include "widgets/error_complexity_view.h"

#include "widgets/plane_axes_actions.h"

#include <algorithm>

namespace grokking {

const PlaneAxes& ErrorComplexityView::axes() const
{
    return m_axes->axes();
}

void ErrorComplexityView::setMeasures(const std::vector<PlaneMeasure>& measures)
{
    m_axes->setMeasures(measures);
}

void ErrorComplexityView::setAxes(const PlaneAxes& axes)
{
    m_axes->setAxes(axes);
}

void ErrorComplexityView::readAnew()
{
    m_run.setAxes(axes());
    m_ownScales = {};
    m_scaled = 0;
    m_overlayPaths.clear();
    takeOverlays();
    resetZoom();
}

bool ErrorComplexityView::isRecorded(const QString& measure) const
{
    const std::string id = measure.toStdString();
    return m_run.has(measure) || std::ranges::any_of(overlays(), [&id](const RunOverlay& overlay) {
               return overlay.history->curves().contains(id);
           });
}

// Returns whether no run behind calls it otherwise than the current one.
bool ErrorComplexityView::isShared(std::string RunStarted::*label) const
{
    return std::ranges::all_of(overlays(), [&](const RunOverlay& overlay) {
        const auto& other = overlay.history->started();
        return !started() || !other || (*other).*label == (*started()).*label;
    });
}

QStringList ErrorComplexityView::axesNotes() const
{
    if (axes().areNative() || !hasData())
        return {};
    return {tr("no regions: they are defined on the learner's own axes"),
            tr("no regions: not the\nlearner's own axes"), tr("no regions here")};
}

QString ErrorComplexityView::complexityName() const
{
    const PlaneMeasure* const measure = m_axes->measure();
    return measure ? measure->title.toLower() : tr("complexity");
}

QString ErrorComplexityView::errorName() const
{
    return axes().error == PlaneAxes::Error::Native ? tr("error") : tr("1 − train score");
}

QStringList ErrorComplexityView::complexityLabels() const
{
    if (const PlaneMeasure* const measure = m_axes->measure())
        return {measure->axisLabel};
    if (!isShared(&RunStarted::complexityLabel))
        return {tr("Complexity (each learner's own, not comparable)"),
                tr("Complexity (each its own)")};
    return {started() ? QString::fromStdString(started()->complexityLabel) : tr("Complexity")};
}

QStringList ErrorComplexityView::errorLabels() const
{
    if (axes().error == PlaneAxes::Error::TrainScore)
        return {tr("1 − train score")};
    if (!isShared(&RunStarted::errorLabel))
        return {tr("Error (each learner's own, not comparable)"), tr("Error (each its own)")};
    return {started() ? QString::fromStdString(started()->errorLabel) : tr("Error")};
}

} // namespace grokking
