// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a CurveView draws.
#include "widgets/cached_painting.h"
#include "widgets/curve_view.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr int overlayLabelLength = 12;
constexpr int groupLabelLength = 24;
constexpr double lowestShare = 0.2;   // of the color scale: its ends are too pale to be read, or
constexpr double highestShare = 0.75; // too much like text
constexpr int labelGap = 6;           // pixels between curve end and label
constexpr double overlayOpacity = 0.6;
constexpr double rawOpacity = 0.35; // behind its smoothed or its group's curve
constexpr double bandOpacity = 0.22;
const QVector<qreal> secondDashes{4.0, 2.0};
const QVector<qreal> trainDashes{5.0, 3.0}; // where colors tell groups apart

QColor translucent(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

double widthOf(CurveView::Role role)
{
    return role == CurveView::Role::Test ? 2.4 : 1.5;
}

} // namespace

void CurveView::addPaintings()
{
    const auto paint = [this](QCPPainter& painter) { paintBehind(painter); };
    const auto state = [this] {
        return std::vector{m_overlayCurves.version(),
                           stepPosition(0),
                           m_valueScale.position(0.0),
                           static_cast<double>(colors().train.rgb()),
                           static_cast<double>(m_look.smoothing),
                           static_cast<double>(m_look.seeds)};
    };
    new CachedPainting(plot(), overlaysLayer, paint, state);
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) { paintEnds(painter); });
}

std::size_t CurveView::neutralCount() const
{
    return static_cast<std::size_t>(std::ranges::count(m_curves, Role::Neutral, &Curve::role));
}

QColor CurveView::colorOf(std::size_t curve) const
{
    if (m_curves[curve].role == Role::Train)
        return colors().train;
    if (m_curves[curve].role == Role::Test)
        return colors().test;
    const auto before =
        std::count_if(m_curves.begin(), m_curves.begin() + static_cast<std::ptrdiff_t>(curve),
                      [](const Curve& each) { return each.role == Role::Neutral; });
    if (before == 0)
        return colors().text;
    const auto others = static_cast<double>(neutralCount() - 1);
    const double share = (static_cast<double>(before) - 0.5) / others;
    return scaleColor(colors(), lowestShare + (highestShare - lowestShare) * share);
}

QPen CurveView::penOf(std::size_t curve) const
{
    const Role role = m_curves[curve].role;
    QPen pen(colorOf(curve), widthOf(role), Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    const auto end = m_curves.begin() + static_cast<std::ptrdiff_t>(curve);
    const auto sameRole = [role](const Curve& each) { return each.role == role; };
    if (role != Role::Neutral && std::any_of(m_curves.begin(), end, sameRole))
        pen.setDashPattern(secondDashes);
    return pen;
}

// The current run's group, or a single one, has the colors of a run. With several groups a color
// stands for a group, and a curve's weight and dashes for what it is.
QPen CurveView::groupPen(std::size_t number, std::size_t curve) const
{
    QPen pen = penOf(curve);
    if (groups().size() < 2 || groups()[number].isShown)
        return pen;
    const auto last = static_cast<double>(groups().size() - 1);
    pen.setColor(scaleColor(colors(), static_cast<double>(number) / last));
    if (m_curves[curve].role == Role::Train)
        pen.setDashPattern(trainDashes);
    return pen;
}

double CurveView::valuePixel(double value) const
{
    return plot()->yAxis->coordToPixel(m_valueScale.position(value));
}

// The raw values give way to what summarizes them.
void CurveView::restyle(const ThemeColors&)
{
    updateLabelRoom();
    updateStepLabel();
    const bool isSmoothed = m_look.smoothing != Smoothing::Off;
    for (std::size_t curve = 0; curve < m_traces.size(); ++curve) {
        QPen pen = penOf(curve);
        m_traces[curve].smoothed->setPen(pen);
        m_traces[curve].smoothed->setVisible(isSmoothed && !shownGroup());
        if (isSmoothed || shownGroup()) {
            pen.setColor(translucent(pen.color(), rawOpacity));
            pen.setWidthF(1.0);
        }
        m_traces[curve].raw->setPen(pen);
    }
}

// Gives the graphs what lies in the plot, at the places the scales have now.
void CurveView::placeTraces()
{
    const std::vector<std::size_t> columns = pixelColumns(steps());
    for (const Trace& trace : m_traces) {
        const std::vector<double>& values = trace.series.values();
        QVector<QCPGraphData> points;
        for (const std::size_t index : trace.series.drawn(columns))
            points.push_back({stepPosition(steps()[index]), m_valueScale.position(values[index])});
        trace.raw->data()->set(points, true);
        points.clear();
        if (trace.smoothed->visible())
            for (const std::size_t index : smoothedPlaces(columns))
                points.push_back(
                    {stepPosition(steps()[index]),
                     m_valueScale.position(smoothedValue({steps(), trace.series}, index))});
        trace.smoothed->data()->set(points, true);
    }
}

// Returns the indices to draw of a curve without spikes: the first of each pixel column, and the
// last.
std::vector<std::size_t> CurveView::smoothedPlaces(const std::vector<std::size_t>& columns)
{
    std::vector<std::size_t> places(columns.begin(), columns.end() - 1);
    if (const std::size_t end = columns.back(); end > 0 && !places.empty())
        places.push_back(end - 1);
    return places;
}

void CurveView::paintBehind(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    for (std::size_t number = 0; number < groups().size(); ++number)
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve)
            if (groups().size() < 2 || m_curves[curve].role != Role::Train) // else too many
                paintBand(painter, number, curve);
    for (std::size_t number = 0; number < overlays().size(); ++number)
        if (!isInBand(number))
            paintOverlay(painter, number);
    for (std::size_t number = 0; number < groups().size(); ++number)
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve)
            paintMedian(painter, number, curve);
    painter.setClipping(false);
}

void CurveView::paintOverlay(QCPPainter& painter, std::size_t number) const
{
    const OverlayCurves::Run& run = m_overlayCurves.runs()[number];
    for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
        QPen pen = penOf(curve);
        pen.setColor(translucent(pen.color(), overlayOpacity));
        pen.setWidthF(pen.widthF() - 0.6);
        pen.setDashPattern(overlayDashes(number));
        for (const QPolygonF& line : polygonsOf({run.steps, run.curves[curve]}, m_look.smoothing))
            paintOverlayLine(painter, line, pen);
    }
}

// Fills between the lowest lower and the highest upper quartile of each pixel column, or between
// the smoothed ones.
void CurveView::paintBand(QCPPainter& painter, std::size_t number, std::size_t curve) const
{
    const BandCurve& band = groups()[number].curves[curve];
    const std::vector<std::size_t> columns = pixelColumns(band.steps);
    QPolygonF outline;
    QPolygonF back;
    const auto add = [this](QPolygonF& side, double x, double value) {
        side << QPointF(x, valuePixel(value));
    };
    for (std::size_t column = 0; column + 1 < columns.size(); ++column) {
        const double x = stepPixel(band.steps[columns[column]]);
        const std::array bounds{columns[column], columns[column + 1]};
        const bool isSmoothed = m_look.smoothing != Smoothing::Off;
        double low = isSmoothed ? smoothedValue({band.steps, band.lower}, bounds[0])
                                : band.lower.values()[bounds[0]];
        double high = isSmoothed ? smoothedValue({band.steps, band.upper}, bounds[0])
                                 : band.upper.values()[bounds[0]];
        for (const std::size_t index : band.lower.drawn(bounds))
            low = isSmoothed ? low : std::min(low, band.lower.values()[index]);
        for (const std::size_t index : band.upper.drawn(bounds))
            high = isSmoothed ? high : std::max(high, band.upper.values()[index]);
        add(outline, x, high);
        add(back, x, low);
    }
    std::ranges::reverse(back);
    outline += back;
    painter.setBrush(translucent(groupPen(number, curve).color(), bandOpacity));
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(outline);
    painter.setBrush(Qt::NoBrush);
}

void CurveView::paintMedian(QCPPainter& painter, std::size_t number, std::size_t curve) const
{
    const BandCurve& band = groups()[number].curves[curve];
    for (const QPolygonF& line : polygonsOf({band.steps, band.median}, m_look.smoothing))
        paintOverlayLine(painter, line, groupPen(number, curve));
}

// Returns a curve's lines in pixels, from gap to gap.
std::vector<QPolygonF> CurveView::polygonsOf(const Line& line, Smoothing smoothing) const
{
    const bool isSmoothed = smoothing != Smoothing::Off;
    const std::vector<std::size_t> columns = pixelColumns(line.steps);
    std::vector<QPolygonF> polygons(1);
    for (const std::size_t index :
         isSmoothed ? smoothedPlaces(columns) : line.series.drawn(columns)) {
        const double value = isSmoothed ? smoothedValue(line, index) : line.series.values()[index];
        if (std::isfinite(value))
            polygons.back() << QPointF(stepPixel(line.steps[index]), valuePixel(value));
        else if (!polygons.back().isEmpty())
            polygons.emplace_back();
    }
    return polygons;
}

void CurveView::paintAtCursor(QCPPainter& painter, double x)
{
    const std::size_t index = cursorIndex().value();
    painter.setPen(QPen(colors().surface, 1.5));
    for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
        const double place = m_valueScale.position(values(curve)[index]);
        if (!plot()->yAxis->range().contains(place))
            continue;
        painter.setBrush(colorOf(curve));
        painter.drawEllipse(QPointF(x, plot()->yAxis->coordToPixel(place)), 4.0, 4.0);
    }
}

// Names of runs differ in their ends.
QString CurveView::endLabel(const QString& title, int length)
{
    return title.size() <= length ? title
                                  : title.left(length / 2 - 1) + u'…' + title.right(length / 2);
}

void CurveView::updateLabelRoom()
{
    QFont bold = font();
    bold.setBold(true);
    int width = 0;
    for (const Curve& curve : m_curves)
        width = std::max(width, QFontMetrics(bold).horizontalAdvance(curve.name));
    for (std::size_t number = 0; number < overlays().size(); ++number)
        if (!isInGroup(number))
            width = std::max(width, QFontMetrics(font()).horizontalAdvance(
                                        endLabel(overlays()[number].title, overlayLabelLength)));
    for (const GroupCurves& group : groups())
        if (!group.isShown)
            width = std::max(width, QFontMetrics(font()).horizontalAdvance(
                                        endLabel(group.label, groupLabelLength)));
    constexpr double largestShare = 0.4; // of the view: it is there for the curves
    setLabelRoom(std::min(width + 2 * labelGap, qRound(largestShare * this->width())));
}

void CurveView::resizeEvent(QResizeEvent* event)
{
    updateLabelRoom();
    StepView::resizeEvent(event);
}

// Says in words what is drawn, as far as there is room: a picture must tell what its band is.
void CurveView::updateStepLabel()
{
    QStringList texts = notes();
    if (texts.isEmpty())
        texts = {tr("Training step"), tr("Step")};
    else
        texts.prepend(tr("Training step (%1)").arg(texts.front()));
    labelAxis(*plot()->xAxis, texts);
}

std::optional<double> CurveView::endPixel(const Line& line) const
{
    const auto end = std::ranges::upper_bound(line.steps, plot()->xAxis->range().upper, {},
                                              [this](auto step) { return stepPosition(step); });
    for (auto index = end - line.steps.begin(); index-- > 0;) {
        const double value = line.series.values()[static_cast<std::size_t>(index)];
        if (std::isfinite(value))
            return valuePixel(value);
    }
    return std::nullopt;
}

void CurveView::paintEnds(QCPPainter& painter)
{
    std::vector<PlotLabel> labels;
    const GroupCurves* const shown = shownGroup();
    for (const Role role : {Role::Test, Role::Train, Role::Neutral}) {
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
            const Line line = shown ? Line{shown->curves[curve].steps, shown->curves[curve].median}
                                    : Line{steps(), m_traces[curve].series};
            if (const auto y = endPixel(line); y && m_curves[curve].role == role)
                labels.push_back({*y, m_curves[curve].name, colorOf(curve), role == Role::Test});
        }
    }
    const auto addLabel = [&](const Line& line, const QString& label, const QColor& color) {
        if (const auto y = endPixel(line))
            labels.push_back({*y, label, color});
    };
    for (std::size_t number = 0; number < groups().size(); ++number)
        if (const GroupCurves& group = groups()[number]; !group.isShown && !group.curves.empty())
            addLabel({group.curves.back().steps, group.curves.back().median},
                     endLabel(group.label, groupLabelLength),
                     groups().size() < 2 ? colors().mutedText
                                         : groupPen(number, group.curves.size() - 1).color());
    for (std::size_t number = 0; number < overlays().size() && !m_curves.empty(); ++number)
        if (const OverlayCurves::Run& run = m_overlayCurves.runs()[number]; !isInGroup(number))
            addLabel({run.steps, run.curves.back()},
                     endLabel(overlays()[number].title, overlayLabelLength), colors().mutedText);
    const QRectF rect = plot()->axisRect()->rect();
    paintColumnOfLabels(painter, labels,
                        QRectF(QPointF(rect.right() + labelGap, rect.top() - 4.0),
                               QPointF(plot()->viewport().right(), rect.bottom() + 4.0)));
}

} // namespace grokking
