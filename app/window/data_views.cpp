// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/data_views.h"

#include "app/window/experiment_controller.h"
#include "core/data/dataset_catalog.h"
#include "widgets/band_view.h"
#include "widgets/confusion_view.h"
#include "widgets/distance_matrix_view.h"
#include "widgets/geometry_view.h"
#include "widgets/pictures_view.h"
#include "widgets/sample_view.h"
#include "widgets/subclass_accuracy_view.h"
#include "widgets/view_grid.h"

#include <array>

namespace grokking {

DataViews::DataViews(ViewGrid& grid, ExperimentController& experiment, SpecEditor& editor,
                     QObject* parent)
    : QObject(parent), m_grid(grid), m_experiment(experiment),
      m_subclasses(new SubclassAccuracyView), m_geometry(new GeometryView),
      m_distances(new DistanceMatrixView), m_pictures(new PicturesView),
      m_confusion(new ConfusionView), m_sample(new SampleView)
{
    for (RunView* const view : grid.views())
        if (auto* const curve = qobject_cast<BandView*>(view))
            m_curves.push_back(curve);
    using Initially = ViewGrid::Initially;
    grid.addView(m_subclasses);
    grid.addView(m_geometry);
    grid.addView(m_pictures);
    grid.setViewOffered(m_pictures, false); // until there are pictures
    for (RunView* const view : std::initializer_list<RunView*>{m_distances, m_confusion, m_sample})
        grid.addView(view, Initially::Hidden);
    connectExperiment(editor);
    connectViews();
}

void DataViews::connectExperiment(SpecEditor& editor)
{
    connect(&editor, &SpecEditor::checked, this, [this](const ExperimentSpec& spec) {
        m_form = spec;
        if (m_experiment.shownFile().isEmpty())
            showForm();
    });
    connect(&m_experiment, &ExperimentController::viewsCleared, this, &DataViews::showForm);
    connect(&m_experiment, &ExperimentController::runShown, this, [this](const RunHistory& run) {
        m_grid.setViewOffered(m_subclasses, run.started() && run.started()->grouping);
        showRun();
    });
}

void DataViews::connectViews()
{
    connect(&m_scenes, &DataScenes::sceneMade, this, &DataViews::showScene);
    connect(&m_scenes, &DataScenes::failed, &m_experiment, &ExperimentController::failed);
    connect(m_geometry, &GeometryView::planeChosen, &m_scenes, &DataScenes::choosePlane);
    connect(m_geometry, &GeometryView::sampleChosen, this, &DataViews::showSample);
    connect(m_sample, &SampleView::sampleChosen, m_geometry, &GeometryView::selectSample);
}

void DataViews::showForm()
{
    if (!m_form)
        return;
    m_grid.setViewOffered(m_subclasses, datasetShape(*m_form).groups > 0);
    m_scenes.showData(*m_form, tr("next run"));
}

void DataViews::showRun()
{
    if (const auto spec = m_experiment.shownSpec())
        m_scenes.showData(*spec, tr("this run"));
}

void DataViews::showScene(const DataScene& scene)
{
    m_geometry->showScene(scene);
    m_distances->showScene(scene);
    m_pictures->showScene(scene);
    m_grid.setViewOffered(m_pictures, !scene.images.ofGroup.empty());
    m_confusion->showScene(scene);
    m_sample->showScene(scene);
    for (BandView* const curve : m_curves)
        curve->showPoints(scene.points);
    for (RunView* const view :
         std::array<RunView*, 4>{m_geometry, m_distances, m_confusion, m_sample})
        m_grid.setViewOffered(view, !scene.grouping.names.empty());
}

void DataViews::showSample(std::size_t sample)
{
    m_sample->showSample(sample);
    m_grid.setViewVisible(m_sample, true);
}

} // namespace grokking
