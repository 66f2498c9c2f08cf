// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/spectrum_view.h"

#include "widgets/name_ticker.h"
#include "widgets/number_text.h"
#include "widgets/plot_painting.h"
#include "widgets/table_picture.h"

#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace grokking {

namespace {

constexpr std::size_t mostNamed = 5;
constexpr double outstanding = 2.0; // times the mean of all names
constexpr int gap = 6;              // pixels between plot, names and color bar
constexpr double barWidth = 8.0;

} // namespace

SpectrumView::SpectrumView(MetricLook look, QString nameAxis, ZeroScale::Kind scale,
                           QWidget* parent)
    : StepView(parent), m_look(std::move(look)), m_nameAxis(std::move(nameAxis)),
      m_id(m_look.id.toStdString()), m_scale(scale)
{
    setEmptyText(tr("Press Run to watch this. %1").arg(m_look.help),
                 tr("This run has recorded nothing of this. %1").arg(m_look.help));
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintMap(painter); });
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) { paintScale(painter); });
    new PlotPainting(plot(), cursorLayer, [this](QCPPainter& painter) { paintStrongest(painter); });
    connect(plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* mouse) {
        showCell(mouse->position(), mouse->globalPosition().toPoint());
    });
    restyle(colors());
    fitAxes();
}

QString SpectrumView::name(std::size_t place) const
{
    return QString::fromStdString(names()[place]);
}

std::vector<std::size_t> SpectrumView::ranked() const
{
    const auto index = cursorIndex();
    if (!index)
        return {};
    const std::span<const double> values = row(*index);
    std::vector<std::size_t> places(values.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::erase_if(places, [&](std::size_t place) { return !std::isfinite(values[place]); });
    std::ranges::stable_sort(places, std::greater(),
                             [&](std::size_t place) { return values[place]; });
    return places;
}

std::vector<std::size_t> SpectrumView::strongest() const
{
    std::vector<std::size_t> places = ranked();
    if (places.empty())
        return places;
    const std::span<const double> values = row(*cursorIndex());
    const double sum =
        std::accumulate(places.begin(), places.end(), 0.0,
                        [&](double all, std::size_t place) { return all + values[place]; });
    const double least = outstanding * sum / static_cast<double>(places.size());
    places.resize(std::min(places.size(), mostNamed));
    std::erase_if(places, [&](std::size_t place) { return values[place] < least; });
    return places;
}

QString SpectrumView::readout() const
{
    const std::vector<std::size_t> places = ranked();
    if (places.empty())
        return {};
    QStringList texts{stepText()};
    const std::span<const double> values = row(*cursorIndex());
    for (std::size_t rank = 0; rank < std::min(places.size(), mostNamed); ++rank)
        texts << QStringLiteral("%1: %2").arg(name(places[rank]), numberText(values[places[rank]]));
    return texts.join(QStringLiteral("  ·  "));
}

QStringList SpectrumView::labels() const
{
    QStringList texts;
    for (const std::size_t place : strongest())
        texts << name(place);
    return texts + StepView::labels();
}

SpectrumView::TextSource SpectrumView::csvSource() const
{
    return [series = std::make_shared<const ObservationSeries>(m_series)] {
        QString text = QStringLiteral("step");
        for (const std::string& name : series->names())
            text += u',' + csvField(QString::fromStdString(name));
        text += u'\n';
        for (std::size_t index = 0; index < series->steps().size(); ++index) {
            text += QString::number(series->steps()[index]);
            for (const double value : series->row(index))
                text += u',' + QString::number(value, 'g', QLocale::FloatingPointShortest);
            text += u'\n';
        }
        return text;
    };
}

void SpectrumView::clearRun()
{
    StepView::clearRun();
    m_series = {};
    m_scale.clear();
}

void SpectrumView::takeObservations(std::span<const Observed> observations)
{
    const bool wasEmpty = m_series.steps().empty();
    for (const Observed& observed : observations) {
        if (observed.observation.id != m_id || curveValues(observed.observation).empty())
            continue;
        m_series.append(observed);
        addStep(observed.step);
        m_scale.include(row(m_series.steps().size() - 1));
    }
    if (wasEmpty && !m_series.steps().empty())
        restyle(colors());
}

void SpectrumView::fitValueAxis()
{
    QStringList texts;
    for (std::size_t place = 0; place < names().size(); ++place)
        texts << name(place);
    labelAxis(*plot()->yAxis, {m_nameAxis});
    setNameTicks(*plot()->yAxis, texts);
    plot()->yAxis->setRange(0.0, std::max(1.0, static_cast<double>(names().size())));
}

void SpectrumView::restyle(const ThemeColors&)
{
    plot()->yAxis->grid()->setVisible(false);
    plot()->yAxis->setTickLength(0, 0);
    const QFontMetrics metrics(font());
    QFont bold = font();
    bold.setBold(true);
    m_nameRoom = 0;
    for (std::size_t place = 0; place < names().size(); ++place)
        m_nameRoom = std::max(m_nameRoom, QFontMetrics(bold).horizontalAdvance(name(place)) + gap);
    setLabelRoom(m_nameRoom + gap + static_cast<int>(barWidth)
                 + metrics.horizontalAdvance(QStringLiteral("0.0000")) + gap);
}

std::optional<std::size_t> SpectrumView::nameAt(const QPointF& pixel) const
{
    const double place = std::floor(plot()->yAxis->pixelToCoord(pixel.y()));
    if (place < 0.0 || place >= static_cast<double>(names().size()))
        return std::nullopt;
    return static_cast<std::size_t>(place);
}

void SpectrumView::showCell(const QPointF& pixel, const QPoint& global) const
{
    const auto place = nameAt(pixel);
    const auto index = cursorIndex();
    if (!place || !index || !plot()->axisRect()->rect().contains(pixel.toPoint())) {
        QToolTip::hideText();
        return;
    }
    QToolTip::showText(
        global, tr("%1 %2: %3").arg(m_nameAxis, name(*place), numberText(row(*index)[*place], 5)),
        plot());
}

QColor SpectrumView::colorOf(double value) const
{
    const double share = m_scale.share(value);
    return std::isnan(share) ? QColor() : heatColor(colors(), share);
}

QColor SpectrumView::colorAt(const QPointF& pixel) const
{
    const auto place = nameAt(pixel);
    const double position = plot()->xAxis->pixelToCoord(std::floor(pixel.x()) + 1.0);
    const auto after = std::ranges::lower_bound(
        steps(), position, {}, [this](std::int64_t step) { return stepPosition(step); });
    if (!place || after == steps().begin())
        return {};
    return colorOf(row(static_cast<std::size_t>(after - steps().begin() - 1))[*place]);
}

// Each pixel column shows the last observation at or before its step, and each is filled once,
// however many steps there are.
void SpectrumView::paintMap(QCPPainter& painter) const
{
    const QRect rect = plot()->axisRect()->rect();
    if (names().empty() || rect.isEmpty())
        return;
    std::vector<std::optional<std::size_t>> rows; // of each line of pixels: the name
    for (int y = 0; y < rect.height(); ++y)
        rows.push_back(nameAt(QPointF(0.0, rect.top() + y + 0.5)));
    QImage image(rect.size(), QImage::Format_RGB32);
    image.fill(colors().surface);
    std::vector<QRgb> column(names().size());
    const std::vector<std::size_t> bounds = pixelColumns(steps());
    for (std::size_t place = 0; place + 1 < bounds.size(); ++place) {
        const double begin = std::floor(stepPixel(steps()[bounds[place]])) - rect.left();
        const double end = place + 2 < bounds.size()
                               ? std::floor(stepPixel(steps()[bounds[place + 1]])) - rect.left()
                               : rect.width();
        const int left = static_cast<int>(std::clamp<double>(begin, 0.0, rect.width()));
        const int right = static_cast<int>(std::clamp<double>(end, 0.0, rect.width()));
        if (left >= right)
            continue;
        std::ranges::transform(row(bounds[place + 1] - 1), column.begin(), [this](double value) {
            const QColor color = colorOf(value);
            return color.isValid() ? color.rgb() : colors().surface.rgb();
        });
        for (int y = 0; y < rect.height(); ++y)
            if (const auto name = rows[static_cast<std::size_t>(y)])
                std::fill_n(reinterpret_cast<QRgb*>(image.scanLine(y)) + left, right - left,
                            column[*name]);
    }
    painter.drawImage(rect.topLeft(), image);
}

void SpectrumView::paintScale(QCPPainter& painter) const
{
    if (isEmpty())
        return;
    const QRectF rect = plot()->axisRect()->rect();
    painter.setPen(colors().mutedText);
    paintColorBar(
        painter, QRectF(rect.right() + m_nameRoom + gap, rect.top(), barWidth, rect.height()),
        [this](double share) { return heatColor(colors(), share); }, m_scale.lowText(),
        m_scale.highText(), m_look.axisLabel);
}

// Beside their rows, as far as they keep out of each other's way.
void SpectrumView::paintStrongest(QCPPainter& painter) const
{
    const QRectF rect = plot()->axisRect()->rect();
    std::vector<PlotLabel> labels;
    for (const std::size_t place : strongest()) {
        const double center = plot()->yAxis->coordToPixel(static_cast<double>(place) + 0.5);
        if (center >= rect.top() && center <= rect.bottom())
            labels.push_back({center, name(place), colors().text, true});
    }
    paintColumnOfLabels(painter, std::move(labels),
                        QRectF(QPointF(rect.right() + gap, rect.top() - 4.0),
                               QSizeF(m_nameRoom, rect.height() + 8.0)));
}

} // namespace grokking
