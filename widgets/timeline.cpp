// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline.h"

#include "widgets/number_text.h"
#include "widgets/plot_painting.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>

namespace grokking {

namespace {

constexpr int bandMargin = 3; // pixels above and below the names of the phases
constexpr double handleWidth = 9.0;
constexpr double pastTheEnd = 6.0; // pixels right of the last evaluation that follow the run
constexpr double labelMargin = 2.0;

// Returns what fits of a phase's name: all of it, its first word, or nothing.
QString fittingName(PhaseKind kind, const QFontMetricsF& metrics, double width)
{
    const QString name = phaseName(kind);
    for (const QString& text : {name, name.section(u':', 0, 0)})
        if (metrics.horizontalAdvance(text) + 2.0 * labelMargin <= width)
            return text;
    return {};
}

} // namespace

QString phaseName(PhaseKind kind)
{
    const auto text = [](const char* name) { return QCoreApplication::translate("phase", name); };
    switch (kind) {
    case PhaseKind::Start:
        return text("start");
    case PhaseKind::Memorizing:
        return text("memorizing");
    case PhaseKind::Plateau:
        return text("plateau: the gap");
    case PhaseKind::Transition:
        return text("transition");
    case PhaseKind::Generalized:
        return text("generalized");
    case PhaseKind::Lost:
        return text("lost again");
    case PhaseKind::NotMemorized:
        return text("not memorized");
    case PhaseKind::Diverged:
        break;
    }
    return text("diverged");
}

Timeline::Timeline(QWidget* parent) : StepView(parent)
{
    labelAxis(*plot()->xAxis, {QString()});
    plot()->xAxis->grid()->setVisible(false);
    plot()->yAxis->setVisible(false);
    plot()->yAxis->grid()->setVisible(false);
    plot()->axisRect()->setRangeZoom({}); // it always shows the whole run
    plot()->axisRect()->setRangeDrag({});
    plot()->axisRect()->setAutoMargins(QCP::msBottom);
    setHint(tr("The phases of the run show here."));
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintBands(painter); });
    new PlotPainting(plot(), cursorLayer, [this](QCPPainter& painter) { paintHandle(painter); });
    restyle(colors());
    fitAxes();
    connect(this, &RunView::readoutChanged, this, [this] {
        if (!QAccessible::isActive() || !hasData())
            return;
        QAccessibleValueChangeEvent moved(
            this, static_cast<qlonglong>(cursorStep().value_or(steps().back())));
        QAccessible::updateAccessibility(&moved);
    });
}

QString Timeline::title() const
{
    return tr("Timeline");
}

QString Timeline::readout() const
{
    const auto index = cursorIndex();
    if (!index)
        return {};
    const auto phase = std::ranges::find_if(
        m_phases, [&](const RunPhase& each) { return steps()[*index] < each.end; });
    if (m_phases.empty())
        return stepText();
    return stepText() + QStringLiteral("  ·  ")
           + phaseName(phase == m_phases.end() ? m_phases.back().kind : phase->kind);
}

QStringList Timeline::labels() const
{
    QStringList texts;
    for (const RunPhase& phase : m_phases)
        texts << phaseName(phase.kind);
    return texts + StepView::labels();
}

QString Timeline::csv() const
{
    QString text = QStringLiteral("phase,begin,end\n");
    for (const RunPhase& phase : m_phases)
        text +=
            QStringLiteral("%1,%2,%3\n").arg(phaseName(phase.kind)).arg(phase.begin).arg(phase.end);
    return text;
}

QPointF Timeline::placeOf(std::int64_t step) const
{
    return {stepPixel(step), QRectF(plot()->axisRect()->rect()).center().y()};
}

void Timeline::setPlannedSteps(std::optional<std::int64_t> steps)
{
    setAxisEnd(steps);
}

void Timeline::clearRun()
{
    StepView::clearRun();
    m_scores.clear();
    m_phases.clear();
}

void Timeline::takeSamples(std::span<const Sampled> samples)
{
    for (const Sampled& sample : samples) {
        addStep(sample.step);
        m_scores.push_back({sample.step, sample.train.score, sample.test.score});
    }
    if (!m_phases.empty())
        m_phases.back().end = m_scores.back().step; // until the next summary
    else
        takeSummary();
}

void Timeline::takeSummary()
{
    m_phases = phasesOf(m_scores, summary());
}

void Timeline::restyle(const ThemeColors&)
{
    plot()->setBackground(QBrush(colors().background)); // no cell of its own
    setLabelRoom(16);
    const QFontMetrics metrics(font());
    m_bandHeight = metrics.height() + 2 * bandMargin;
    setMinimumSize(160, m_bandHeight + 2 * metrics.height() + 18);
    setMaximumHeight(minimumHeight());
}

QSize Timeline::pictureSize(const QSize& wanted) const
{
    return {wanted.width(), minimumHeight()};
}

QColor Timeline::colorOf(PhaseKind kind) const
{
    switch (kind) {
    case PhaseKind::Memorizing:
        return blended(colors().train, colors().surface, 0.3);
    case PhaseKind::Plateau:
        return blended(colors().text, colors().surface, 0.16);
    case PhaseKind::Transition:
        return blended(colors().test, colors().surface, 0.35);
    case PhaseKind::Generalized:
        return blended(colors().t2, colors().surface, 0.4);
    case PhaseKind::Lost:
    case PhaseKind::NotMemorized:
    case PhaseKind::Diverged:
        return blended(colors().error, colors().surface, 0.3);
    case PhaseKind::Start:
        break;
    }
    return blended(colors().text, colors().surface, 0.06);
}

QRectF Timeline::bandOf(const RunPhase& phase) const
{
    const QRectF rect = plot()->axisRect()->rect();
    const double left = stepPixel(phase.begin);
    return QRectF(left, rect.bottom() - m_bandHeight, stepPixel(phase.end) - left, m_bandHeight);
}

void Timeline::paintBands(QCPPainter& painter) const
{
    if (!hasData())
        return;
    const QRectF rect = plot()->axisRect()->rect();
    painter.setPen(QPen(colors().border, 1.0, Qt::DotLine)); // what is still to come
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect.left(), rect.bottom() - m_bandHeight, rect.width(), m_bandHeight));
    for (const RunPhase& phase : m_phases)
        paintBand(painter, phase);
}

void Timeline::paintBand(QCPPainter& painter, const RunPhase& phase) const
{
    const QRectF band = bandOf(phase);
    if (phase.kind == PhaseKind::Diverged) {
        painter.setPen(QPen(colors().error, 3.0));
        painter.drawLine(band.topLeft(), band.bottomLeft());
        return;
    }
    painter.fillRect(band, colorOf(phase.kind));
    painter.setPen(colors().text);
    painter.drawText(band, Qt::AlignCenter,
                     fittingName(phase.kind, QFontMetricsF(painter.font()), band.width()));
}

// A grip at the step all views look at, filled while it is pinned there.
void Timeline::paintHandle(QCPPainter& painter) const
{
    const auto index = cursorIndex();
    if (!index)
        return;
    const QRectF rect = plot()->axisRect()->rect();
    const QRectF grip(stepPixel(steps()[*index]) - handleWidth / 2.0,
                      rect.bottom() - m_bandHeight - 3.0, handleWidth, m_bandHeight + 6.0);
    painter.setPen(QPen(colors().accent, 2.0));
    painter.setBrush(cursor().pinned ? colors().accent : colors().surface);
    painter.drawRoundedRect(grip, 3.0, 3.0);
}

Qt::CursorShape Timeline::shapeAt(const QPointF& pixel) const
{
    return hasData() && plot()->axisRect()->rect().contains(pixel.toPoint()) ? Qt::SizeHorCursor
                                                                             : Qt::ArrowCursor;
}

bool Timeline::beginDrag(const QPointF& pixel)
{
    dragTo(pixel);
    return true;
}

void Timeline::dragTo(const QPointF& pixel)
{
    if (!hasData())
        return;
    if (pixel.x() > stepPixel(steps().back()) + pastTheEnd)
        emit followRequested();
    else
        emit scrubbed(stepAt(pixel).value());
}

bool Timeline::takesKey(const QKeyEvent& key) const
{
    return key.key() == Qt::Key_Home || key.key() == Qt::Key_End || StepView::takesKey(key);
}

void Timeline::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Home)
        emit startRequested();
    else if (event->key() == Qt::Key_End)
        emit followRequested();
    else
        StepView::keyPressEvent(event);
}

} // namespace grokking
