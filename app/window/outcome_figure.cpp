// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/outcome_figure.h"

#include "app/shared/gap_fits.h"
#include "app/shared/lehc_gaps.h"
#include "app/shared/run_files.h"
#include "core/detection/gap_fit.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "widgets/number_text.h"
#include "widgets/outcome_view.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

namespace grokking {

namespace {

// Returns "Learning rate", "Training samples N (samples)".
QString settingTitle(const ExperimentSpec& spec, const std::string& path)
{
    const auto params = specParameters(spec, catalogs());
    const auto param = std::ranges::find(params, path, &ParamSpec::id);
    if (param == params.end())
        return QString::fromStdString(path);
    const QString title = QString::fromStdString(param->title);
    return param->unit.empty()
               ? title
               : QStringLiteral("%1 (%2)").arg(title, QString::fromStdString(param->unit));
}

// Returns "15 runs, rank correlation 0.93".
QString correlationText(const std::vector<LehcSeries>& series)
{
    std::vector<GapPoint> points;
    for (const LehcSeries& each : series)
        for (const auto& [share, gap] : each.runs)
            points.push_back({share, gap});
    const auto fit = fitGap(points, UnreachedGaps::CountAsReached);
    const QString runs = QStringLiteral("%1 runs").arg(points.size());
    return fit ? runs + QStringLiteral(", rank correlation %1").arg(fit->rankCorrelation, 0, 'f', 2)
               : runs;
}

OutcomePicture pictureOf(const std::vector<OutcomeSeries>& series, const OutcomeKind& kind)
{
    const bool isSteps = kind.unit == OutcomeKind::Unit::Steps;
    OutcomePicture picture{.outcome = QString::fromUtf8(kind.title)
                                      + (isSteps ? QStringLiteral(" (steps)") : QString()),
                           .scale =
                               isSteps ? ZeroScale::Kind::Logarithmic : ZeroScale::Kind::Linear};
    for (const OutcomeSeries& each : series) {
        OutcomeCurve& curve = picture.curves.emplace_back();
        curve.name = QString::fromStdString(each.name);
        for (const auto& [setting, outcome] : each.points)
            curve.points.push_back({setting, outcome.steps, outcome.reached});
    }
    return picture;
}

// Returns a gap as the fit counts it: one of 0 or less has the logarithm 0.
OutcomePoint pointOf(const GapPoint& point)
{
    return {point.setting, point.gap.steps > 0.0 ? point.gap.steps : 1.0, point.gap.reached};
}

// Returns median and quartiles at each setting, in order.
std::vector<OutcomeBar> barsOf(const std::vector<GapPoint>& points)
{
    std::map<double, std::vector<StepCount>> gaps;
    for (const GapPoint& point : points)
        gaps[point.setting].push_back(point.gap);
    std::vector<OutcomeBar> bars;
    for (const auto& [setting, of] : gaps) {
        const auto at = [&](double share) { return pointOf({setting, *quantile(of, share)}); };
        bars.push_back({at(0.25), at(0.5), at(0.75)});
    }
    return bars;
}

QString fitText(const std::optional<GapFit>& fit)
{
    if (!fit)
        return QCoreApplication::translate(
            "figure", "no line: too few runs, or all settings or gaps are the same");
    return QCoreApplication::translate("figure", "ln gap = %1 x %2 %3   (r = %4, p = %5, %6)")
        .arg(numberText(fit->slope),
             fit->intercept < 0.0 ? QStringLiteral("-") : QStringLiteral("+"),
             numberText(std::abs(fit->intercept)), numberText(fit->correlation),
             numberText(fit->pValue), runsText(static_cast<std::int64_t>(fit->runs)));
}

QStringList notesOf(const GapFitRow& all, const GroupTable& table)
{
    QStringList notes{fitText(all.fit)};
    if (all.fit && all.fit->unreached > 0)
        notes << QCoreApplication::translate(
                     "figure", "t2 not reached: %1, counted as if at the end; without: %2")
                     .arg(runsText(static_cast<std::int64_t>(all.fit->unreached)),
                          fitText(all.reachedFit));
    std::size_t finished = 0;
    for (const GroupRow& row : table.rows)
        finished += row.summary.runs;
    if (const std::size_t without = finished - all.points.size(); without > 0)
        notes << QCoreApplication::translate("figure", "%1 without a t1 have no gap")
                     .arg(runsText(static_cast<std::int64_t>(without)));
    notes << QCoreApplication::translate("figure",
                                         "Bars: median and quartiles of all runs of a setting");
    return notes;
}

// Returns the gaps of single runs in epochs with the fit through all of them.
Result<OutcomePicture> fittedPicture(const std::string& path, const GroupTable& table)
{
    const auto rows = gapFits(path, table);
    if (!rows)
        return rows.error();
    OutcomePicture picture{.setting = {},
                           .outcome = QCoreApplication::translate("figure", "Gap t2 - t1 (epochs)"),
                           .scale = ZeroScale::Kind::Logarithmic};
    const GapFitRow& all = rows->back();
    picture.join = OutcomePicture::Join::None;
    picture.bars = barsOf(all.points);
    if (all.fit)
        picture.line = {all.fit->slope, all.fit->intercept};
    picture.notes = notesOf(all, table);
    const std::size_t series = rows->size() > 1 ? rows->size() - 1 : 1;
    for (const GapFitRow& row : std::span(*rows).first(series)) {
        OutcomeCurve& curve = picture.curves.emplace_back();
        curve.name = QString::fromStdString(row.name);
        if (row.fit)
            curve.name += QCoreApplication::translate("figure", ", r = %1")
                              .arg(numberText(row.fit->correlation));
        for (const GapPoint& point : row.points)
            curve.points.push_back(pointOf(point));
    }
    return picture;
}

Result<OutcomePicture> lehcPicture(const FigureOptions& options, const OutcomeKind& kind,
                                   const GroupTable& table)
{
    if (options.outcome != "gap")
        return Error{ErrorCode::Usage,
                     "against lehc-share only the gap is drawn; set --outcome gap",
                     options.outcome};
    if (options.fits)
        return Error{ErrorCode::Usage,
                     "--fit draws gaps against a setting; `grokking fit` tells the fit of these",
                     options.against};
    const auto lines = lehcLinesFrom(options.lines);
    if (!lines)
        return lines.error();
    const auto series = lehcGaps(table, *lines);
    if (!series)
        return series.error();
    std::vector<OutcomeSeries> named;
    for (const LehcSeries& each : *series)
        named.push_back({each.row->group.label(), each.runs});
    OutcomePicture picture = pictureOf(named, kind);
    picture.setting = QString::fromLatin1(lehcShareTitle);
    picture.join = OutcomePicture::Join::None;
    picture.notes << correlationText(*series);
    return picture;
}

Result<OutcomePicture> settingPicture(const FigureOptions& options, const OutcomeKind& kind,
                                      const GroupTable& table)
{
    const auto series = outcomesAgainst(options.against, kind, table);
    if (!series)
        return series.error();
    auto picture = options.fits ? fittedPicture(options.against, table)
                                : Result<OutcomePicture>(pictureOf(*series, kind));
    if (picture)
        picture->setting = settingTitle(table.rows.front().spec, options.against);
    return picture;
}

} // namespace

Status drawOutcomeFigure(const FigureOptions& options,
                         const std::vector<std::string>& filesAndFolders,
                         const std::vector<Preset>& presets)
{
    const auto files = runFilesOf(filesAndFolders);
    if (!files)
        return files.error();
    const OutcomeKind* const kind = findOutcome(options.outcome);
    if (!kind)
        return Error{ErrorCode::Usage, "there is no such outcome", options.outcome};
    const bool isAgainstLehc = options.against == lehcShareId;
    const GroupTable table =
        readTable(*files, {}, presets, isAgainstLehc ? KeptRuns::All : KeptRuns::None);
    if (!table.unreadable.empty())
        return table.unreadable.front();
    const auto picture =
        isAgainstLehc ? lehcPicture(options, *kind, table) : settingPicture(options, *kind, table);
    if (!picture)
        return picture.error();
    OutcomeView view;
    view.setExportInfo({.program = programName()});
    view.setPictureSize({.size = options.size});
    view.showPicture(*picture);
    return view.exportTo(QString::fromStdString(options.file));
}

} // namespace grokking
