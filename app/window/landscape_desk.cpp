// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/landscape_desk.h"

#include "app/window/experiment_controller.h"
#include "core/learners/learner_catalog.h"
#include "widgets/error_complexity_view.h"
#include "widgets/landscape_view.h"
#include "widgets/number_text.h"
#include "widgets/view_grid.h"

#include <algorithm>

namespace grokking {

namespace {

constexpr auto startEdits = "start"; // the kind of these changes of the form

const LandscapeAxis* findAxis(const LandscapeAxes& axes, const std::string& id)
{
    const auto axis = std::ranges::find(axes.all, id, &LandscapeAxis::id);
    return axis == axes.all.end() ? nullptr : &*axis;
}

QString letterOf(const std::string& presetId)
{
    return QString::fromStdString(presetId.substr(presetId.rfind('-') + 1, 1)).toUpper();
}

// Returns the preset that the spec is but for the name of the one it came from, or the spec.
ExperimentSpec asPreset(const ExperimentSpec& spec, const std::vector<Preset>& presets)
{
    for (const Preset& preset : presets) {
        ExperimentSpec candidate = preset.spec;
        candidate.preset = spec.preset;
        if (candidate == spec)
            return preset.spec;
    }
    return spec;
}

// Returns where a plane cuts through the other parameters, which are as in computeLandscape().
QString sliceText(const ExperimentSpec& spec, const LandscapePlane& plane,
                  const std::vector<double>& others)
{
    constexpr qsizetype mostNamed = 3;
    QStringList held;
    for (const LandscapeAxis& axis : landscapeAxes(spec).all) {
        if (axis.id == plane.acrossAxis.id || axis.id == plane.upAxis.id)
            continue;
        const double value = axis.parameter < others.size() ? others[axis.parameter]
                                                            : axis.start(spec.learner.parameters);
        held << QStringLiteral("%1 %2").arg(QString::fromStdString(axis.title), numberText(value));
    }
    if (held.isEmpty())
        return {};
    const QString where = others.empty() ? LandscapeDesk::tr("where they start")
                                         : LandscapeDesk::tr("as at this step");
    const QString what = held.size() <= mostNamed
                             ? held.join(QStringLiteral(", "))
                             : LandscapeDesk::tr("the %1 other parameters").arg(held.size());
    return LandscapeDesk::tr("slice: %1 (%2)").arg(what, where);
}

} // namespace

std::vector<LandscapePin> presetPins(const std::vector<Preset>& presets, const std::string& preset,
                                     const LandscapePlane& plane)
{
    const auto origin = std::ranges::find(presets, preset, &Preset::id);
    if (origin == presets.end())
        return {};
    std::vector<LandscapePin> pins;
    for (const Preset& each : presets)
        if (differOnlyInStart(origin->spec, each.spec, plane)) {
            const auto [across, up] = startOn(each.spec, plane);
            pins.push_back({letterOf(each.id), QString::fromStdString(each.title), {across, up}});
        }
    return pins.size() > 1 ? pins : std::vector<LandscapePin>();
}

LandscapeScene landscapeScene(const LandscapeAxes& axes, const LandscapePlane& plane)
{
    const auto numberOf = [&axes](const LandscapeAxis& axis) {
        return static_cast<int>(std::ranges::find(axes.all, axis.id, &LandscapeAxis::id)
                                - axes.all.begin());
    };
    LandscapeScene scene{.across = numberOf(plane.acrossAxis), .up = numberOf(plane.upAxis)};
    for (const LandscapeAxis& axis : axes.all)
        scene.axes << QString::fromStdString(axis.title);
    return scene;
}

LandscapeDesk::LandscapeDesk(ViewGrid& grid, ErrorComplexityView& plane,
                             ExperimentController& experiment, SpecEditor& editor, QObject* parent)
    : QObject(parent), m_grid(grid), m_experiment(experiment), m_editor(editor),
      m_view(new LandscapeView)
{
    grid.addView(m_view, ViewGrid::Initially::WholeRow);
    grid.setViewOffered(m_view, false); // until a learner has one
    connect(&plane, &ErrorComplexityView::linesShown, m_view, &LandscapeView::showLines);
    connectExperiment();
    connectView();
    connectJobs();
}

void LandscapeDesk::connectExperiment()
{
    connect(&m_editor, &SpecEditor::checked, this, &LandscapeDesk::takeForm);
    connect(&m_experiment, &ExperimentController::viewsCleared, this, [this] {
        m_run.reset();
        m_showsRun = false;
        update();
    });
    connect(&m_experiment, &ExperimentController::runShown, this, [this] {
        m_run = m_experiment.shownSpec();
        m_showsRun = m_run.has_value();
        update();
    });
    connect(&m_experiment, &ExperimentController::runUpdated, this, &LandscapeDesk::compute);
    connect(m_grid.cursor(), &StepCursor::moved, this, &LandscapeDesk::compute);
}

void LandscapeDesk::connectView()
{
    connect(&m_grid, &ViewGrid::arrangementChanged, this, &LandscapeDesk::compute);
    connect(m_view, &LandscapeView::startChosen, this, &LandscapeDesk::chooseStart);
    connect(m_view, &LandscapeView::startSettled, &m_editor, &SpecEditor::settle);
    connect(m_view, &LandscapeView::startTakenBack, &m_editor.history(), &QUndoStack::undo);
    connect(m_view, &LandscapeView::planeChosen, this, [this](int across, int up) {
        const LandscapeAxes axes = landscapeAxes(*source());
        m_across = axes.all.at(static_cast<std::size_t>(across)).id;
        m_up = axes.all.at(static_cast<std::size_t>(up)).id;
        update();
    });
    connect(m_view, &LandscapeView::othersChosen, this, [this](OtherParameters others) {
        m_others = others;
        compute();
    });
}

void LandscapeDesk::connectJobs()
{
    connect(&m_landscapes, &LandscapeJob::made, m_view, &LandscapeView::showLandscape);
    connect(&m_landscapes, &LandscapeJob::failed, &m_experiment, &ExperimentController::failed);
    connect(m_view, &LandscapeView::basinRequested, this, [this](int side) {
        if (const auto* const spec = source())
            m_basins.start(*spec,
                           *planeOf(*spec, static_cast<std::size_t>(side), GridPlaces::Centers));
    });
    connect(m_view, &LandscapeView::basinStopRequested, &m_basins, &BasinJob::stop);
    connect(&m_basins, &BasinJob::failed, &m_experiment, &ExperimentController::failed);
    connect(&m_basins, &BasinJob::progressed, this, &LandscapeDesk::showBasin);
}

const ExperimentSpec* LandscapeDesk::source() const
{
    const auto& shown = m_showsRun ? m_run : m_form;
    return shown ? &*shown : nullptr;
}

std::optional<LandscapePlane> LandscapeDesk::planeOf(const ExperimentSpec& spec, std::size_t count,
                                                     GridPlaces places) const
{
    const LandscapeAxes axes = landscapeAxes(spec);
    if (axes.all.empty())
        return std::nullopt;
    const LandscapeAxis* across = findAxis(axes, m_across);
    const LandscapeAxis* up = findAxis(axes, m_up);
    if (!across || !up) {
        across = &axes.all[axes.across];
        up = &axes.all[axes.up];
    }
    return landscapePlane(spec, *across, *up, count, places);
}

// An edit that leaves the landscape as it was, of the start above all, leaves the run on view.
void LandscapeDesk::takeForm(const ExperimentSpec& spec)
{
    const auto isSame = [&](const std::optional<ExperimentSpec>& other) {
        const auto plane = planeOf(spec, 2, GridPlaces::Ends);
        return plane && other && haveSameLandscape(spec, *other, *plane);
    };
    if (!m_run)
        m_showsRun = false;
    else if (!isSame(m_form))
        m_showsRun = isSame(m_run);
    m_form = spec;
    update();
}

void LandscapeDesk::update()
{
    const auto plane = source() ? planeOf(*source(), 2, GridPlaces::Ends) : std::nullopt;
    m_grid.setViewOffered(m_view, plane.has_value());
    if (!plane) {
        m_computed.reset();
        m_landscapes.stop();
        return;
    }
    m_view->showScene(sceneOf(*plane));
    compute();
    showBasin();
}

LandscapeScene LandscapeDesk::sceneOf(const LandscapePlane& plane) const
{
    LandscapeScene scene = landscapeScene(landscapeAxes(*source()), plane);
    scene.source = m_showsRun ? tr("this run") : tr("next run");
    scene.pins = presetPins(m_editor.presets(), source()->preset, plane);
    scene.isOfRun = m_showsRun;
    scene.hasOthers = scene.axes.size() > 2;
    if (m_form && m_form->learner.id == source()->learner.id) {
        const auto [across, up] = startOn(*m_form, plane);
        scene.start = QPointF(across, up);
    }
    return scene;
}

// Does nothing if that is what was computed last.
void LandscapeDesk::compute()
{
    const auto plane = source() ? planeOf(*source(), 2, GridPlaces::Ends) : std::nullopt;
    if (!plane)
        return;
    if (!m_grid.isViewVisible(m_view)) { // nobody looks
        m_computed.reset();
        m_landscapes.stop();
        return;
    }
    const std::vector<double> others = m_showsRun && m_others == OtherParameters::AtStep
                                           ? m_view->parametersAtCursor()
                                           : std::vector<double>();
    const bool isSame = m_computed && m_plane->across == plane->across && m_plane->up == plane->up
                        && others == m_computedOthers
                        && haveSameLandscape(*source(), *m_computed, *plane);
    if (isSame)
        return;
    m_computed = *source();
    m_plane = plane;
    m_computedOthers = others;
    m_landscapes.start(*m_computed, *plane, others);
    m_view->showSlice(sliceText(*m_computed, *plane, others));
}

void LandscapeDesk::showBasin()
{
    const auto plane = source() ? planeOf(*source(), 2, GridPlaces::Ends) : std::nullopt;
    if (!plane)
        return;
    const Basin& basin = m_basins.basin();
    const bool isOfSource =
        m_basins.spec() && differOnlyInStart(*source(), *m_basins.spec(), *plane)
        && basin.across.title == plane->across.title && basin.up.title == plane->up.title;
    m_view->showBasin(isOfSource ? basin : Basin{});
    m_view->showBasinStatus(isOfSource || m_basins.isBusy() ? m_basins.status() : BasinStatus{});
}

// On the form stays what else is there, if the next run has this landscape; else it gets the run's.
void LandscapeDesk::chooseStart(const QPointF& place)
{
    const auto plane = source() ? planeOf(*source(), 2, GridPlaces::Ends) : std::nullopt;
    if (!plane)
        return;
    const bool keepsForm = m_form && haveSameLandscape(*source(), *m_form, *plane);
    ExperimentSpec spec = keepsForm ? m_editor.spec() : withoutSchedule(*source());
    setStart(spec, *plane, place.x(), place.y());
    m_editor.replace(asPreset(spec, m_editor.presets()),
                     tr("start at %1, %2").arg(numberText(place.x()), numberText(place.y())),
                     startEdits);
}

} // namespace grokking
