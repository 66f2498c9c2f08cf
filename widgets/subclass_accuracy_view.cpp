// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subclass_accuracy_view.h"

#include "widgets/number_text.h"
#include "widgets/plot_painting.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace grokking {

namespace {

constexpr auto observationId = "subclass-accuracy";
constexpr int nameGap = 6;        // pixels between name and strip
constexpr double setGap = 6.0;    // between the subsampled subclasses and the others
constexpr double leastLine = 0.8; // of a text's ascent, from line to line of figures and capitals
constexpr double lowestTint = 0.05;
constexpr double highestTint = 0.85;

} // namespace

SubclassAccuracyView::SubclassAccuracyView(QWidget* parent) : StepView(parent)
{
    plot()->yAxis->setRangeReversed(true);
    plot()->yAxis->setTickLabels(false);
    plot()->yAxis->setTicks(false);
    plot()->yAxis->grid()->setVisible(false);
    plot()->axisRect()->setRangeDrag(Qt::Horizontal);
    plot()->axisRect()->setRangeZoom(Qt::Horizontal);
    setEmptyText(tr("Press Run on data with subclasses to watch each of them being learned."));
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintStrips(painter); });
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) { paintNames(painter); });
    new PlotPainting(plot(), cursorLayer, [this](QCPPainter& painter) { paintValues(painter); });
    restyle(colors());
    fitAxes();
}

QString SubclassAccuracyView::title() const
{
    return tr("Accuracy per subclass");
}

QString SubclassAccuracyView::readout() const
{
    const auto index = cursorIndex();
    if (!index || groupCount() == 0)
        return {};
    const std::span<const double> values = row(*index);
    const auto lowest = static_cast<std::size_t>(std::ranges::min_element(values) - values.begin());
    const double mean =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    return QStringList{stepText(),
                       tr("lowest %1 %2").arg(nameText(lowest), scoreText(values[lowest])),
                       tr("mean %1").arg(scoreText(mean))}
        .join(QStringLiteral("  ·  "));
}

QStringList SubclassAccuracyView::labels() const
{
    QStringList texts;
    for (std::size_t group = 0; group < groupCount(); ++group)
        texts << nameText(group);
    return texts + StepView::labels();
}

SubclassAccuracyView::TextSource SubclassAccuracyView::csvSource() const
{
    return [names = m_names, steps = std::make_shared<const std::vector<std::int64_t>>(steps()),
            values = std::make_shared<const std::vector<double>>(m_values)] {
        QString text = QStringLiteral("step");
        for (const std::string& name : names)
            text += u',' + QString::fromStdString(name);
        text += u'\n';
        auto value = values->begin();
        for (const std::int64_t step : *steps) {
            text += QString::number(step);
            for (std::size_t group = 0; group < names.size(); ++group)
                text += u',' + QString::number(*value++, 'g', QLocale::FloatingPointShortest);
            text += u'\n';
        }
        return text;
    };
}

std::span<const double> SubclassAccuracyView::row(std::size_t index) const
{
    if (index >= steps().size())
        return {};
    return std::span(m_values).subspan(index * groupCount(), groupCount());
}

void SubclassAccuracyView::clearRun()
{
    StepView::clearRun();
    m_names.clear();
    m_order.clear();
    m_regular = 0;
    m_values.clear();
}

void SubclassAccuracyView::takeObservations(std::span<const Observed> observations)
{
    for (const Observed& observed : observations) {
        const auto* vector = std::get_if<NamedVector>(&observed.observation.content);
        if (observed.observation.id != observationId || !vector)
            continue;
        if (m_names.empty())
            takeNames(vector->names);
        if (vector->values.size() != groupCount())
            continue;
        addStep(observed.step);
        m_values.insert(m_values.end(), vector->values.begin(), vector->values.end());
    }
}

void SubclassAccuracyView::takeNames(const std::vector<std::string>& names)
{
    m_names = names;
    m_order.resize(names.size());
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    const auto subsampled = std::stable_partition(
        m_order.begin(), m_order.end(), [this](std::size_t group) { return !isSubsampled(group); });
    m_regular = static_cast<std::size_t>(subsampled - m_order.begin());
    restyle(colors());
}

void SubclassAccuracyView::restyle(const ThemeColors&)
{
    setLabelRoom(QFontMetrics(font()).horizontalAdvance(QStringLiteral("0.9999")) + 2 * nameGap);
    int width = 0;
    for (std::size_t group = 0; group < groupCount(); ++group)
        width = std::max(width, QFontMetrics(font()).horizontalAdvance(nameText(group)));
    plot()->yAxis->setLabelPadding(width + 2 * nameGap);
}

void SubclassAccuracyView::fitValueAxis()
{
    const bool grouped = started() && started()->grouping;
    labelAxis(*plot()->yAxis,
              {grouped ? QString::fromStdString(started()->grouping->title) : tr("Subclass")});
    plot()->yAxis->setRange(0.0, std::max(1.0, static_cast<double>(groupCount())));
}

std::optional<std::size_t> SubclassAccuracyView::placeInGrouping(std::size_t group) const
{
    if (!started() || !started()->grouping)
        return std::nullopt;
    const auto& names = started()->grouping->names;
    const auto name = std::ranges::find(names, m_names[group]);
    if (name == names.end())
        return std::nullopt;
    return static_cast<std::size_t>(name - names.begin());
}

bool SubclassAccuracyView::isSubsampled(std::size_t group) const
{
    const auto place = placeInGrouping(group);
    return place && started()->grouping->subsampled[*place];
}

QString SubclassAccuracyView::markText(std::size_t group) const
{
    if (!isSubsampled(group))
        return {};
    const bool isRemoved = started()->grouping->trainingSize[*placeInGrouping(group)] == 0;
    return isRemoved ? QStringLiteral("◇") : QStringLiteral("◆");
}

QString SubclassAccuracyView::nameText(std::size_t group) const
{
    const QString name = QString::fromStdString(m_names[group]);
    return isSubsampled(group) ? markText(group) + u' ' + name : name;
}

QRectF SubclassAccuracyView::stripRect(std::size_t group) const
{
    const QRectF rect = plot()->axisRect()->rect();
    const auto place =
        static_cast<std::size_t>(std::ranges::find(m_order, group) - m_order.begin());
    const bool hasBoth = m_regular > 0 && m_regular < groupCount();
    const double gap = hasBoth ? setGap : 0.0;
    const double height = (rect.height() - gap) / static_cast<double>(groupCount());
    const double space = height > 4.0 ? 1.0 : 0.0;
    const double start = rect.top() + (place < m_regular ? 0.0 : gap);
    const double top = std::round(start + static_cast<double>(place) * height);
    const double bottom = std::round(start + static_cast<double>(place + 1) * height);
    return {rect.left(), top, rect.width(), bottom - top - space};
}

bool SubclassAccuracyView::hasRoomForText() const
{
    return groupCount() > 0
           && stripRect(m_order.front()).height()
                  >= leastLine * QFontMetricsF(plot()->font()).ascent();
}

// Every pixel column shows the last observation at or before its step.
void SubclassAccuracyView::paintStrips(QCPPainter& painter) const
{
    if (groupCount() == 0)
        return;
    const QRectF rect = plot()->axisRect()->rect();
    const std::vector<std::size_t> columns = pixelColumns(steps());
    painter.setAntialiasing(false);
    for (std::size_t column = 0; column + 1 < columns.size(); ++column) {
        const bool isLast = column + 2 == columns.size();
        const auto begin = std::floor(stepPixel(steps()[columns[column]]));
        const auto end =
            isLast ? rect.right() : std::floor(stepPixel(steps()[columns[column + 1]]));
        const double left = std::max(begin, rect.left());
        const double right = std::min(end, rect.right());
        if (left < right)
            paintColumn(painter, left, right, row(columns[column + 1] - 1));
    }
}

void SubclassAccuracyView::paintColumn(QCPPainter& painter, double left, double right,
                                       std::span<const double> values) const
{
    for (std::size_t group = 0; group < groupCount(); ++group) {
        const QRectF strip = stripRect(group);
        painter.fillRect(QRectF(left, strip.top(), right - left, strip.height()),
                         tintOf(values[group]));
    }
}

// Returns the color of an accuracy: fuller for higher.
QColor SubclassAccuracyView::tintOf(double accuracy) const
{
    const double opacity = lowestTint + (highestTint - lowestTint) * std::clamp(accuracy, 0.0, 1.0);
    return blended(colors().test, colors().surface, opacity);
}

void SubclassAccuracyView::paintNames(QCPPainter& painter) const
{
    const double left = plot()->axisRect()->rect().left();
    double nextLine = 0.0;
    for (const std::size_t group : m_order) {
        const QRectF strip = stripRect(group);
        if (isSubsampled(group))
            painter.fillRect(QRectF(left - 4.0, strip.top(), 4.0, strip.height()),
                             colors().subsampled);
        if (strip.top() < nextLine && group != m_order.front())
            continue; // strips lower than a line: name some of them
        nextLine = strip.top() + leastLine * QFontMetricsF(painter.font()).ascent();
        paintName(painter, group, QRectF(0, strip.top(), left - nameGap, strip.height()));
    }
    if (hasRoomForText())
        paintScale(painter);
}

// Where there are numbers at the strips' ends the colors are explained below their names.
void SubclassAccuracyView::paintScale(QCPPainter& painter) const
{
    const double height = QFontMetricsF(painter.font()).height();
    const double left = plot()->axisRect()->left();
    painter.setPen(colors().mutedText);
    paintColorRow(
        painter, QRectF(nameGap, plot()->height() - height, left - 2.0 * nameGap, height),
        [this](double accuracy) { return tintOf(accuracy); }, QStringLiteral("0"),
        QStringLiteral("1"));
}

// Paints a name at the right of a place; only its mark is purple, which is too light for text.
void SubclassAccuracyView::paintName(QCPPainter& painter, std::size_t group,
                                     const QRectF& place) const
{
    const QString name = QString::fromStdString(m_names[group]);
    constexpr int alignment = Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip;
    painter.setPen(colors().mutedText);
    painter.drawText(place, alignment, name);
    if (!isSubsampled(group))
        return;
    const double nameWidth =
        QFontMetricsF(painter.font()).horizontalAdvance(QStringLiteral(" ") + name);
    painter.setPen(colors().subsampled);
    painter.drawText(place.adjusted(0, 0, -nameWidth, 0), alignment, markText(group));
}

void SubclassAccuracyView::paintValues(QCPPainter& painter) const
{
    const auto index = cursorIndex();
    if (!index || groupCount() == 0)
        return;
    const QRectF rect = plot()->axisRect()->rect();
    painter.setPen(colors().text);
    if (!hasRoomForText()) {
        paintColorBar(
            painter, QRectF(rect.right() + 10.0, rect.top(), 6.0, rect.height()),
            [this](double accuracy) { return tintOf(accuracy); }, QStringLiteral("0"),
            QStringLiteral("1"));
        return;
    }
    for (std::size_t group = 0; group < groupCount(); ++group) {
        const QRectF strip = stripRect(group);
        painter.drawText(QRectF(rect.right() + nameGap, strip.top(), 0.0, strip.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                         scoreText(row(*index)[group]));
    }
}

} // namespace grokking
