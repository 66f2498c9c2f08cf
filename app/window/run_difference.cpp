// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_difference.h"

#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "widgets/setting_text.h"

namespace grokking {

namespace {

// Returns an empty text if there is no such setting.
QString textOf(const ExperimentSpec& spec, const ParamSpec& param)
{
    const auto value = specValue(spec, param.id);
    return value ? settingText(param, *value) : QString();
}

QString scheduleText(const ExperimentSpec& spec)
{
    QStringList changes;
    for (const ScheduledChange& change : spec.training.schedule)
        changes << DifferenceView::tr("%1 = %2 at step %3")
                       .arg(QString::fromStdString(change.path))
                       .arg(change.value)
                       .arg(change.step);
    return changes.join(QStringLiteral("; "));
}

void compare(std::vector<SettingDifference>& differences, const ParamSpec& param,
             const ExperimentSpec& left, const ExperimentSpec& right)
{
    SettingDifference difference{QString::fromStdString(param.id),
                                 QString::fromStdString(param.title), textOf(left, param),
                                 textOf(right, param)};
    if (difference.left != difference.right)
        differences.push_back(std::move(difference));
}

} // namespace

std::vector<SettingDifference> differencesOf(const ExperimentSpec& left,
                                             const ExperimentSpec& right)
{
    std::vector<SettingDifference> differences;
    if (left.preset != right.preset)
        differences.push_back({QStringLiteral("preset"), DifferenceView::tr("Preset"),
                               QString::fromStdString(left.preset),
                               QString::fromStdString(right.preset)});
    for (const ParamSpec& param : specParameters(left, catalogs()))
        compare(differences, param, left, right);
    for (const ParamSpec& param : specParameters(right, catalogs()))
        if (!specValue(left, param.id))
            compare(differences, param, left, right);
    if (left.training.schedule != right.training.schedule)
        differences.push_back({QStringLiteral("training.schedule"),
                               DifferenceView::tr("Changes while it ran"), scheduleText(left),
                               scheduleText(right)});
    return differences;
}

} // namespace grokking
