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

#include <QFileInfo>

#include <memory>
#include <optional>

namespace grokking {

namespace {

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
    if (id == "landscape")
        return std::make_unique<LandscapeView>();
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

FigureRuns collect(const std::vector<OpenedRun>& runs, const std::vector<Preset>& presets)
{
    std::vector<ExperimentSpec> specs;
    for (const OpenedRun& run : runs)
        specs.push_back(run.spec);
    FigureRuns figure;
    const auto groups = groupSpecs(specs, presets, catalogs());
    for (const SpecGroup& group : groups) {
        for (const std::size_t member : group.members) {
            const OpenedRun& run = runs[member];
            figure.overlays.push_back({QString::fromStdString(group.label()), run.history,
                                       run.summary, groupOf(run.spec)});
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

} // namespace

std::vector<std::string> figureViews()
{
    std::vector<std::string> names{"accuracy", "loss", "landscape"};
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

Status drawFigure(const FigureOptions& options, const std::vector<std::string>& filesAndFolders,
                  const std::vector<Preset>& presets)
{
    if (const Status status = checked(options); !status)
        return status;
    if (!options.against.empty())
        return drawOutcomeFigure(options, filesAndFolders, presets);
    const std::unique_ptr<RunView> view = makeView(options.view);
    auto* const landscape = qobject_cast<LandscapeView*>(view.get());
    const auto runs = readAll(filesAndFolders, view->drawsOverlays() && !landscape
                                                   ? RunHistory::Observations::Curves
                                                   : RunHistory::Observations::Whole);
    if (!runs)
        return runs.error();
    if (landscape)
        if (const Status shown = showLandscape(*landscape, *runs); !shown)
            return shown;
    const FigureRuns figure = collect(*runs, presets);
    view->setExportInfo(figure.info);
    view->setPictureSize({.size = options.size});
    if (view->drawsOverlays() && !(landscape && runs->size() == 1))
        view->setOverlays(figure.overlays);
    else if (landscape)
        pinStep(*view, options.step);
    else if (const Status shown = showOne(*view, *runs, options); !shown)
        return shown;
    const auto* const curves = qobject_cast<CurveView*>(view.get());
    if (view->isEmpty() || (curves && curves->curves().empty()))
        return Error{ErrorCode::Usage, "none of these runs recorded this metric", options.view};
    return view->exportTo(QString::fromStdString(options.file));
}

} // namespace grokking
