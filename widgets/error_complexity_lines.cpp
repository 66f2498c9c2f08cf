// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the lines of ErrorComplexityView are moved: by the mouse, or by numbers in the menu.
#include "widgets/error_complexity_view.h"

#include "widgets/number_box.h"
#include "widgets/plot_painting.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QWidgetAction>

#include <algorithm>
#include <cmath>
#include <limits>

namespace grokking {

namespace {

constexpr double reach = 5.0; // pixels from a line at which the mouse takes it

} // namespace

std::optional<RegionLines> ErrorComplexityView::lines() const
{
    if (!axes().areNative())
        return std::nullopt;
    return m_regions ? std::optional(m_regions->lines) : summary().regions;
}

QPointF ErrorComplexityView::crossing() const
{
    return pixel({.step = 0, .error = lines()->error, .complexity = lines()->complexity});
}

void ErrorComplexityView::showRegions(const std::optional<PlaneRegions>& regions)
{
    if (m_regions == regions)
        return;
    m_regions = regions;
    emit linesShown(m_regions ? std::optional(m_regions->lines) : std::nullopt);
    refresh();
}

ErrorComplexityView::Grip ErrorComplexityView::gripAt(const QPointF& pixel) const
{
    const QRectF inside = QRectF(plot()->axisRect()->rect()).adjusted(-reach, -reach, reach, reach);
    if (!hasData() || !lines() || !inside.contains(pixel))
        return {};
    const QPointF away = pixel - crossing();
    return {.error = std::abs(away.y()) <= reach, .complexity = std::abs(away.x()) <= reach};
}

Qt::CursorShape ErrorComplexityView::shapeAt(const QPointF& pixel) const
{
    const Grip grip = gripAt(pixel);
    if (!grip.isAny())
        return Qt::ArrowCursor;
    return !grip.complexity ? Qt::SizeVerCursor
           : !grip.error    ? Qt::SizeHorCursor
                            : Qt::SizeAllCursor;
}

bool ErrorComplexityView::beginDrag(const QPointF& pixel)
{
    m_dragged = gripAt(pixel);
    return m_dragged.isAny();
}

void ErrorComplexityView::dragTo(const QPointF& pixel)
{
    if (!lines()) // they went while they were dragged: another run began
        return;
    const QRectF rect = plot()->axisRect()->rect();
    RegionLines chosen = *lines();
    if (m_dragged.error)
        chosen.error = m_error.value(
            plot()->yAxis->pixelToCoord(std::clamp(pixel.y(), rect.top(), rect.bottom())));
    if (m_dragged.complexity)
        chosen.complexity = m_complexity.value(
            plot()->xAxis->pixelToCoord(std::clamp(pixel.x(), rect.left(), rect.right())));
    emit linesChosen(chosen);
}

void ErrorComplexityView::endDrag()
{
    m_dragged = {};
    refresh();
}

bool ErrorComplexityView::takeDoubleClick(const QPointF& pixel)
{
    if (!gripAt(pixel).isAny())
        return false;
    emit linesReset();
    return true;
}

void ErrorComplexityView::fillMenu(QMenu& menu)
{
    QAction* reset = nullptr;
    if (lines()) {
        addLineField(menu, tr("Error line"), &RegionLines::error);
        addLineField(menu, tr("Complexity line"), &RegionLines::complexity);
        reset = menu.addAction(themeIcon(QStringLiteral("reset")), tr("Computed lines"), this,
                               &ErrorComplexityView::linesReset);
        menu.addSeparator();
    }
    RunView::fillMenu(menu);
    if (reset)
        reset->setEnabled(m_regions && m_regions->isChosen);
}

// The lines follow while a number is typed.
void ErrorComplexityView::addLineField(QMenu& menu, const QString& title, double RegionLines::*line)
{
    auto* const field = new QWidget;
    auto* const row = new QHBoxLayout(field);
    row->setContentsMargins(8, 2, 8, 2);
    row->addWidget(new QLabel(title), 1);
    auto* const box = new NumberBox({.id = "line",
                                     .title = title.toStdString(),
                                     .defaultValue = (*lines()).*line,
                                     .minimum = std::numeric_limits<double>::lowest(),
                                     .maximum = std::numeric_limits<double>::max()});
    constexpr int digits = 6; // enough to place a line
    box->setValue(QString::number((*lines()).*line, 'g', digits).toDouble());
    box->setAccessibleName(title);
    box->setMinimumWidth(110);
    row->addWidget(box);
    connect(box, &NumberBox::valueEdited, this, [this, line](const Value& value) {
        if (!lines()) // they went while the menu was open
            return;
        RegionLines chosen = *lines();
        chosen.*line = std::get<double>(value);
        emit linesChosen(chosen);
    });
    auto* const action = new QWidgetAction(&menu);
    action->setDefaultWidget(field);
    menu.addAction(action);
}

} // namespace grokking
