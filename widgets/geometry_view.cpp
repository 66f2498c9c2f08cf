// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/geometry_view.h"

#include "widgets/group_marker.h"
#include "widgets/number_text.h"
#include "widgets/plane_controls.h"
#include "widgets/plot_painting.h"

#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>

namespace grokking {

namespace {

constexpr double reach = 10.0;        // pixels from a mark at which the mouse finds it
constexpr double margin = 0.08;       // of the extent, around the marks
constexpr double clickDistance = 4.0; // pixels; farther is a drag

// Returns the index of the place nearest to the mouse within reach, among those `isCandidate`.
template <class PlaceOf, class IsCandidate>
std::optional<std::size_t> nearest(std::size_t count, const QPointF& mouse, PlaceOf placeOf,
                                   IsCandidate isCandidate)
{
    std::optional<std::size_t> found;
    double distance = reach;
    for (std::size_t index = 0; index < count; ++index) {
        const double length = QLineF(mouse, placeOf(index)).length();
        if (isCandidate(index) && length < distance) {
            distance = length;
            found = index;
        }
    }
    return found;
}

} // namespace

GeometryView::GeometryView(QWidget* parent) : RunView(parent), m_controls(new PlaneControls(this))
{
    addControls(m_controls);
    setHint(tr("Choose data with subclasses to see where they lie."));
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    addPaintings();
    connectPlot();
    connect(m_controls, &PlaneControls::planeChosen, this, &GeometryView::planeChosen);
    connect(m_controls, &PlaneControls::splitsChosen, this, [this] { refresh(); });
    restyle(colors());
    fitAxes();
}

void GeometryView::connectPlot()
{
    fitToSize();
    connect(plot(), &QCustomPlot::mousePress, this,
            [this](const QMouseEvent* mouse) { m_pressed = mouse->position(); });
    connect(plot(), &QCustomPlot::mouseRelease, this, [this](const QMouseEvent* mouse) {
        if (mouse->button() == Qt::LeftButton
            && QLineF(m_pressed, mouse->position()).length() <= clickDistance)
            click(mouse->position());
    });
    connect(plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* mouse) {
        const QString text = textAt(mouse->position());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(mouse->globalPosition().toPoint(), text, plot());
    });
}

QString GeometryView::title() const
{
    return m_scene.source.isEmpty() ? tr("Geometry") : tr("Geometry, %1").arg(m_scene.source);
}

QString GeometryView::readout() const
{
    const auto index = m_predictions.indexAt(cursorStep());
    if (!index || m_predictions.samples() != m_scene.samples.size()) {
        if (!hasData())
            return {};
        return tr("%n subclasses", nullptr, static_cast<int>(m_scene.grouping.names.size()))
               + QStringLiteral("  ·  ")
               + tr("%n samples", nullptr, static_cast<int>(m_scene.samples.size()));
    }
    std::int64_t mistaken = 0;
    for (std::size_t sample = 0; sample < m_scene.samples.size(); ++sample)
        mistaken += isMistaken(sample) ? 1 : 0;
    return tr("step %1").arg(countText(m_predictions.at(*index, 0).step)) + QStringLiteral("  ·  ")
           + tr("%1 of %2 wrong").arg(mistaken).arg(m_scene.samples.size());
}

QStringList GeometryView::labels() const
{
    QStringList texts{m_scene.axes[0], m_scene.axes[1]};
    for (std::size_t group = 0; group < m_scene.grouping.names.size(); ++group) {
        const QString name = QString::fromStdString(m_scene.grouping.names[group]);
        texts << (isRemoved(m_scene.grouping, group) ? tr("%1 (removed)").arg(name) : name);
    }
    return texts;
}

QString GeometryView::csv() const
{
    const auto number = [](double value) {
        return QString::number(value, 'g', QLocale::FloatingPointShortest);
    };
    const auto line = [&](const QString& kind, std::size_t group, std::int64_t count,
                          const QPointF& place, const QString& prediction) {
        const Grouping& grouping = m_scene.grouping;
        return QStringList{kind,
                           QString::fromStdString(grouping.names[group]),
                           QString::number(grouping.classes[group]),
                           QString::number(count),
                           number(place.x()),
                           number(place.y()),
                           prediction}
                   .join(u',')
               + u'\n';
    };
    QString text = QStringLiteral("kind,subclass,class,number,x,y,step,predicted\n");
    for (std::size_t group = 0; group < m_scene.centroids.size(); ++group)
        text += line(QStringLiteral("centroid"), group, 0, m_scene.centroids[group],
                     QStringLiteral(","));
    for (std::size_t index = 0; index < m_scene.samples.size(); ++index) {
        const SceneSample& sample = m_scene.samples[index];
        const auto prediction = predictionAt(index);
        text += line(sample.split == SampleSplit::Training ? QStringLiteral("train")
                                                           : QStringLiteral("test"),
                     sample.group, sample.number + 1, sample.position,
                     prediction ? QString::number(prediction->step) + u','
                                      + QString::number(prediction->label)
                                : QStringLiteral(","));
    }
    return text;
}

std::optional<PredictionHistory::Prediction> GeometryView::predictionAt(std::size_t sample) const
{
    const auto index = m_predictions.indexAt(cursorStep());
    if (!index || m_predictions.samples() != m_scene.samples.size())
        return std::nullopt;
    return m_predictions.at(*index, sample);
}

bool GeometryView::isMistaken(std::size_t sample) const
{
    const auto prediction = predictionAt(sample);
    return prediction
           && prediction->label != m_scene.grouping.classes[m_scene.samples[sample].group];
}

QPointF GeometryView::samplePixel(std::size_t sample) const
{
    return pixel(m_scene.samples[sample].position);
}

QPointF GeometryView::centroidPixel(std::size_t group) const
{
    return pixel(m_scene.centroids[group]);
}

QPointF GeometryView::pixel(const QPointF& position) const
{
    return {plot()->xAxis->coordToPixel(position.x()), plot()->yAxis->coordToPixel(position.y())};
}

void GeometryView::showScene(const DataScene& scene)
{
    if (scene.samples.size() != m_scene.samples.size())
        m_selected.reset();
    m_scene = scene;
    m_controls->showScene(scene);
    setWindowTitle(title());
    refresh();
}

void GeometryView::selectSample(std::optional<std::size_t> sample)
{
    m_selected = sample;
    refreshCursor();
}

void GeometryView::clearRun()
{
    m_predictions.clear();
}

void GeometryView::takeObservations(std::span<const Observed> observations)
{
    for (const Observed& observed : observations)
        m_predictions.take(observed);
}

// One unit is as long up as it is across, so that distances can be compared.
void GeometryView::fitAxes()
{
    labelAxes();
    QPolygonF marks(QList<QPointF>(m_scene.centroids.begin(), m_scene.centroids.end()));
    for (const SceneSample& sample : m_scene.samples)
        marks << sample.position;
    const QRectF bounds = marks.boundingRect();
    const QSizeF room = plot()->axisRect()->rect().size();
    if (marks.isEmpty() || room.isEmpty())
        return;
    const QRectF shown = equalUnits(bounds, room, margin);
    plot()->xAxis->setRange(shown.left(), shown.right());
    plot()->yAxis->setRange(shown.top(), shown.bottom());
}

void GeometryView::labelAxes()
{
    labelAxis(*plot()->xAxis, {m_scene.axes[0], m_scene.shortAxes[0]});
    labelAxis(*plot()->yAxis, {m_scene.axes[1], m_scene.shortAxes[1]});
    const int numbers = plot()->axisRect()->width()
                        / QFontMetrics(font()).horizontalAdvance(QStringLiteral("-0.00  "));
    plot()->xAxis->ticker()->setTickCount(std::clamp(numbers - 1, 2, 6));
    const int lines = plot()->axisRect()->height() / QFontMetrics(font()).height();
    plot()->yAxis->ticker()->setTickCount(std::clamp(lines / 2, 2, 6));
}

void GeometryView::restyle(const ThemeColors&)
{
    plot()->axisRect()->setMargins(QMargins(0, 4, 12, 0));
}

void GeometryView::click(const QPointF& mouse)
{
    const auto group = centroidAt(mouse);
    const auto sample = sampleAt(mouse);
    if (group && m_controls->choosesThree())
        m_controls->chooseNext(*group);
    else if (sample)
        choose(*sample);
}

void GeometryView::choose(std::size_t sample)
{
    selectSample(sample);
    emit sampleChosen(sample);
}

// Up and down go through the samples that are shown.
void GeometryView::keyPressEvent(QKeyEvent* event)
{
    const bool isForward = event->key() == Qt::Key_Down;
    const std::size_t count = m_scene.samples.size();
    if ((!isForward && event->key() != Qt::Key_Up) || count == 0) {
        RunView::keyPressEvent(event);
        return;
    }
    std::size_t sample = m_selected.value_or(isForward ? count - 1 : 0);
    for (std::size_t tried = 0; tried < count; ++tried) {
        sample = (sample + (isForward ? 1 : count - 1)) % count;
        if (isShown(sample)) {
            choose(sample);
            return;
        }
    }
}

bool GeometryView::isShown(std::size_t sample) const
{
    return m_controls->shows(m_scene.samples[sample].split);
}

std::optional<std::size_t> GeometryView::sampleAt(const QPointF& mouse) const
{
    return nearest(
        m_scene.samples.size(), mouse, [this](std::size_t index) { return samplePixel(index); },
        [this](std::size_t index) { return isShown(index); });
}

std::optional<std::size_t> GeometryView::centroidAt(const QPointF& mouse) const
{
    return nearest(
        m_scene.centroids.size(), mouse, [this](std::size_t index) { return centroidPixel(index); },
        [](std::size_t) { return true; });
}

QString GeometryView::textAt(const QPointF& mouse) const
{
    if (const auto group = centroidAt(mouse))
        return centroidText(*group);
    if (const auto sample = sampleAt(mouse))
        return sampleText(*sample);
    return {};
}

QString GeometryView::centroidText(std::size_t group) const
{
    const Grouping& grouping = m_scene.grouping;
    QString text =
        tr("%1: %2 training samples, %3 test samples")
            .arg(QString::fromStdString(grouping.names[group]),
                 countText(grouping.trainingSize[group]), countText(grouping.testSize[group]));
    const auto other = nearestOfAnotherClass(m_scene, group);
    if (!other)
        return text;
    return text
           + tr("\nNearest of another class: %1 at %2")
                 .arg(QString::fromStdString(grouping.names[*other]),
                      numberText(m_scene.distances.row(static_cast<std::int64_t>(group))[*other]));
}

QString GeometryView::sampleText(std::size_t sample) const
{
    return tr("%1: %2 from its centroid")
        .arg(sampleName(m_scene, sample), numberText(m_scene.samples[sample].distance));
}

} // namespace grokking
