// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sample_view.h"

#include "widgets/eliding_combo_box.h"
#include "widgets/number_text.h"
#include "widgets/plot_painting.h"

#include <QComboBox>
#include <QHBoxLayout>

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

// Margins of a network before training are a hundred times those after: an axis that is linear
// around 0 and logarithmic beyond 1 shows both.
double positionOf(double margin)
{
    return std::asinh(margin);
}

QSharedPointer<QCPAxisTickerText> tickerOf(double low, double high)
{
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    ticker->addTick(0.0, QStringLiteral("0"));
    const auto most = static_cast<int>(std::log10(std::max({-low, high, 1.0})));
    const int stride = most > 4 ? 3 : 1;
    for (int exponent = 0; exponent <= most; exponent += stride) {
        const double margin = std::pow(10.0, exponent);
        const QString text = powerOfTenText(exponent);
        if (margin <= high)
            ticker->addTick(positionOf(margin), text);
        if (-margin >= low)
            ticker->addTick(positionOf(-margin), QStringLiteral("-") + text);
    }
    return ticker;
}

} // namespace

SampleView::SampleView(QWidget* parent) : StepView(parent), m_choice(new ElidingComboBox(this))
{
    auto* controls = new QWidget(this);
    auto* row = new QHBoxLayout(controls);
    controls->setObjectName(QStringLiteral("viewControls"));
    row->setContentsMargins(10, 0, 6, 0);
    row->addWidget(m_choice);
    row->addStretch(1);
    addControls(controls);
    m_choice->setAccessibleName(tr("Sample"));
    m_choice->setPlaceholderText(tr("Choose a sample"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        showSample(static_cast<std::size_t>(index));
        emit sampleChosen(static_cast<std::size_t>(index));
    });
    setEmptyText(tr("Press Run, and click a sample in the geometry or choose one above."),
                 tr("Click a sample in the geometry or choose one above."));
    plot()->axisRect()->setRangeDrag(Qt::Horizontal);
    plot()->axisRect()->setRangeZoom(Qt::Horizontal);
    labelAxis(*plot()->yAxis, {tr("Margin")});
    new PlotPainting(plot(), groundLayer, [this](QCPPainter& painter) { paintMistakes(painter); });
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintCurve(painter); });
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) { paintChanges(painter); });
    restyle(colors());
    fitAxes();
}

QString SampleView::title() const
{
    return tr("Sample");
}

bool SampleView::hasData() const
{
    return m_sample && *m_sample < m_scene.samples.size()
           && m_predictions.samples() == m_scene.samples.size() && m_predictions.size() > 0;
}

PredictionHistory::Prediction SampleView::at(std::size_t index) const
{
    return m_predictions.at(index, *m_sample);
}

int SampleView::label() const
{
    return m_scene.grouping.classes[m_scene.samples[*m_sample].group];
}

QString SampleView::className(int number) const
{
    const auto place = static_cast<std::size_t>(number);
    return place < m_classNames.size() ? QString::fromStdString(m_classNames[place])
                                       : QString::number(number + 1);
}

QString SampleView::readout() const
{
    const auto index = m_predictions.indexAt(cursorStep());
    if (!index || !hasData())
        return {};
    const auto prediction = at(*index);
    return QStringList{tr("step %1").arg(countText(prediction.step)),
                       tr("label %1").arg(className(label())),
                       tr("predicted %1").arg(className(prediction.label)),
                       tr("margin %1").arg(numberText(prediction.margin))}
        .join(QStringLiteral("  ·  "));
}

QStringList SampleView::labels() const
{
    QStringList texts;
    if (hasData()) {
        texts << sampleName(m_scene, *m_sample);
        for (const std::size_t index : changesOfPrediction())
            texts << tr("step %1: %2").arg(countText(at(index).step), className(at(index).label));
    }
    return texts + StepView::labels();
}

QString SampleView::csv() const
{
    QString text = QStringLiteral("step,predicted,margin\n");
    if (!hasData())
        return text;
    for (std::size_t index = 0; index < m_predictions.size(); ++index)
        text += QStringLiteral("%1,%2,%3\n")
                    .arg(QString::number(at(index).step), className(at(index).label),
                         QString::number(at(index).margin, 'g', QLocale::FloatingPointShortest));
    return text;
}

void SampleView::showScene(const DataScene& scene)
{
    const bool isKnown =
        scene.grouping == m_scene.grouping && scene.samples.size() == m_scene.samples.size();
    m_scene = scene;
    if (isKnown)
        return; // another plane
    m_classNames = classNames(scene.grouping);
    if (m_sample && *m_sample >= scene.samples.size())
        m_sample.reset();
    m_choice->clear();
    for (std::size_t sample = 0; sample < scene.samples.size(); ++sample)
        m_choice->addItem(sampleName(scene, sample));
    m_choice->setCurrentIndex(m_sample ? static_cast<int>(*m_sample) : -1);
    refresh();
}

void SampleView::showSample(std::size_t sample)
{
    if (sample >= m_scene.samples.size())
        return;
    m_sample = sample;
    m_choice->setCurrentIndex(static_cast<int>(sample));
    refresh();
}

void SampleView::clearRun()
{
    StepView::clearRun();
    m_predictions.clear();
}

void SampleView::takeObservations(std::span<const Observed> observations)
{
    for (const Observed& observed : observations) {
        m_predictions.take(observed);
        if (observed.observation.id == "sample-margins")
            addStep(observed.step);
    }
}

void SampleView::fitValueAxis()
{
    double low = -1.0;
    double high = 1.0;
    for (std::size_t index = 0; hasData() && index < m_predictions.size(); ++index) {
        const double margin = at(index).margin;
        low = std::isfinite(margin) ? std::min(low, margin) : low;
        high = std::isfinite(margin) ? std::max(high, margin) : high;
    }
    plot()->yAxis->setTicker(tickerOf(low, high));
    const double room = 0.06 * (positionOf(high) - positionOf(low));
    plot()->yAxis->setRange(positionOf(low) - room, positionOf(high) + room);
}

double SampleView::marginPixel(double margin) const
{
    return plot()->yAxis->coordToPixel(positionOf(margin));
}

void SampleView::restyle(const ThemeColors&)
{
    setLabelRoom(QFontMetrics(font()).horizontalAdvance(QStringLiteral("00.0")) + 12);
}

std::vector<std::size_t> SampleView::changesOfPrediction() const
{
    std::vector<std::size_t> changes;
    for (std::size_t index = 0; index < m_predictions.size(); ++index)
        if (index == 0 || at(index).label != at(index - 1).label)
            changes.push_back(index);
    return changes;
}

void SampleView::paintMistakes(QCPPainter& painter) const
{
    if (!hasData())
        return;
    const QRectF rect = plot()->axisRect()->rect();
    const double zero = plot()->yAxis->coordToPixel(0.0);
    QColor wrong = colors().error;
    wrong.setAlphaF(0.08F);
    painter.fillRect(QRectF(rect.left(), zero, rect.width(), rect.bottom() - zero), wrong);
    painter.setPen(QPen(colors().mutedText, 1.0, Qt::DashLine));
    painter.drawLine(QLineF(rect.left(), zero, rect.right(), zero));
}

void SampleView::paintCurve(QCPPainter& painter) const
{
    if (!hasData())
        return;
    painter.setClipRect(plot()->axisRect()->rect());
    QPolygonF line;
    for (std::size_t index = 0; index < m_predictions.size(); ++index)
        line << QPointF(stepPixel(at(index).step), marginPixel(at(index).margin));
    const bool isTraining = m_scene.samples[*m_sample].split == SampleSplit::Training;
    painter.setPen(QPen(isTraining ? colors().train : colors().test, isTraining ? 1.5 : 2.0));
    painter.drawPolyline(line);
}

// Marks each change of prediction on the curve in the color of the class it turned to, and names
// it where there is room.
void SampleView::paintChanges(QCPPainter& painter) const
{
    if (!hasData())
        return;
    const QRectF rect = plot()->axisRect()->rect();
    const QFontMetricsF metrics(painter.font());
    double nextName = rect.left();
    for (const std::size_t index : changesOfPrediction()) {
        const auto prediction = at(index);
        const QPointF place(stepPixel(prediction.step), marginPixel(prediction.margin));
        if (!rect.adjusted(-1, -1, 1, 1).contains(place))
            continue;
        painter.setPen(QPen(colors().surface, 1.0));
        painter.setBrush(classColor(colors(), prediction.label));
        painter.drawEllipse(place, 3.5, 3.5);
        const QString name = className(prediction.label);
        const double width = metrics.horizontalAdvance(name) + 4.0;
        const double top = place.y() - 5.0 - metrics.height() < rect.top()
                               ? place.y() + 5.0
                               : place.y() - 5.0 - metrics.height();
        const double left = std::clamp(place.x() - 0.5 * width, rect.left(), rect.right() - width);
        if (left < nextName)
            continue;
        nextName = left + width;
        painter.setPen(colors().text);
        painter.drawText(QRectF(left, top, width, metrics.height()), Qt::AlignCenter, name);
    }
}

void SampleView::paintAtCursor(QCPPainter& painter, double x)
{
    const auto index = m_predictions.indexAt(cursorStep());
    if (!index || !hasData())
        return;
    const double margin = at(*index).margin;
    const QPointF place(x, marginPixel(margin));
    painter.setBrush(colors().text);
    painter.drawEllipse(place, 2.5, 2.5);
    painter.setPen(colors().text);
    painter.drawText(place + QPointF(6.0, -4.0), numberText(margin));
}

} // namespace grokking
