// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How RunView answers mouse and keys: hover and click move the cursor, drag pans, Shift-drag draws
// a box to zoom into, the wheel zooms, arrow keys move by evaluations.
#include "widgets/run_view.h"

#include "widgets/plot_painting.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>

namespace grokking {

namespace {

constexpr double pinnedReach = 4.0; // pixels beside the pinned cursor that still mean it
constexpr int smallestBox = 6;      // pixels

// Returns by how many evaluations a key moves the cursor; 0 for other keys.
int evaluationsOf(const QKeyEvent& key)
{
    if (key.modifiers() != Qt::NoModifier && key.modifiers() != Qt::KeypadModifier)
        return 0;
    return key.key() == Qt::Key_Left ? -1 : key.key() == Qt::Key_Right ? 1 : 0;
}

} // namespace

void RunView::connectMouse()
{
    setFocusPolicy(Qt::StrongFocus);
    m_plot->setFocusPolicy(Qt::NoFocus); // clicks give it to the view
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this] { m_zoomed = true; }); // it does zoom
    connect(m_plot, &QCustomPlot::mousePress, this, &RunView::press);
    connect(m_plot, &QCustomPlot::mouseMove, this, &RunView::moveMouse);
    connect(m_plot, &QCustomPlot::mouseRelease, this, &RunView::release);
    m_plot->setSelectionRect(new QCPSelectionRect(m_plot));
    connect(m_plot->selectionRect(), &QCPSelectionRect::accepted, this, &RunView::zoomInto);
}

bool RunView::canZoom() const
{
    return !isEmpty() && m_plot->axisRect()->rangeZoom() != Qt::Orientations();
}

// Inside the axes, and on one of them, which is zoomed and dragged alone then. What lies beside
// them, labels mostly, belongs to no place.
bool RunView::canZoomAt(const QPointF& pixel) const
{
    const QCPAxisRect& inside = *m_plot->axisRect();
    const auto isOn = [&](const QCPAxis* axis) {
        return inside.rangeZoom().testFlag(axis->orientation())
               && axis->getPartAt(pixel) != QCPAxis::spNone;
    };
    return canZoom()
           && (inside.rect().contains(pixel.toPoint()) || isOn(m_plot->xAxis)
               || isOn(m_plot->yAxis));
}

QPointF RunView::zoomCenter() const
{
    return QRectF(m_plot->axisRect()->rect()).center();
}

void RunView::zoomBy(double factor)
{
    const QRectF inside = m_plot->axisRect()->rect();
    const QPointF center = zoomCenter();
    showPart({center + (inside.topLeft() - center) / factor, inside.size() / factor});
}

void RunView::panBy(double right, double up)
{
    const QRectF inside = m_plot->axisRect()->rect();
    showPart(inside.translated(right * inside.width(), -up * inside.height()));
}

// Shows what lies in this part of the plot, or beside it; in pixels.
void RunView::showPart(const QRectF& part)
{
    if (!canZoom())
        return;
    m_zoomed = true;
    QCPAxisRect& inside = *m_plot->axisRect();
    for (const Qt::Orientation each : {Qt::Horizontal, Qt::Vertical})
        if (inside.rangeZoom().testFlag(each))
            inside.zoom(part, inside.rangeZoomAxes(each));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void RunView::press(const QMouseEvent* mouse)
{
    if (mouse->button() != Qt::LeftButton) {
        m_plot->setSelectionRectMode(QCP::srmNone); // it would begin with any button
        return;
    }
    const bool isBox = canZoom() && mouse->modifiers().testFlag(Qt::ShiftModifier);
    m_pressed = mouse->position();
    m_dragsOwn = !isBox && beginDrag(*m_pressed);
    m_plot->setInteraction(QCP::iRangeDrag, !m_dragsOwn && !isBox && canZoomAt(*m_pressed));
    m_plot->setSelectionRectMode(isBox ? QCP::srmCustom : QCP::srmNone);
}

void RunView::moveMouse(const QMouseEvent* mouse)
{
    const QPointF place = mouse->position();
    if (!m_pressed) {
        m_plot->setCursor(shapeAt(place));
        hover(place);
    } else if (m_dragsOwn) {
        dragTo(place);
    } else if ((place - *m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        if (!m_plot->interactions().testFlag(QCP::iRangeDrag))
            return;
        m_zoomed = true;
        m_plot->setCursor(Qt::ClosedHandCursor);
    }
}

void RunView::release(const QMouseEvent* mouse)
{
    if (mouse->button() != Qt::LeftButton || !m_pressed)
        return;
    const QPointF way = mouse->position() - *std::exchange(m_pressed, std::nullopt);
    m_plot->setCursor(shapeAt(mouse->position()));
    const bool isClick = way.manhattanLength() < QApplication::startDragDistance();
    if (std::exchange(m_dragsOwn, false))
        endDrag();
    else if (isClick)
        click(mouse->position(), mouse->modifiers());
}

void RunView::click(const QPointF& pixel, Qt::KeyboardModifiers modifiers)
{
    const auto step = stepUnder(pixel);
    if (!step)
        return;
    if (modifiers.testFlag(Qt::ShiftModifier))
        emit referenceToggled(*step);
    else
        emit cursorToggled(*step);
}

bool RunView::doubleClick(const QPointF& pixel)
{
    if (takeDoubleClick(pixel))
        return true;
    if (m_cursor.pinned)
        click(pixel, Qt::NoModifier);
    return false;
}

// Where many steps share a pixel, a second click still means the pinned one.
std::optional<std::int64_t> RunView::stepUnder(const QPointF& pixel) const
{
    if (!m_plot->axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    const auto step = stepAt(pixel);
    const auto before = stepAt(pixel - QPointF(pinnedReach, 0.0));
    const auto after = stepAt(pixel + QPointF(pinnedReach, 0.0));
    const bool meansPinned = m_cursor.pinned && before && after
                             && std::min(*before, *after) <= *m_cursor.step
                             && *m_cursor.step <= std::max(*before, *after);
    return meansPinned ? m_cursor.step : step;
}

void RunView::zoomInto(const QRect& box)
{
    const QRect inside = box.normalized().intersected(m_plot->axisRect()->rect());
    if (inside.width() < smallestBox || inside.height() < smallestBox)
        return;
    showPart(inside);
}

void RunView::hover(const QPointF& pixel)
{
    if (!pointsAtSteps())
        return;
    moveCursor(m_plot->axisRect()->rect().contains(pixel.toPoint()) ? stepAt(pixel) : std::nullopt);
}

void RunView::moveCursor(std::optional<std::int64_t> step)
{
    if (m_cursor.pinned || step == m_cursor.step)
        return;
    setCursorStep(step);
    emit cursorStepChanged(step);
}

bool RunView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_plot && event->type() == QEvent::Leave && pointsAtSteps())
        moveCursor(std::nullopt);
    if (watched == m_plot && event->type() == QEvent::ToolTip) {
        const auto& help = static_cast<QHelpEvent&>(*event);
        if (const QString name = cutNameAt(help.pos()); !name.isEmpty()) {
            QToolTip::showText(help.globalPos(), name, m_plot);
            return true;
        }
    }
    if (watched == m_plot && event->type() == QEvent::Wheel) {
        const auto& wheel = static_cast<QWheelEvent&>(*event);
        if (wheel.angleDelta().y() == 0 || !canZoomAt(wheel.position())) {
            event->ignore(); // what is around the view may scroll
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QString RunView::cutNameAt(const QPointF& pixel) const
{
    for (auto label = m_axisLabels.cbegin(); label != m_axisLabels.cend(); ++label)
        if (label.key()->getPartAt(pixel) == QCPAxis::spAxisLabel
            && label.key()->label() != label.value().front())
            return label.value().front();
    return {};
}

void RunView::keyPressEvent(QKeyEvent* event)
{
    if (const int evaluations = evaluationsOf(*event))
        emit cursorMoved(evaluations);
    else
        QWidget::keyPressEvent(event);
}

// Arrow keys are shortcuts of the window as long as no view has the focus.
bool RunView::takesKey(const QKeyEvent& key) const
{
    return evaluationsOf(key) != 0;
}

} // namespace grokking
