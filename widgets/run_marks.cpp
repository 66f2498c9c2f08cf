// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run_marks.h"

#include "widgets/number_text.h"
#include "widgets/plot_painting.h"

#include <ranges>
#include <utility>

namespace grokking {

namespace {

constexpr double gapAbovePlot = 3.0; // pixels between the plot and its labels
constexpr double arrowWidth = 8.0;   // of a slingshot
constexpr double arrowHeight = 7.0;

QString crossingLabel(const char* name, const Crossing& crossing)
{
    return QStringLiteral("%1 %2").arg(QLatin1String(name), crossingText(crossing));
}

void paintLine(QCPPainter& painter, const MarkPlace& place, std::int64_t step, const QPen& pen)
{
    const QRectF rect = place.stepAxis.axisRect()->rect();
    const double x = place.pixel(step);
    if (x < rect.left() - 1.0 || x > rect.right() + 1.0)
        return;
    painter.setPen(pen);
    painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()));
}

bool isShown(const MarkPlace& place, std::int64_t step)
{
    return place.stepAxis.range().contains(place.steps.position(static_cast<double>(step)));
}

void paintCrossing(QCPPainter& painter, const MarkPlace& place, const char* name,
                   const std::optional<Crossing>& crossing, const QColor& color,
                   std::vector<PlotLabel>& labels)
{
    if (!crossing || !isShown(place, crossing->step))
        return;
    paintLine(painter, place, crossing->step,
              QPen(color, 1.5, crossing->confirmed ? Qt::SolidLine : Qt::DashLine));
    labels.push_back({place.pixel(crossing->step), crossingLabel(name, *crossing), color, true});
}

// The label stands at the first one that is shown.
void paintSlingshots(QCPPainter& painter, const MarkPlace& place,
                     std::span<const std::int64_t> steps, std::vector<PlotLabel>& labels)
{
    const double top = place.stepAxis.axisRect()->rect().top();
    bool isNamed = false;
    painter.setPen(Qt::NoPen);
    painter.setBrush(place.colors.warning);
    for (const std::int64_t step : steps) {
        if (!isShown(place, step))
            continue;
        const double x = place.pixel(step);
        painter.drawPolygon(QPolygonF(
            {{x - arrowWidth / 2.0, top}, {x + arrowWidth / 2.0, top}, {x, top + arrowHeight}}));
        if (!std::exchange(isNamed, true))
            labels.push_back({x, slingshotsLabel(steps), place.colors.warning});
    }
    painter.setBrush(Qt::NoBrush);
}

// Returns a path's last name in words: "training.optimizer.weightDecay" -> "weight decay".
QString wordsOf(const std::string& path)
{
    QString words;
    for (const QChar character : QString::fromStdString(path).section(u'.', -1))
        words +=
            character.isUpper() ? QStringLiteral(" ") + character.toLower() : QString(character);
    return words;
}

} // namespace

double MarkPlace::pixel(std::int64_t step) const
{
    return stepAxis.coordToPixel(steps.position(static_cast<double>(step)));
}

void paintGap(QCPPainter& painter, const MarkPlace& place, const RunSummary& summary)
{
    if (!summary.t1 || !summary.t2 || summary.t2->step <= summary.t1->step)
        return;
    const QRectF rect = place.stepAxis.axisRect()->rect();
    const QRectF gap(QPointF(place.pixel(summary.t1->step), rect.top()),
                     QPointF(place.pixel(summary.t2->step), rect.bottom()));
    painter.fillRect(gap.intersected(rect), place.colors.gap);
}

void paintMarks(QCPPainter& painter, const MarkPlace& place, const RunMarks& marks)
{
    std::vector<PlotLabel> labels;
    paintCrossing(painter, place, "t1", marks.summary.t1, place.colors.t1, labels);
    paintCrossing(painter, place, "t2", marks.summary.t2, place.colors.t2, labels);
    paintSlingshots(painter, place, marks.slingshots, labels);
    for (const ParameterChanged& change : marks.changes | std::views::reverse) {
        if (!isShown(place, change.step))
            continue;
        paintLine(painter, place, change.step, QPen(place.colors.mutedText, 1.0, Qt::DotLine));
        labels.push_back({place.pixel(change.step), changeLabel(change), place.colors.mutedText});
    }
    const QRectF rect = place.stepAxis.axisRect()->rect();
    paintRowOfLabels(painter, labels, rect.top() - gapAbovePlot, 0.0,
                     place.stepAxis.parentPlot()->width());
}

QStringList crossingLabels(const RunSummary& summary)
{
    QStringList labels;
    if (summary.t1)
        labels << crossingLabel("t1", *summary.t1);
    if (summary.t2)
        labels << crossingLabel("t2", *summary.t2);
    return labels;
}

QString slingshotsLabel(std::span<const std::int64_t> steps)
{
    return countedText(std::ssize(steps), QStringLiteral("slingshot"),
                       QStringLiteral("%1 slingshots"));
}

QString changeLabel(const ParameterChanged& change)
{
    return QStringLiteral("%1 %2").arg(wordsOf(change.path), numberText(change.value));
}

} // namespace grokking
