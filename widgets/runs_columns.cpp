// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_columns.h"

#include "widgets/number_text.h"
#include "widgets/verdict_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <limits>

namespace grokking::runs_columns {

namespace {

constexpr double last = std::numeric_limits<double>::infinity(); // sorts after every number

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("runs", text, nullptr, count);
}

// Returns t2 as text; a run that memorized but has not generalized shows how long it tried.
QString t2Text(const RunRow& run)
{
    if (!run.summary.t2 && run.summary.verdict == Verdict::Memorized)
        return QStringLiteral("> ") + countText(run.summary.lastStep);
    return crossingText(run.summary.t2);
}

double crossingKey(const std::optional<Crossing>& crossing)
{
    return crossing ? static_cast<double>(crossing->step) : last;
}

QString medianText(const std::optional<StepCount>& median)
{
    if (!median)
        return {};
    return (median->reached ? QString() : QStringLiteral("> "))
           + countText(static_cast<std::int64_t>(median->steps));
}

double medianKey(const std::optional<StepCount>& median)
{
    return median && median->reached ? median->steps : last;
}

// Returns the mean score of a group in the notation of its first run's.
QString meanText(const std::optional<double>& mean, const RunRow& first, SplitScore Sampled::*split)
{
    if (!mean)
        return {};
    SplitScore score = first.last ? (*first.last).*split : SplitScore{};
    score.score = *mean;
    return scoreText(score);
}

// Returns the name that the runs of a group have in common: "missing-seed3-2" -> "missing".
QString groupName(const RunRow& first)
{
    static const QRegularExpression seed(QStringLiteral("-seed-?\\d+(-\\d+)?$"));
    QString name = first.name;
    return name.remove(seed);
}

QString seedsText(const RunGroupRow& group)
{
    return group.lowestSeed == group.highestSeed
               ? QString::number(group.lowestSeed)
               : QStringLiteral("%1 – %2").arg(group.lowestSeed).arg(group.highestSeed);
}

} // namespace

QString title(int column)
{
    static const char* const titles[ColumnCount] = {
        QT_TRANSLATE_NOOP("runs", "Run"),  QT_TRANSLATE_NOOP("runs", "Verdict"),
        QT_TRANSLATE_NOOP("runs", "t1"),   QT_TRANSLATE_NOOP("runs", "t2"),
        QT_TRANSLATE_NOOP("runs", "Gap"),  QT_TRANSLATE_NOOP("runs", "Train"),
        QT_TRANSLATE_NOOP("runs", "Test"), QT_TRANSLATE_NOOP("runs", "Steps"),
        QT_TRANSLATE_NOOP("runs", "Seed"), QT_TRANSLATE_NOOP("runs", "Preset"),
        QT_TRANSLATE_NOOP("runs", "Note"), QT_TRANSLATE_NOOP("runs", "Created")};
    return tr(titles[column]);
}

QString help(int column)
{
    static const char* const helps[ColumnCount] = {
        QT_TRANSLATE_NOOP("runs", "Check a run, or a group of seeds, to draw it behind the current "
                                  "one. F2 renames a run."),
        QT_TRANSLATE_NOOP("runs", "What the run came to; of a group, how many runs grokked."),
        QT_TRANSLATE_NOOP("runs", "Step at which the training set was memorized; of a group, the "
                                  "median."),
        QT_TRANSLATE_NOOP("runs",
                          "Step at which the run generalized; of a group, the median, where "
                          "runs that never did count as later than all."),
        QT_TRANSLATE_NOOP("runs", "Steps from t1 to t2; of a group, the median."),
        QT_TRANSLATE_NOOP("runs", "Last train score: accuracy, of a regression 1 - MSE / variance; "
                                  "of a group, the mean."),
        QT_TRANSLATE_NOOP("runs", "Last test score: accuracy, of a regression 1 - MSE / variance; "
                                  "of a group, the mean."),
        QT_TRANSLATE_NOOP("runs", "Last evaluated step."),
        QT_TRANSLATE_NOOP("runs", "Seed of the run."),
        QT_TRANSLATE_NOOP("runs", "What the run started from."),
        QT_TRANSLATE_NOOP("runs", "Your note; double-click or Shift+F2 to write one."),
        QT_TRANSLATE_NOOP("runs", "When the run was started.")};
    return tr(helps[column]);
}

bool isNumber(int column)
{
    return column >= T1 && column <= Seed;
}

QString text(const RunRow& run, int column)
{
    switch (column) {
    case Name:
        return run.error.isEmpty() ? run.name : tr("%1 (cannot be read)").arg(run.name);
    case VerdictColumn:
        return run.error.isEmpty() ? verdictText(run.summary.verdict, run.live) : QString();
    case T1:
        return crossingText(run.summary.t1);
    case T2:
        return t2Text(run);
    case Gap:
        return run.summary.gap ? countText(*run.summary.gap) : QString();
    case TrainScore:
        return run.last ? scoreText(run.last->train) : QString();
    case TestScore:
        return run.last ? scoreText(run.last->test) : QString();
    case Steps:
        return run.last ? countText(run.last->step) : QString();
    case Seed:
        return QString::number(run.seed);
    case Preset:
        return run.preset;
    case Note:
        return run.note;
    case Created:
        return run.created.toString(QStringLiteral("yyyy-MM-dd hh:mm"));
    default:
        return {};
    }
}

QVariant sortKey(const RunRow& run, int column)
{
    switch (column) {
    case VerdictColumn:
        return static_cast<double>(run.summary.verdict);
    case T1:
        return crossingKey(run.summary.t1);
    case T2:
        return crossingKey(run.summary.t2);
    case Gap:
        return run.summary.gap ? static_cast<double>(*run.summary.gap) : last;
    case TrainScore:
        return run.last ? run.last->train.score : -last;
    case TestScore:
        return run.last ? run.last->test.score : -last;
    case Steps:
        return run.last ? static_cast<double>(run.last->step) : -1.0;
    case Seed:
        return static_cast<double>(run.seed);
    case Created:
        return static_cast<double>(run.created.toMSecsSinceEpoch());
    default:
        return text(run, column);
    }
}

QString toolTip(const RunRow& run, int column)
{
    if (!run.error.isEmpty())
        return run.error;
    switch (column) {
    case Name:
        return run.file;
    case VerdictColumn:
        return verdictHelp(run.summary, run.live);
    case T2:
        return run.summary.t2 || run.summary.verdict != Verdict::Memorized
                   ? QString()
                   : tr("Not reached up to the last step: a censored observation.");
    default:
        return text(run, column);
    }
}

QString text(const RunGroupRow& group, const RunRow& first, int column)
{
    switch (column) {
    case Name:
        return tr("%1 · %2 runs").arg(groupName(first)).arg(group.runs);
    case VerdictColumn:
        return group.live == group.runs ? tr("%1 training").arg(group.live)
                                        : tr("%1 of %2 grokked").arg(group.grokked).arg(group.runs);
    case T1:
        return medianText(group.t1);
    case T2:
        return medianText(group.t2);
    case Gap:
        return medianText(group.gap);
    case TrainScore:
        return meanText(group.trainScore, first, &Sampled::train);
    case TestScore:
        return meanText(group.testScore, first, &Sampled::test);
    case Steps:
        return countText(group.lastStep);
    case Seed:
        return seedsText(group);
    case Created:
        return group.created.toString(QStringLiteral("yyyy-MM-dd hh:mm"));
    case Preset:
        return first.preset;
    default:
        return {};
    }
}

QVariant sortKey(const RunGroupRow& group, const RunRow& first, int column)
{
    switch (column) {
    case VerdictColumn:
        return static_cast<double>(Verdict::Memorized)
               + static_cast<double>(group.grokked) / group.runs
                     * (static_cast<double>(Verdict::Grokked)
                        - static_cast<double>(Verdict::Memorized));
    case T1:
        return medianKey(group.t1);
    case T2:
        return medianKey(group.t2);
    case Gap:
        return medianKey(group.gap);
    case TrainScore:
        return group.trainScore.value_or(-last);
    case TestScore:
        return group.testScore.value_or(-last);
    case Steps:
        return static_cast<double>(group.lastStep);
    case Seed:
        return static_cast<double>(group.lowestSeed);
    case Created:
        return static_cast<double>(group.created.toMSecsSinceEpoch());
    default:
        return text(group, first, column);
    }
}

QString toolTip(const RunGroupRow& group, const RunRow& first, int column)
{
    switch (column) {
    case Name:
        return tr("%1: %2 runs of one experiment with different seeds")
            .arg(groupName(first))
            .arg(group.runs);
    case T1:
    case T2:
    case Gap: {
        const auto& median = column == T1 ? group.t1 : column == T2 ? group.t2 : group.gap;
        if (median && !median->reached)
            return tr("The median run did not get there: half of them or more never did.");
        return tr("Median of the runs that are over");
    }
    case TrainScore:
    case TestScore:
        return tr("Mean of the last scores");
    default:
        return text(group, first, column);
    }
}

} // namespace grokking::runs_columns
