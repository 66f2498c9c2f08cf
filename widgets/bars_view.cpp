// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bars_view.h"

#include "widgets/name_ticker.h"
#include "widgets/number_text.h"
#include "widgets/plot_painting.h"
#include "widgets/table_picture.h"

#include <QAction>

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double barShare = 0.76;   // of the room of a name
constexpr double gaplessUpTo = 4.0; // pixels of that room: gaps would take much of it
constexpr double margin = 0.04;     // of the extent, beyond the ends of the bars
constexpr double swatch = 0.7;      // of a line of text
constexpr double legendGap = 14.0;  // pixels between its two entries
constexpr double referenceWidth = 1.4;

} // namespace

BarsView::BarsView(MetricLook look, QString nameAxis, QWidget* parent)
    : CursorView(std::move(look), parent), m_nameAxis(std::move(nameAxis)),
      m_fixedAxes(addFixedAxes())
{
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintBars(painter); });
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) {
        paintReference(painter);
        paintLegend(painter);
    });
    fitToSize();
    restyle(colors());
    fitAxes();
}

std::optional<std::size_t> BarsView::index() const
{
    return indexAt(m_series.steps(), cursorStep());
}

std::optional<std::size_t> BarsView::referenceIndex() const
{
    return cursor().reference ? indexAt(m_series.steps(), cursor().reference) : std::nullopt;
}

std::span<const double> BarsView::valuesAt(std::optional<std::size_t> index) const
{
    return index ? m_series.row(*index) : std::span<const double>();
}

QString BarsView::name(std::size_t bar) const
{
    return QString::fromStdString(m_series.names()[bar]);
}

std::optional<std::size_t> BarsView::highest() const
{
    std::optional<std::size_t> found;
    for (std::size_t bar = 0; bar < values().size(); ++bar)
        if (std::isfinite(values()[bar]) && (!found || values()[bar] > values()[*found]))
            found = bar;
    return found;
}

QString BarsView::readout() const
{
    if (!index())
        return {};
    QStringList texts{tr("step %1").arg(countText(m_series.steps()[*index()]))};
    const auto valueText = [this](std::size_t bar) {
        return QStringLiteral("%1: %2").arg(name(bar), numberText(values()[bar]));
    };
    if (m_chosen)
        texts << valueText(*m_chosen);
    else if (const auto bar = highest())
        texts << tr("highest %1").arg(valueText(*bar));
    texts << countedText(std::ssize(values()), tr("1 value"), tr("%1 values"));
    return texts.join(QStringLiteral("  ·  "));
}

QStringList BarsView::labels() const
{
    if (!index() || !referenceIndex())
        return {};
    return {tr("step %1").arg(countText(m_series.steps()[*index()])),
            tr("outlines: step %1").arg(countText(m_series.steps()[*referenceIndex()]))};
}

QString BarsView::csv() const
{
    if (!index())
        return {};
    QString text = QStringLiteral("step,name,value\n");
    const auto append = [&](std::size_t at) {
        for (std::size_t bar = 0; bar < m_series.names().size(); ++bar)
            text += QStringList{QString::number(m_series.steps()[at]), csvField(name(bar)),
                                QString::number(m_series.row(at)[bar], 'g',
                                                QLocale::FloatingPointShortest)}
                        .join(u',')
                    + u'\n';
    };
    append(*index());
    if (referenceIndex() && referenceIndex() != index())
        append(*referenceIndex());
    return text;
}

QString BarsView::textAt(const QPointF& pixel) const
{
    const auto bar = barAt(pixel);
    if (!bar)
        return {};
    const QString axis = m_nameAxis.isEmpty() ? QString() : m_nameAxis + u' ';
    const QString text = axis + name(*bar) + QStringLiteral(": ") + numberText(values()[*bar], 5);
    if (!referenceIndex())
        return text;
    return tr("%1 (step %2: %3)")
        .arg(text, countText(m_series.steps()[*referenceIndex()]),
             numberText(reference()[*bar], 5));
}

void BarsView::clearRun()
{
    m_series = {};
    m_chosen.reset();
}

void BarsView::takeObservations(std::span<const Observed> observations)
{
    for (const Observed& observed : observations)
        if (observed.observation.id == look().id.toStdString())
            m_series.append(observed);
}

std::pair<double, double> BarsView::extent() const
{
    double low = 0.0;
    double high = 0.0;
    const auto include = [&](std::span<const double> values) {
        for (const double value : values)
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    };
    include(values());
    include(reference());
    for (std::size_t at = 0; m_fixedAxes->isChecked() && at < m_series.steps().size(); ++at)
        include(m_series.row(at));
    return low < high ? std::pair(low, high) : std::pair(0.0, 1.0);
}

void BarsView::fitAxes()
{
    QStringList names;
    for (std::size_t bar = 0; bar < m_series.names().size(); ++bar)
        names << name(bar);
    labelAxis(*plot()->xAxis, {m_nameAxis});
    labelAxis(*plot()->yAxis, {look().axisLabel});
    setNameTicks(*plot()->xAxis, names);
    plot()->xAxis->setRange(0.0, std::max(1.0, static_cast<double>(names.size())));
    const auto [low, high] = extent();
    const double room = margin * (high - low);
    plot()->yAxis->setRange(low < 0.0 ? low - room : 0.0, high > 0.0 ? high + room : 0.0);
}

void BarsView::restyle(const ThemeColors&)
{
    plot()->xAxis->grid()->setVisible(false);
    plot()->xAxis->setTickLength(0, 0);
    plot()->axisRect()->setMargins(QMargins(0, fontMetrics().height() + 6, 12, 0));
}

QRectF BarsView::barRect(std::size_t bar, double value) const
{
    const auto x = [this](double place) { return plot()->xAxis->coordToPixel(place); };
    const double left = x(static_cast<double>(bar));
    const double room = x(static_cast<double>(bar + 1)) - left;
    const double gap = room > gaplessUpTo ? 0.5 * (1.0 - barShare) * room : 0.0;
    return QRectF(QPointF(left + gap, plot()->yAxis->coordToPixel(value)),
                  QPointF(left + room - gap, plot()->yAxis->coordToPixel(0.0)))
        .normalized();
}

std::optional<std::size_t> BarsView::barAt(const QPointF& pixel) const
{
    const double place = std::floor(plot()->xAxis->pixelToCoord(pixel.x()));
    if (!plot()->axisRect()->rect().contains(pixel.toPoint()) || place < 0.0
        || place >= static_cast<double>(values().size()))
        return std::nullopt;
    return static_cast<std::size_t>(place);
}

// A click on the chosen bar again chooses none.
void BarsView::choose(const QPointF& pixel)
{
    const auto bar = barAt(pixel);
    m_chosen = bar == m_chosen ? std::nullopt : bar;
    refresh();
}

void BarsView::paintBars(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    painter.setAntialiasing(true);
    for (std::size_t bar = 0; bar < values().size(); ++bar)
        if (std::isfinite(values()[bar]))
            painter.fillRect(barRect(bar, values()[bar]),
                             bar == m_chosen ? colors().accent : colors().scaleMiddle);
    painter.setPen(QPen(colors().mutedText, 1.0));
    const double zero = plot()->yAxis->coordToPixel(0.0);
    const QRect rect = plot()->axisRect()->rect();
    painter.drawLine(QLineF(rect.left(), zero, rect.right(), zero));
}

// Over the bars, where higher ones would hide them.
void BarsView::paintReference(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors().text, referenceWidth));
    for (std::size_t bar = 0; bar < reference().size(); ++bar)
        if (std::isfinite(reference()[bar]))
            painter.drawRect(barRect(bar, reference()[bar]));
    painter.setClipping(false);
}

void BarsView::paintLegend(QCPPainter& painter) const
{
    const QRectF rect = plot()->axisRect()->rect();
    const QFontMetricsF metrics(painter.font());
    const double size = swatch * metrics.height();
    double right = rect.right();
    const QStringList texts = labels();
    for (qsizetype entry = texts.size() - 1; entry >= 0; --entry) {
        const double width = metrics.horizontalAdvance(texts[entry]);
        const QRectF line(right - width, rect.top() - metrics.height() - 3.0, width,
                          metrics.height());
        painter.setPen(colors().text);
        painter.drawText(line, Qt::AlignCenter | Qt::TextDontClip, texts[entry]);
        const QRectF mark(line.left() - size - 5.0, line.center().y() - 0.5 * size, size, size);
        if (entry == 0)
            painter.fillRect(mark, colors().scaleMiddle);
        else
            painter.drawRect(mark);
        right = mark.left() - legendGap;
    }
}

} // namespace grokking
