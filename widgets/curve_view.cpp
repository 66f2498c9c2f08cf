// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_view.h"

#include "widgets/number_text.h"
#include "widgets/scale_ticker.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double margin = 0.06;     // of the value range, above and below
constexpr double linearShare = 0.2; // of the last step that looks like a decade, on a linear axis

QString csvText(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

// Returns "median of 10 seeds", or of several groups "fig3a: medians of 10 seeds", or if their
// numbers differ "n100: 10 seeds", "n200: 9 seeds".
QStringList groupNotes(const std::vector<GroupCurves>& groups)
{
    QStringList counts;
    for (const GroupCurves& group : groups) {
        const auto [fewest, most] = group.runRange();
        counts << (fewest == most ? QString::number(most)
                                  : CurveView::tr("%1 to %2").arg(fewest).arg(most));
    }
    if (groups.size() == 1)
        return {CurveView::tr("median of %1 seeds").arg(counts.front())};
    QStringList notes;
    if (!counts.isEmpty() && counts.count(counts.front()) == counts.size()) {
        const QString common = commonBeginning(groups);
        notes << (common.isEmpty() ? QString() : common.chopped(1) + QStringLiteral(": "))
                     + CurveView::tr("medians of %1 seeds").arg(counts.front());
    } else {
        for (std::size_t i = 0; i < groups.size(); ++i)
            notes << CurveView::tr("%1: %2 seeds")
                         .arg(groups[i].title, counts[static_cast<qsizetype>(i)]);
    }
    return notes;
}

// Returns " (+0.12)".
QString differenceText(double difference)
{
    return QStringLiteral(" (%1%2)").arg(difference > 0.0 ? "+" : "", numberText(difference));
}

// Returns the columns of a group at a step; empty ones where none of its runs was evaluated.
QString groupCsv(const GroupCurves& group, std::int64_t step)
{
    QString text;
    for (const BandCurve& band : group.curves) {
        const auto place = std::ranges::lower_bound(band.steps, step);
        if (place == band.steps.end() || *place != step) {
            text += QStringLiteral(",,,,");
            continue;
        }
        const auto index = static_cast<std::size_t>(place - band.steps.begin());
        for (const CurveSeries* const series : {&band.lower, &band.median, &band.upper})
            text += u',' + csvText(series->values()[index]);
        text += u',' + QString::number(band.runs[index]);
    }
    return text;
}

// A copy of what a view draws.
struct CurveTable {
    QString header;
    std::vector<std::int64_t> steps;
    std::vector<std::vector<double>> curves;
    std::optional<MedianWindow> smoothed;
    std::optional<GroupCurves> group;
};

QString csvOf(const CurveTable& table)
{
    QString text = table.header;
    for (std::size_t row = 0; row < table.steps.size(); ++row) {
        text += QString::number(table.steps[row]);
        for (const std::vector<double>& values : table.curves)
            text += u',' + csvText(values[row]);
        if (table.smoothed)
            for (const std::vector<double>& values : table.curves)
                text += u',' + csvText(runningMedian(table.steps, values, row, *table.smoothed));
        if (table.group)
            text += groupCsv(*table.group, table.steps[row]);
        text += u'\n';
    }
    return text;
}

// Returns the decades to either side of a value that its median is taken over.
double reachOf(Smoothing smoothing)
{
    switch (smoothing) {
    case Smoothing::Light:
        return 0.025;
    case Smoothing::Medium:
        return 0.05;
    case Smoothing::Strong:
        return 0.1;
    case Smoothing::Off:
        break;
    }
    return 0.0;
}

} // namespace

CurveView::CurveView(ZeroScale::Kind valueScale, QWidget* parent)
    : StepView(parent),
      m_overlayCurves([this](OverlayCurves::Run& run) { readOverlay(run); }, valueScale),
      m_ownScale(valueScale), m_valueScale(valueScale)
{
    setScaleTicker(*plot()->yAxis, m_valueScale);
    addPaintings();
    connect(plot(), &QCustomPlot::afterLayout, this, &CurveView::placeTraces);
}

void CurveView::setCurves(std::vector<Curve> curves)
{
    m_curves = std::move(curves);
    m_traces.clear();
    plot()->clearGraphs();
    for (const Curve& curve : m_curves) {
        m_traces.push_back({{}, plot()->addGraph(), nullptr});
        m_traces.back().raw->setName(curve.name);
    }
    for (Trace& trace : m_traces) // in front of all raw ones
        trace.smoothed = plot()->addGraph();
    m_behind.clear();
    m_seedGroups.clear();
    m_overlayCurves.clear();
    CurveView::clearRun();
    CurveView::restyle(colors());
}

QString CurveView::readout() const
{
    const auto index = cursorIndex();
    if (!index || m_curves.empty())
        return {};
    const auto reference = referenceIndex();
    QStringList parts{stepText()};
    for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
        const double value = values(curve)[*index];
        parts << QStringLiteral("%1 %2").arg(m_curves[curve].name, readoutText(value));
        if (reference)
            parts.back() += differenceText(value - values(curve)[*reference]);
    }
    if (const QString group = groupReadout(steps()[*index]); !group.isEmpty())
        parts << group;
    return parts.join(QStringLiteral("  ·  "));
}

qsizetype CurveView::mainReadoutPart() const
{
    const auto test = std::ranges::find(m_curves, Role::Test, &Curve::role);
    return 1 + (test == m_curves.end() ? 0 : test - m_curves.begin());
}

// Says what the group's test curve, or its first one, is at a step.
QString CurveView::groupReadout(std::int64_t step) const
{
    const GroupCurves* const group = shownGroup();
    if (!group || !cursorStep())
        return {};
    const auto test = std::ranges::find(m_curves, Role::Test, &Curve::role);
    const auto curve = test == m_curves.end() ? 0 : test - m_curves.begin();
    const BandCurve& band = group->curves[static_cast<std::size_t>(curve)];
    const auto place = std::ranges::lower_bound(band.steps, step);
    if (place == band.steps.end() || *place != step)
        return {};
    const auto index = static_cast<std::size_t>(place - band.steps.begin());
    return tr("%1 of %2 seeds: median %3 (%4 to %5)")
        .arg(m_curves[static_cast<std::size_t>(curve)].name)
        .arg(band.runs[index])
        .arg(readoutText(band.median.values()[index]), readoutText(band.lower.values()[index]),
             readoutText(band.upper.values()[index]));
}

QStringList CurveView::labels() const
{
    QStringList texts;
    for (const Curve& curve : m_curves)
        texts << curve.name;
    for (std::size_t number = 0; number < overlays().size(); ++number)
        if (!isInBand(number))
            texts << overlays()[number].title;
    for (const GroupCurves& group : groups())
        texts << group.title;
    if (!note().isEmpty())
        texts << note();
    return texts + StepView::labels();
}

QString CurveView::note() const
{
    const QStringList texts = notes();
    return texts.isEmpty() ? QString() : texts.front();
}

// Returns the note, and shorter ones for where it does not fit.
QStringList CurveView::notes() const
{
    QStringList parts = groupNotes(groups());
    if (m_look.seeds == SeedsLook::Traces)
        for (const GroupCurves& group : m_seedGroups)
            parts << tr("%1 seeds, one line each").arg(group.members.size());
    const QString text = parts.join(QStringLiteral("; "));
    QStringList texts;
    if (!groups().empty()) {
        const auto isTrain = [](const Curve& curve) { return curve.role == Role::Train; };
        const QString dashes = groups().size() > 1 && std::ranges::any_of(m_curves, isTrain)
                                   ? tr("; train dashed")
                                   : QString();
        texts << text + tr(", band: quartiles") + dashes << text + dashes;
        if (groups().size() > 1)
            texts << tr("medians of seeds") + dashes;
    } else if (!text.isEmpty()) {
        texts << text;
    }
    if (m_look.smoothing == Smoothing::Off)
        return texts;
    if (texts.isEmpty())
        return {tr("running median")};
    for (QString& each : texts)
        each += tr("; running median");
    return texts;
}

QString CurveView::csvHeader() const
{
    QStringList names{QStringLiteral("step")};
    for (const Curve& curve : m_curves)
        names << curve.name;
    for (const Curve& curve : m_curves)
        if (m_look.smoothing != Smoothing::Off)
            names << curve.name + QStringLiteral(" (smoothed)");
    for (const Curve& curve : m_curves)
        if (shownGroup())
            for (const char* const part : {"lower quartile", "median", "upper quartile", "seeds"})
                names << curve.name + u' ' + QLatin1String(part);
    return names.join(u',') + u'\n';
}

CurveView::TextSource CurveView::csvSource() const
{
    CurveTable table{
        .header = csvHeader(), .steps = steps(), .curves = {}, .smoothed = {}, .group = {}};
    for (const Trace& trace : m_traces)
        table.curves.push_back(trace.series.values());
    if (m_look.smoothing != Smoothing::Off && !m_traces.empty() && !steps().empty())
        table.smoothed = medianWindow({steps(), m_traces.front().series});
    if (const GroupCurves* const group = shownGroup())
        table.group = *group;
    return [table = std::make_shared<const CurveTable>(std::move(table))] { return csvOf(*table); };
}

const std::vector<double>& CurveView::values(std::size_t curve) const
{
    return m_traces.at(curve).series.values();
}

const std::vector<GroupCurves>& CurveView::groups() const
{
    if (m_groupsVersion != m_overlayCurves.version()) {
        m_groupsVersion = m_overlayCurves.version();
        m_groups.clear();
        if (m_look.seeds == SeedsLook::Bands)
            m_groups = m_seedGroups;
        for (GroupCurves& group : m_groups)
            computeBands(group, m_overlayCurves.runs());
    }
    return m_groups;
}

const GroupCurves* CurveView::shownGroup() const
{
    const auto shown = std::ranges::find_if(groups(), &GroupCurves::isShown);
    return shown == groups().end() || shown->curves.empty() ? nullptr : &*shown;
}

bool CurveView::isInGroup(std::size_t overlay) const
{
    return std::ranges::any_of(m_seedGroups, [overlay](const GroupCurves& group) {
        return std::ranges::find(group.members, overlay) != group.members.end();
    });
}

bool CurveView::isInBand(std::size_t overlay) const
{
    return m_look.seeds == SeedsLook::Bands && isInGroup(overlay);
}

void CurveView::setLook(const CurveLook& look)
{
    if (m_look == look)
        return;
    m_look = look;
    m_groupsVersion = -1.0;
    restyle(colors());
    refresh();
}

MedianWindow CurveView::medianWindow(const Line& line) const
{
    const double reach = reachOf(m_look.smoothing);
    if (stepScale() == StepScale::Logarithmic)
        return {MedianWindow::Kind::Factor, std::pow(10.0, reach)};
    return {MedianWindow::Kind::Distance,
            reach * linearShare * static_cast<double>(line.steps.back())};
}

double CurveView::smoothedValue(const Line& line, std::size_t index) const
{
    return runningMedian(line.steps, line.series.values(), index, medianWindow(line));
}

QString CurveView::readoutText(double value) const
{
    return numberText(value);
}

std::pair<double, double> CurveView::valueRange(const ZeroScale& scale) const
{
    const double low = scale.lowPosition();
    const double high = scale.highPosition();
    if (scale.isLogarithmic()) {
        const double factor = std::pow(std::max(high / low, 10.0), margin);
        return {low / factor, high * factor};
    }
    const double room = margin * std::max(high - low, 1e-3 * std::max(std::abs(high), 1e-9));
    return {low - room, high + room};
}

void CurveView::clearRun()
{
    StepView::clearRun();
    for (Trace& trace : m_traces)
        trace.series.clear();
    m_ownScale.clear();
    m_valueScale.clear();
    m_valueScale.include(m_overlayCurves.scale());
}

void CurveView::append(std::int64_t step, std::span<const double> values)
{
    addStep(step);
    for (std::size_t curve = 0; curve < m_traces.size(); ++curve) {
        m_traces[curve].series.append(values[curve]);
        (void)m_ownScale.include(values[curve]); // everything is placed when drawn
    }
    m_valueScale.include(m_ownScale);
}

void CurveView::takeOverlays()
{
    StepView::takeOverlays();
    m_behind = overlays();
    if (shownOverlay())
        m_behind.push_back(*shownOverlay());
    m_seedGroups = groupsOf(m_behind);
    m_overlayCurves.take(m_behind, m_curves.size());
    m_valueScale.clear();
    m_valueScale.include(m_ownScale);
    m_valueScale.include(m_overlayCurves.scale());
    restyle(colors());
}

void CurveView::fitValueAxis()
{
    labelAxis(*plot()->yAxis, {valueLabel()});
    applyScale(*plot()->yAxis, m_valueScale);
    const auto [low, high] = valueRange(m_valueScale);
    plot()->yAxis->setRange(low, high);
}

} // namespace grokking
