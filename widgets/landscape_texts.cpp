// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What LandscapeView says of a place, of itself and to other programs.
#include "widgets/landscape_view.h"

#include "widgets/number_text.h"
#include "widgets/plot_painting.h"
#include "widgets/region_text.h"
#include "widgets/table_picture.h"
#include "widgets/verdict_text.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

QString digits(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString stepDigits(const std::optional<std::int64_t>& step)
{
    return step ? QString::number(*step) : QString();
}

} // namespace

QString LandscapeView::layerName() const
{
    switch (layer()) {
    case LandscapeLayer::Error:
        return QString::fromStdString(m_landscape.errorLabel);
    case LandscapeLayer::Complexity:
        return QString::fromStdString(m_landscape.complexityLabel);
    case LandscapeLayer::Objective:
        return tr("What training minimizes");
    case LandscapeLayer::Basin:
        break;
    }
    return tr("Gap, steps");
}

QString LandscapeView::placeText(const QPointF& place) const
{
    return QStringLiteral("%1 %2  ·  %3 %4")
        .arg(axisName(m_scene.across), numberText(place.x()), axisName(m_scene.up),
             numberText(place.y()));
}

QString LandscapeView::readout() const
{
    if (m_drag)
        return tr("start  ·  %1").arg(placeText(m_drag->place));
    const PathPoint* const point = m_path.points().empty() ? nullptr
                                   : cursorStep()          ? m_path.at(*cursorStep())
                                                           : &m_path.points().back();
    if (point && m_scene.isOfRun)
        return tr("step %1").arg(countText(point->step)) + QStringLiteral("  ·  ")
               + placeText({point->complexity, point->error});
    QStringList texts;
    if (m_scene.start)
        texts << tr("start") << placeText(*m_scene.start);
    if (m_hasSamples && m_series.steps().empty())
        texts << tr("this run has recorded no path");
    return texts.join(QStringLiteral("  ·  "));
}

QStringList LandscapeView::labels() const
{
    if (isEmpty())
        return {};
    QStringList texts{layerName(), axisName(m_scene.across), axisName(m_scene.up)};
    for (const LandscapePin& pin : m_scene.pins)
        texts << pin.letter;
    if (m_scene.start)
        texts << tr("start %1, %2")
                     .arg(numberText(m_scene.start->x()), numberText(m_scene.start->y()));
    for (const PathMark& mark : landmarks())
        texts << mark.text;
    for (std::size_t overlay = 0; overlay < overlays().size(); ++overlay)
        texts << overlays()[overlay].title << overlayText(overlay);
    texts.removeAll(QString());
    if (!caption().isEmpty())
        texts << caption();
    if (layer() == LandscapeLayer::Basin)
        return texts + basinTexts();
    for (const Region& region : m_regions)
        texts << region.name;
    return texts;
}

// "17 grokked", "5 together", ...
QStringList LandscapeView::basinTexts() const
{
    QStringList texts;
    for (const Verdict verdict : {Verdict::Grokked, Verdict::Together, Verdict::Memorized,
                                  Verdict::Ungrokked, Verdict::Failed, Verdict::Diverged}) {
        const auto count = std::ranges::count(m_basin.cells, verdict, &BasinCell::verdict);
        if (count > 0)
            texts << QStringLiteral("%1 %2").arg(countText(count), verdictText(verdict, false));
    }
    return texts;
}

// "37 of 256 starts, about 2 min left".
QString LandscapeView::basinStatusText() const
{
    using Phase = BasinStatus::Phase;
    const BasinStatus& status = m_basinStatus;
    const QString share = tr("%1 of %2 starts")
                              .arg(countText(static_cast<std::int64_t>(status.done)),
                                   countText(static_cast<std::int64_t>(status.count)));
    switch (status.phase) {
    case Phase::None:
        break;
    case Phase::Computing:
        return status.secondsLeft
                   ? tr("%1, about %2 left").arg(share, durationText(*status.secondsLeft))
                   : share;
    case Phase::Stopped:
        return tr("stopped: %1 drawn").arg(share);
    case Phase::Complete:
        return tr("all %1 starts drawn").arg(countText(static_cast<std::int64_t>(status.count)));
    }
    return {};
}

QString LandscapeView::caption() const
{
    return layer() == LandscapeLayer::Basin ? basinStatusText() : m_slice;
}

QString LandscapeView::csv() const
{
    QString text = csvField(axisName(m_scene.across)) + u',' + csvField(axisName(m_scene.up));
    const bool isBasin = layer() == LandscapeLayer::Basin;
    text += isBasin ? QStringLiteral(",verdict,t1,t2,gap\n")
                    : QStringLiteral(",error,complexity,objective\n");
    const GridAxis& across = isBasin ? m_basin.across : m_landscape.across;
    const GridAxis& up = isBasin ? m_basin.up : m_landscape.up;
    const std::size_t count = isBasin ? m_basin.cells.size() : m_landscape.error.size();
    for (std::size_t place = 0; place < count; ++place) {
        QStringList fields{digits(across.value(place % across.count)),
                           digits(up.value(place / across.count))};
        if (isBasin) {
            const BasinCell& cell = m_basin.cells[place];
            fields << QString::fromUtf8(verdictName(cell.verdict)) << stepDigits(cell.t1)
                   << stepDigits(cell.t2) << stepDigits(cell.gap);
        } else {
            fields << digits(m_landscape.error[place]) << digits(m_landscape.complexity[place])
                   << digits(m_landscape.objective[place]);
        }
        text += fields.join(u',') + u'\n';
    }
    return text;
}

QString LandscapeView::textAt(const QPointF& pixel) const
{
    if (isEmpty() || !plot()->axisRect()->rect().contains(pixel.toPoint()))
        return {};
    for (const LandscapePin& pin : m_scene.pins)
        if (pinAt(pixel) == pin.place)
            return pin.text;
    const QPointF place = placeAt(pixel);
    QStringList texts{placeText(place)};
    if (layer() == LandscapeLayer::Basin)
        texts << cellText(place);
    texts << valuesText(place);
    texts.removeAll(QString());
    return texts.join(u'\n');
}

QString LandscapeView::valuesText(const QPointF& place) const
{
    const double error = valueAt(m_landscape.error, place);
    const double complexity = valueAt(m_landscape.complexity, place);
    if (!std::isfinite(error) || !std::isfinite(complexity))
        return {};
    QStringList texts{tr("error %1").arg(numberText(error)),
                      tr("complexity %1").arg(numberText(complexity)),
                      tr("objective %1").arg(numberText(valueAt(m_landscape.objective, place)))};
    if (lines())
        texts << regionName(regionOf({.error = error, .complexity = complexity}, *lines()));
    return texts.join(QStringLiteral("  ·  "));
}

QString LandscapeView::cellText(const QPointF& place) const
{
    const auto index = cellAt(place);
    if (!index || m_basin.cells[*index].verdict == Verdict::Running)
        return {};
    const BasinCell& cell = m_basin.cells[*index];
    QStringList texts{verdictText(cell.verdict, false)};
    if (cell.t1)
        texts << tr("t1 %1").arg(countText(*cell.t1));
    if (cell.t2)
        texts << tr("t2 %1").arg(countText(*cell.t2));
    if (cell.gap)
        texts << tr("gap %1").arg(countText(*cell.gap));
    return texts.join(QStringLiteral("  ·  "));
}

} // namespace grokking
