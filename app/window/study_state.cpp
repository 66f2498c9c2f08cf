// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/study_state.h"

#include "app/shared/study_plan.h"
#include "app/shared/table_format.h"
#include "core/spec/spec_fields.h"
#include "core/store/run_library.h"
#include "core/train/catalogs.h"
#include "widgets/setting_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace grokking {

namespace {

QString axisText(const StudyAxis& axis, const ExperimentSpec& base)
{
    const auto params = specParameters(base, catalogs());
    const auto param = std::ranges::find(params, axis.path, &ParamSpec::id);
    QStringList values;
    for (const Value& value : axis.values)
        values << (param != params.end() ? settingText(*param, value)
                                         : QString::fromStdString(valueText(value)));
    const std::string& title = param != params.end() ? param->title : axis.path;
    return QStringLiteral("%1: %2").arg(QString::fromStdString(title),
                                        values.join(QStringLiteral(", ")));
}

QString basesText(const std::vector<ExperimentSpec>& bases)
{
    QStringList names;
    for (const ExperimentSpec& base : bases)
        names << QString::fromStdString(base.preset);
    return StudyPanel::tr("Experiments: %1").arg(names.join(QStringLiteral(", ")));
}

// Returns the label of a row without the preset if that is the same for all.
QString armText(const GroupTable& table, std::size_t row)
{
    const SpecGroup& group = table.rows[row].group;
    QString label = QString::fromStdString(group.label());
    const bool common = std::ranges::all_of(table.rows, [&group](const GroupRow& other) {
        return other.group.preset == group.preset && !other.group.settings.empty();
    });
    const QString preset = QString::fromStdString(group.preset) + QStringLiteral(", ");
    return common && label.startsWith(preset) ? label.mid(preset.size()) : label;
}

} // namespace

StudyState readStudyState(const std::vector<StudyRun>& runs, const std::filesystem::path& folder,
                          std::span<const Preset> presets)
{
    StudyState state;
    std::vector<ExperimentSpec> specs;
    std::vector<std::filesystem::path> files(runs.size());
    for (const StudyRun& run : runs)
        specs.push_back(run.spec);
    const auto found = surveyStudy(runs, folder);
    state.problem = studyProblem(found);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& listing = found[i].listing;
        if (!listing)
            continue;
        files[i] = found[i].file;
        if (listing->finished)
            ++state.finished;
        else if (listing->checkpointStep)
            ++state.unfinished;
    }
    state.table = groupTable(specs, files, defaultTableSteps(), presets);
    return state;
}

QString studyFile(const StudyRun& run, const std::filesystem::path& folder)
{
    return QString::fromStdString((folder / (run.name + std::string(runFileExtension))).string());
}

StudyText studyText(const StudySpec& study)
{
    StudyText text{.title = QString::fromStdString(study.title),
                   .explanation = QString::fromStdString(study.explanation),
                   .claim = QString::fromStdString(study.claim),
                   .seeds = static_cast<int>(study.seeds.count)};
    text.varied << basesText(study.bases);
    for (const StudyAxis& axis : study.axes)
        text.varied << axisText(axis, study.bases.front());
    return text;
}

std::vector<QStringList> outcomeRows(const GroupTable& table)
{
    constexpr std::size_t runsColumn = 1;
    std::vector<QStringList> rows;
    const auto texts = tableRows(table);
    for (std::size_t row = 0; row < texts.size(); ++row) {
        QStringList cells;
        for (std::size_t column = 0; column < texts[row].size(); ++column) {
            QString cell = QString::fromStdString(texts[row][column]);
            if (row == 0 && !cell.contains(QRegularExpression(QStringLiteral("^t\\d"))))
                cell[0] = cell[0].toUpper();
            else if (row > 0 && column == 0)
                cell = armText(table, row - 1);
            else if (row > 0 && column == runsColumn)
                cell = StudyPanel::tr("%1 of %2")
                           .arg(cell)
                           .arg(table.rows[row - 1].group.members.size());
            cells << cell;
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

} // namespace grokking
