// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/outcome_figure.h"

#include "app/shared/lehc_gaps.h"
#include "app/shared/run_files.h"
#include "core/detection/gap_fit.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "widgets/outcome_view.h"

#include <algorithm>

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

Result<OutcomePicture> lehcPicture(const FigureOptions& options, const OutcomeKind& kind,
                                   const GroupTable& table)
{
    if (options.outcome != "gap")
        return Error{ErrorCode::Usage,
                     "against lehc-share only the gap is drawn; set --outcome gap",
                     options.outcome};
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
    picture.note = correlationText(*series);
    return picture;
}

Result<OutcomePicture> settingPicture(const FigureOptions& options, const OutcomeKind& kind,
                                      const GroupTable& table)
{
    const auto series = outcomesAgainst(options.against, kind, table);
    if (!series)
        return series.error();
    OutcomePicture picture = pictureOf(*series, kind);
    picture.setting = settingTitle(table.rows.front().spec, options.against);
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
