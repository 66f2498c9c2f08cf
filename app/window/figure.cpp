// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/figure.h"

#include "app/shared/run_files.h"
#include "app/window/data_scenes.h"
#include "app/window/landscape_figure.h"
#include "app/window/metric_views.h"
#include "app/window/opened_run.h"
#include "app/window/outcome_figure.h"
#include "app/window/show_history.h"
#include "core/metrics/metric_catalog.h"
#include "core/spec/spec_group.h"
#include "core/spec/spec_json.h"
#include "core/train/catalogs.h"
#include "widgets/accuracy_view.h"
#include "widgets/band_view.h"
#include "widgets/landscape_view.h"
#include "widgets/loss_view.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <memory>
#include <optional>

namespace grokking {

namespace {

constexpr auto landscapeId = "landscape";

struct FigureRuns {
    std::vector<RunOverlay> overlays; // group by group
    ExportInfo info;
};

std::unique_ptr<RunView> makeView(const std::string& id)
{
    if (id == "accuracy")
        return std::make_unique<AccuracyView>();
    if (id == "loss")
        return std::make_unique<LossView>();
    for (const Metric& metric : metrics())
        if (isDrawn(metric) && metric.entry.id == id)
            return std::unique_ptr<RunView>(makeMetricView(metric));
    return nullptr;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

Status checked(const FigureOptions& options)
{
    const QString suffix = QFileInfo(QString::fromStdString(options.file)).suffix().toLower();
    if (suffix != QLatin1String("png") && suffix != QLatin1String("svg")
        && suffix != QLatin1String("pdf"))
        return Error{ErrorCode::Usage, "a figure is a .png, .svg or .pdf file", options.file};
    const auto views = figureViews();
    if (std::ranges::find(views, options.view) == views.end())
        return Error{ErrorCode::Usage, "there is no such view; these are: " + listed(views),
                     options.view};
    if (!options.layer.empty()
        && (options.view != landscapeId || !options.outcomes.against.empty()))
        return Error{ErrorCode::Usage, "is of the landscape; add --view landscape",
                     "--layer " + options.layer};
    const QFileInfo folder(QFileInfo(QString::fromStdString(options.file)).absolutePath());
    if (!folder.isDir() || !folder.isWritable()) // before the work is done
        return Error{ErrorCode::FileAccess, "cannot be written here", options.file};
    return Success{};
}

Result<std::vector<OpenedRun>> readAll(const std::vector<std::string>& filesAndFolders,
                                       RunHistory::Observations observations)
{
    const auto files = runFilesOf(filesAndFolders);
    if (!files)
        return files.error();
    std::vector<OpenedRun> runs;
    for (const std::filesystem::path& file : *files) {
        auto run = readOpened(QString::fromStdString(file.string()), observations);
        if (!run)
            return run.error();
        runs.push_back(std::move(*run));
    }
    return runs;
}

// What a run is called: curves are those of its group, a path is its own.
enum class OverlayTitle { Group, Run };

QString titleOf(const OpenedRun& run, const SpecGroup& group, OverlayTitle title)
{
    const QString label = QString::fromStdString(group.label());
    return title == OverlayTitle::Group || group.members.size() < 2
               ? label
               : QCoreApplication::translate("figure", "%1, seed %2").arg(label).arg(run.spec.seed);
}

FigureRuns collect(const std::vector<OpenedRun>& runs, const std::vector<Preset>& presets,
                   OverlayTitle title)
{
    std::vector<ExperimentSpec> specs;
    for (const OpenedRun& run : runs)
        specs.push_back(run.spec);
    FigureRuns figure;
    const auto groups = groupSpecs(specs, presets, catalogs());
    for (const SpecGroup& group : groups) {
        for (const std::size_t member : group.members) {
            const OpenedRun& run = runs[member];
            figure.overlays.push_back(
                {titleOf(run, group, title), run.history, run.summary, groupOf(run.spec)});
            figure.info.seeds.push_back(run.spec.seed);
        }
    }
    if (groups.size() == 1) { // else there is not one experiment that it shows
        figure.info.preset = QString::fromStdString(groups.front().preset);
        figure.info.spec = QByteArray::fromStdString(toJson(specs.front(), catalogs()));
    }
    figure.info.program = programName();
    return figure;
}

void pinStep(RunView& view, const std::optional<std::int64_t>& step)
{
    if (step)
        view.setCursorMarks({.step = step, .reference = {}, .pinned = true});
}

Status showOne(RunView& view, const std::vector<OpenedRun>& runs, const FigureOptions& options)
{
    if (runs.size() != 1)
        return Error{ErrorCode::Usage, "this view shows one run; name one file", options.view};
    showHistory(view, *runs.front().history, runs.front().summary);
    if (auto* const curve = qobject_cast<BandView*>(&view)) {
        const auto scene = dataScene(runs.front().spec, {}, {});
        if (!scene)
            return scene.error();
        curve->showPoints(scene->points);
    }
    pinStep(view, options.step);
    return Success{};
}

// Draws what was shown, if there is anything.
Status written(RunView& view, const FigureOptions& options)
{
    const auto* const curves = qobject_cast<CurveView*>(&view);
    if (view.isEmpty() || (curves && curves->curves().empty()))
        return Error{ErrorCode::Usage, "none of these runs recorded this metric", options.view};
    return view.exportTo(QString::fromStdString(options.file));
}

Result<ExitStatus> doneIf(const Status& status)
{
    return status ? Result(ExitStatus::Done) : Result<ExitStatus>(status.error());
}

Result<ExitStatus> drawLandscape(const FigureOptions& options, const std::vector<OpenedRun>& runs,
                                 const std::vector<Preset>& presets)
{
    LandscapeView view;
    const FigureRuns figure = collect(runs, presets, OverlayTitle::Run);
    view.setExportInfo(figure.info);
    view.setPictureSize({.size = options.size});
    if (runs.size() > 1)
        view.setOverlays(figure.overlays);
    const auto shown = showLandscape(view, runs, options);
    if (!shown || *shown != ExitStatus::Done)
        return shown;
    if (runs.size() == 1)
        pinStep(view, options.step);
    return doneIf(written(view, options));
}

Status drawView(const FigureOptions& options, const std::vector<std::string>& filesAndFolders,
                const std::vector<Preset>& presets)
{
    const std::unique_ptr<RunView> view = makeView(options.view);
    const auto runs =
        readAll(filesAndFolders, view->drawsOverlays() ? RunHistory::Observations::Curves
                                                       : RunHistory::Observations::Whole);
    if (!runs)
        return runs.error();
    const FigureRuns figure = collect(*runs, presets, OverlayTitle::Group);
    view->setExportInfo(figure.info);
    view->setPictureSize({.size = options.size});
    if (view->drawsOverlays())
        view->setOverlays(figure.overlays);
    else if (const Status shown = showOne(*view, *runs, options); !shown)
        return shown;
    return written(*view, options);
}

} // namespace

std::vector<std::string> figureViews()
{
    std::vector<std::string> names{"accuracy", "loss", landscapeId};
    for (const Metric& metric : metrics())
        if (isDrawn(metric))
            names.push_back(metric.entry.id);
    return names;
}

QString programName()
{
    return QStringLiteral("Grokking Explorer ")
           + QString::fromStdString(machineEnvironment()["program-version"]);
}

Result<ExitStatus> drawFigure(const FigureOptions& options,
                              const std::vector<std::string>& filesAndFolders,
                              const std::vector<Preset>& presets)
{
    if (const Status status = checked(options); !status)
        return status.error();
    if (!options.outcomes.against.empty())
        return doneIf(drawOutcomeFigure(options, filesAndFolders, presets));
    if (options.view != landscapeId)
        return doneIf(drawView(options, filesAndFolders, presets));
    const auto runs = readAll(filesAndFolders, RunHistory::Observations::Whole);
    return runs ? drawLandscape(options, *runs, presets) : Result<ExitStatus>(runs.error());
}

} // namespace grokking
