// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How LandscapeView lets the start of the next run be chosen: by a click, a pin that is dragged, or
// the arrow keys.
#include "widgets/landscape_view.h"

#include "widgets/plot_painting.h"

#include <QApplication>
#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double pinReach = 11.0; // pixels
constexpr double keySteps = 50.0; // across what is shown
constexpr double fineKeySteps = 500.0;

// Returns a value within what an axis shows, with no more digits than a pixel tells.
double roundedOn(const QCPRange& shown, double value)
{
    constexpr double parts = 500.0;
    const double unit = std::pow(10.0, std::floor(std::log10(shown.size() / parts)));
    return std::clamp(std::round(value / unit), std::ceil(shown.lower / unit - 1e-6),
                      std::floor(shown.upper / unit + 1e-6))
           * unit;
}

// Returns where an arrow key points, with up positive; a null point for other keys.
QPointF directionOf(const QKeyEvent& key)
{
    if ((key.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) != Qt::NoModifier)
        return {};
    switch (key.key()) {
    case Qt::Key_Left:
        return {-1.0, 0.0};
    case Qt::Key_Right:
        return {1.0, 0.0};
    case Qt::Key_Up:
        return {0.0, 1.0};
    case Qt::Key_Down:
        return {0.0, -1.0};
    default:
        return {};
    }
}

} // namespace

QPointF LandscapeView::rounded(const QPointF& place) const
{
    return {roundedOn(plot()->xAxis->range(), place.x()),
            roundedOn(plot()->yAxis->range(), place.y())};
}

QPointF LandscapeView::clamped(const QPointF& pixel) const
{
    const QRectF inside = plot()->axisRect()->rect();
    return {std::clamp(pixel.x(), inside.left(), inside.right()),
            std::clamp(pixel.y(), inside.top(), inside.bottom())};
}

// That of the next run lies on top of the others.
std::optional<QPointF> LandscapeView::pinAt(const QPointF& pixel) const
{
    const auto isNear = [&](const QPointF& place) {
        return QLineF(pixelOf(place), pixel).length() <= pinReach;
    };
    if (isEmpty())
        return std::nullopt;
    if (m_scene.start && isNear(*m_scene.start))
        return m_scene.start;
    const auto pin = std::ranges::find_if(m_scene.pins, isNear, &LandscapePin::place);
    return pin == m_scene.pins.end() ? std::nullopt : std::optional(pin->place);
}

std::optional<QPointF> LandscapeView::start() const
{
    return m_drag ? std::optional(m_drag->place) : m_scene.start;
}

Qt::CursorShape LandscapeView::shapeAt(const QPointF& pixel) const
{
    if (!hasData() || !plot()->axisRect()->rect().contains(pixel.toPoint()))
        return Qt::ArrowCursor;
    return pinAt(pixel) ? Qt::OpenHandCursor : Qt::CrossCursor;
}

bool LandscapeView::beginDrag(const QPointF& pixel)
{
    const auto pin = pinAt(pixel);
    if (pin)
        m_drag = Drag{.place = *pin, .pressed = pixel};
    return pin.has_value();
}

void LandscapeView::dragTo(const QPointF& pixel)
{
    if (!m_drag)
        return;
    const bool isFar =
        (pixel - m_drag->pressed).manhattanLength() >= QApplication::startDragDistance();
    m_drag->hasMoved = m_drag->hasMoved || isFar;
    if (!m_drag->hasMoved)
        return;
    plot()->setCursor(Qt::ClosedHandCursor);
    m_drag->place = rounded(placeAt(clamped(pixel)));
    refreshCursor();
}

// A pin that was not moved is taken exactly.
void LandscapeView::endDrag()
{
    if (!m_drag)
        return;
    const QPointF place = m_drag->place;
    m_drag.reset();
    m_clicked = false;
    setStart(place);
    refreshCursor();
}

// On the path a click means the step there, as in other views.
void LandscapeView::click(const QPointF& pixel)
{
    if (!hasData() || !plot()->axisRect()->rect().contains(pixel.toPoint()) || pinAt(pixel)
        || stepAt(pixel))
        return;
    setStart(rounded(placeAt(pixel)));
    m_clicked = true;
}

bool LandscapeView::takeDoubleClick(const QPointF&)
{
    if (std::exchange(m_clicked, false))
        emit startTakenBack();
    return false;
}

void LandscapeView::setStart(const QPointF& place)
{
    if (place == m_scene.start)
        return;
    emit startSettled();
    emit startChosen(place);
    emit startSettled();
}

bool LandscapeView::takesKey(const QKeyEvent& key) const
{
    return m_scene.start && !directionOf(key).isNull();
}

void LandscapeView::keyPressEvent(QKeyEvent* event)
{
    const QPointF direction = directionOf(*event);
    if (!m_scene.start || direction.isNull()) {
        RunView::keyPressEvent(event);
        return;
    }
    const double steps = event->modifiers().testFlag(Qt::ShiftModifier) ? fineKeySteps : keySteps;
    m_clicked = false;
    const QPointF way(direction.x() * plot()->xAxis->range().size() / steps,
                      direction.y() * plot()->yAxis->range().size() / steps);
    emit startChosen(rounded(*m_scene.start + way));
}

void LandscapeView::focusOutEvent(QFocusEvent* event)
{
    emit startSettled();
    RunView::focusOutEvent(event);
}

} // namespace grokking
