// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/points_view.h"

#include "widgets/color_scale.h"
#include "widgets/number_text.h"
#include "widgets/plot_painting.h"
#include "widgets/table_picture.h"

#include <QAction>

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double reach = 10.0;  // pixels from a point at which the mouse finds it
constexpr double margin = 0.12; // of the extent, around the points and their names
constexpr double lineOpacity = 0.55;

// Returns numbers below `count` so that any first few of them are spread over all.
std::vector<std::size_t> spreadOrder(std::size_t count)
{
    std::size_t stride = 1;
    while (stride < count)
        stride *= 2;
    std::vector<std::size_t> order;
    std::vector<bool> taken(count, false);
    for (; stride > 0; stride /= 2)
        for (std::size_t place = 0; place < count; place += stride)
            if (!taken[place]) {
                taken[place] = true;
                order.push_back(place);
            }
    return order;
}

} // namespace

PointsView::PointsView(MetricLook look, Order order, QWidget* parent)
    : CursorView(std::move(look), parent), m_order(order), m_history(id().toStdString()),
      m_fixedAxes(addFixedAxes())
{
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintRing(painter); });
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) { paintPoints(painter); });
    fitToSize();
    restyle(colors());
    fitAxes();
}

QPolygonF PointsView::pointsAt(std::size_t index) const
{
    const std::span<const double> values = m_history.values(index).values();
    QPolygonF points;
    for (std::size_t point = 0; point + 1 < values.size(); point += 2)
        points << QPointF(values[point], values[point + 1]);
    return points;
}

QPolygonF PointsView::points() const
{
    const auto index = m_history.indexAt(cursorStep());
    return index ? pointsAt(*index) : QPolygonF();
}

QPolygonF PointsView::pixels() const
{
    QPolygonF places = points();
    for (QPointF& place : places)
        place = {plot()->xAxis->coordToPixel(place.x()), plot()->yAxis->coordToPixel(place.y())};
    return places;
}

QString PointsView::name(std::size_t point) const
{
    const auto index = m_history.indexAt(cursorStep());
    return index ? QString::fromStdString(m_history.rowNames(*index)[point]) : QString();
}

std::size_t PointsView::count() const
{
    const auto index = m_history.indexAt(cursorStep());
    return index ? m_history.rowNames(*index).size() : 0;
}

std::optional<std::size_t> PointsView::chosen() const
{
    for (std::size_t point = 0; !m_chosen.isEmpty() && point < count(); ++point)
        if (name(point) == m_chosen)
            return point;
    return std::nullopt;
}

QString PointsView::pointText(std::size_t point) const
{
    const QPointF place = points().value(static_cast<qsizetype>(point));
    return tr("%1: %2, %3").arg(name(point), numberText(place.x()), numberText(place.y()));
}

QString PointsView::readout() const
{
    const auto index = m_history.indexAt(cursorStep());
    if (!index)
        return {};
    QStringList texts{tr("step %1").arg(countText(m_history.steps()[*index]))};
    if (const auto point = chosen())
        texts << pointText(*point);
    texts << countedText(static_cast<std::int64_t>(count()), tr("1 point"), tr("%1 points"));
    return texts.join(QStringLiteral("  ·  "));
}

QStringList PointsView::labels() const
{
    QStringList texts;
    for (const Label& label : placedLabels())
        texts << label.text;
    return texts;
}

QString PointsView::csv() const
{
    const auto index = m_history.indexAt(cursorStep());
    if (!index)
        return {};
    const auto number = [](double value) {
        return QString::number(value, 'g', QLocale::FloatingPointShortest);
    };
    QString text = QStringLiteral("step,name");
    for (const std::string& column : m_history.columnNames(*index))
        text += u',' + csvField(QString::fromStdString(column));
    text += u'\n';
    const QPolygonF all = points();
    for (std::size_t point = 0; point < static_cast<std::size_t>(all.size()); ++point) {
        const QPointF place = all[static_cast<qsizetype>(point)];
        text += QStringList{QString::number(m_history.steps()[*index]), csvField(name(point)),
                            number(place.x()), number(place.y())}
                    .join(u',')
                + u'\n';
    }
    return text;
}

QColor PointsView::colorOf(std::size_t point) const
{
    if (m_order == Order::None)
        return colors().train;
    return ringColor(colors(), static_cast<double>(point) / static_cast<double>(count()));
}

std::optional<std::size_t> PointsView::pointAt(const QPointF& pixel) const
{
    const QPolygonF all = pixels();
    std::optional<std::size_t> found;
    double distance = reach;
    for (qsizetype point = 0; point < all.size(); ++point) {
        const double length = QLineF(pixel, all[point]).length();
        if (length < distance) {
            distance = length;
            found = static_cast<std::size_t>(point);
        }
    }
    return found;
}

QString PointsView::textAt(const QPointF& pixel) const
{
    const auto point = pointAt(pixel);
    return point ? pointText(*point) : QString();
}

void PointsView::clearRun()
{
    m_history.clear();
    m_bounds = {};
    m_chosen.clear();
}

void PointsView::takeObservations(std::span<const Observed> observations)
{
    for (const Observed& observed : observations) {
        const auto* matrix = std::get_if<Matrix>(&observed.observation.content);
        if (!matrix || matrix->columnNames.size() != 2 || !m_history.take(observed))
            continue;
        const QRectF bounds = pointsAt(m_history.steps().size() - 1).boundingRect();
        m_bounds = m_history.steps().size() == 1 ? bounds : m_bounds.united(bounds);
    }
}

// A click beside all points, or on the chosen one again, chooses none.
void PointsView::choose(const QPointF& pixel)
{
    const auto point = pointAt(pixel);
    m_chosen = point && point != chosen() ? name(*point) : QString();
    refresh();
}

void PointsView::fitAxes()
{
    const auto index = m_history.indexAt(cursorStep());
    const QSizeF room = plot()->axisRect()->rect().size();
    if (!index || room.isEmpty())
        return;
    const auto& axes = m_history.columnNames(*index);
    labelAxis(*plot()->xAxis, {QString::fromStdString(axes[0])});
    labelAxis(*plot()->yAxis, {QString::fromStdString(axes[1])});
    const QRectF shown =
        equalUnits(m_fixedAxes->isChecked() ? m_bounds : points().boundingRect(), room, margin);
    plot()->xAxis->setRange(shown.left(), shown.right());
    plot()->yAxis->setRange(shown.top(), shown.bottom());
}

void PointsView::restyle(const ThemeColors&)
{
    const int top = m_order == Order::Cyclic ? fontMetrics().height() + 4 : 4;
    plot()->axisRect()->setMargins(QMargins(0, top, 12, 0));
}

// Marks grow a little with the view.
double PointsView::markRadius() const
{
    const QSize room = plot()->axisRect()->rect().size();
    return std::clamp(std::min(room.width(), room.height()) / 110.0, 2.4, 5.0);
}

void PointsView::paintRing(QCPPainter& painter) const
{
    const QPolygonF places = pixels();
    if (m_order == Order::None || places.size() < 2)
        return;
    painter.setClipRect(plot()->axisRect()->rect());
    painter.setOpacity(lineOpacity);
    for (qsizetype point = 0; point < places.size(); ++point) {
        painter.setPen(QPen(colorOf(static_cast<std::size_t>(point)), 1.4));
        painter.drawLine(places[point], places[(point + 1) % places.size()]);
    }
    painter.setOpacity(1.0);
    painter.setClipping(false);
    painter.setPen(colors().mutedText);
    const QRectF rect = plot()->axisRect()->rect();
    const double height = QFontMetricsF(painter.font()).height();
    const double width = std::min(0.5 * rect.width(), 12.0 * height);
    paintColorRow(
        painter, QRectF(rect.right() - width, rect.top() - height - 2.0, width, height),
        [this](double turn) { return ringColor(colors(), turn); }, name(0),
        name(static_cast<std::size_t>(places.size()) - 1));
}

// Names stand outward of their points, as long as they cover neither points nor each other.
std::vector<PointsView::Label> PointsView::placedLabels() const
{
    const QPolygonF places = pixels();
    const QFontMetricsF metrics(plot()->font());
    const QRectF area = plot()->axisRect()->rect();
    const QPointF center = places.boundingRect().center();
    const double radius = markRadius();
    std::vector<QRectF> taken;
    for (const QPointF& place : places)
        taken.emplace_back(place.x() - radius, place.y() - radius, 2.0 * radius, 2.0 * radius);
    std::vector<Label> labels;
    for (const std::size_t point : spreadOrder(static_cast<std::size_t>(places.size()))) {
        const QPointF mark = places[static_cast<qsizetype>(point)];
        const double length = std::max(QLineF(center, mark).length(), 1e-9);
        const QSizeF size(metrics.horizontalAdvance(name(point)) + 2.0, 0.85 * metrics.height());
        const QPointF outward = (mark - center) / length;
        const auto wayOut = [radius](double direction, double extent) {
            return (radius + 1.5 + 0.5 * extent) / std::max(std::abs(direction), 1e-9);
        };
        QRectF place(QPointF(), size);
        place.moveCenter(mark
                         + outward
                               * std::min(wayOut(outward.x(), size.width()),
                                          wayOut(outward.y(), size.height())));
        const bool isFree =
            area.contains(place) && std::ranges::none_of(taken, [&place](const QRectF& other) {
                return other.intersects(place);
            });
        if (!isFree)
            continue;
        taken.push_back(place);
        labels.push_back({place, name(point)});
    }
    return labels;
}

void PointsView::paintPoints(QCPPainter& painter) const
{
    const QPolygonF places = pixels();
    painter.setClipRect(plot()->axisRect()->rect());
    for (qsizetype point = 0; point < places.size(); ++point) {
        painter.setPen(QPen(colors().surface, 1.0));
        painter.setBrush(colorOf(static_cast<std::size_t>(point)));
        painter.drawEllipse(places[point], markRadius(), markRadius());
    }
    painter.setPen(colors().text);
    for (const Label& label : placedLabels())
        painter.drawText(label.place, Qt::AlignCenter | Qt::TextDontClip, label.text);
    const auto point = chosen();
    if (!point)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors().accent, 2.0));
    painter.drawEllipse(places[static_cast<qsizetype>(*point)], markRadius() + 3.0,
                        markRadius() + 3.0);
}

} // namespace grokking
