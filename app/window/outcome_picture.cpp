// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/outcome_picture.h"

#include "app/shared/gap_fits.h"
#include "app/shared/lehc_gaps.h"
#include "core/detection/gap_fit.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

namespace grokking {

namespace {

constexpr auto gapId = "gap"; // of the outcome that single runs have

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

// Returns "15 runs, rank correlation 0.93", and what is to be known of the others.
QStringList notesOf(const std::vector<LehcSeries>& series, const GroupTable& table)
{
    std::vector<GapPoint> points;
    for (const LehcSeries& each : series)
        for (const auto& [share, gap] : each.runs)
            points.push_back({share, gap});
    const auto countOf = [](std::size_t runs) { return runsText(static_cast<std::int64_t>(runs)); };
    const auto fit = fitGap(points, UnreachedGaps::CountAsReached);
    QStringList notes{fit ? QCoreApplication::translate("figure", "%1, rank correlation %2")
                                .arg(countOf(points.size()))
                                .arg(fit->rankCorrelation, 0, 'f', 2)
                          : countOf(points.size())};
    const auto unreached = static_cast<std::size_t>(
        std::ranges::count_if(points, [](const GapPoint& point) { return !point.gap.reached; }));
    if (unreached > 0)
        notes << QCoreApplication::translate("figure",
                                             "t2 not reached: %1, counted as if at the end")
                     .arg(countOf(unreached));
    std::size_t all = 0;
    for (const GroupRow& row : table.rows)
        all += row.runs.size();
    if (const std::size_t others = all - points.size(); others > 0)
        notes << QCoreApplication::translate(
                     "figure", "Left out: %1 without a t1 or a share, or not finished")
                     .arg(countOf(others));
    return notes;
}

// Returns the labels of their groups without what all have in common, unless nothing would be left.
std::vector<std::string> namesOf(const std::vector<LehcSeries>& series)
{
    std::vector<SpecGroup> groups;
    for (const LehcSeries& each : series)
        groups.push_back(each.row->group);
    const SpecGroup first = groups.front();
    if (groups.size() > 1)
        for (const auto& setting : first.settings)
            if (std::ranges::all_of(groups, [&](const SpecGroup& group) {
                    return std::ranges::count(group.settings, setting) > 0;
                }))
                for (SpecGroup& group : groups)
                    std::erase(group.settings, setting);
    const bool isOnePreset = std::ranges::all_of(groups, [&first](const SpecGroup& group) {
        return group.preset == first.preset && !group.settings.empty();
    });
    constexpr std::size_t separator = 2; // of preset and settings
    std::vector<std::string> names;
    for (const SpecGroup& group : groups)
        names.push_back(isOnePreset && groups.size() > 1
                            ? group.label().substr(group.preset.size() + separator)
                            : group.label());
    return names;
}

QString linesText(const LehcLines& lines)
{
    switch (lines.whose) {
    case LehcLines::Whose::Group:
        return QCoreApplication::translate("figure", "Region lines: medians of each group");
    case LehcLines::Whose::All:
        return QCoreApplication::translate("figure", "Region lines: medians of all runs");
    case LehcLines::Whose::Given:
        break;
    }
    return QCoreApplication::translate("figure", "Region lines: error %1, complexity %2")
        .arg(numberText(lines.given.error), numberText(lines.given.complexity));
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

Result<OutcomePicture> lehcPicture(const OutcomeChoice& choice, const OutcomeKind& kind,
                                   const GroupTable& table)
{
    if (choice.outcome != gapId)
        return Error{ErrorCode::Usage,
                     "against lehc-share only the gap is drawn; set --outcome gap", choice.outcome};
    if (choice.fits)
        return Error{ErrorCode::Usage,
                     "--fit draws gaps against a setting; `grokking fit` tells the fit of these",
                     choice.against};
    const auto lines = lehcLinesFrom(choice.lines);
    if (!lines)
        return lines.error();
    const auto series = lehcGaps(table, *lines);
    if (!series)
        return series.error();
    const std::vector<std::string> names = namesOf(*series);
    std::vector<OutcomeSeries> named;
    for (std::size_t number = 0; number < names.size(); ++number)
        named.push_back({names[number], (*series)[number].runs});
    OutcomePicture picture = pictureOf(named, kind);
    picture.setting = QString::fromLatin1(lehcShareTitle);
    picture.join = OutcomePicture::Join::None;
    picture.notes = notesOf(*series, table) << linesText(*lines);
    return picture;
}

Result<OutcomePicture> settingPicture(const OutcomeChoice& choice, const OutcomeKind& kind,
                                      const GroupTable& table)
{
    const auto series = outcomesAgainst(choice.against, kind, table);
    if (!series)
        return series.error();
    auto picture = choice.fits ? fittedPicture(choice.against, table)
                               : Result<OutcomePicture>(pictureOf(*series, kind));
    if (picture)
        picture->setting = settingTitle(table.rows.front().spec, choice.against);
    return picture;
}

bool isAmong(const std::vector<OutcomeEntry>& entries, const std::string& id)
{
    return std::ranges::find(entries, id, &OutcomeEntry::id) != entries.end();
}

} // namespace

Result<OutcomePicture> outcomePicture(const OutcomeChoice& choice, const GroupTable& table)
{
    const OutcomeKind* const kind = findOutcome(choice.outcome);
    if (!kind)
        return Error{ErrorCode::Usage, "there is no such outcome", choice.outcome};
    return choice.against == lehcShareId ? lehcPicture(choice, *kind, table)
                                         : settingPicture(choice, *kind, table);
}

KeptRuns keptRuns(const OutcomeChoice& choice)
{
    return choice.against == lehcShareId ? KeptRuns::All : KeptRuns::None;
}

OutcomeOffer outcomeOffer(const OutcomeChoice& choice, const GroupTable& table)
{
    OutcomeOffer offer{.chosen = choice};
    for (const std::string& path : settingsAgainst(table))
        offer.against.push_back({path, settingTitle(table.rows.front().spec, path)});
    offer.against.push_back({lehcShareId, QString::fromLatin1(lehcShareTitle)});
    if (!isAmong(offer.against, choice.against))
        offer.chosen.against = offer.against.front().id;
    const bool isOfRuns = offer.chosen.against == lehcShareId;
    if (isOfRuns) {
        offer.chosen.outcome = gapId;
        offer.chosen.fits = false;
        offer.lines = {
            {"group", QCoreApplication::translate("figure", "Region lines of each group")},
            {"all", QCoreApplication::translate("figure", "Region lines of all runs")}};
    }
    for (const OutcomeKind& kind : outcomeKinds())
        if (!isOfRuns || kind.id == offer.chosen.outcome)
            offer.outcomes.push_back({kind.id, QString::fromUtf8(kind.title)});
    offer.canFit = !isOfRuns && offer.chosen.outcome == gapId;
    offer.chosen.fits = offer.chosen.fits && offer.canFit;
    return offer;
}

} // namespace grokking
