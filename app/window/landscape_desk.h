// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the landscape: adds it to the grid and offers it where the learner has one, shows
// that of the run on the views, or of the form as soon as an edit makes it another one, and writes
// the start chosen in it onto the form. Owned by the window; GUI thread only.
#pragma once

#include "app/window/landscape_jobs.h"
#include "core/spec/preset.h"
#include "widgets/landscape_scene.h"

#include <QObject>

#include <optional>
#include <string>

namespace grokking {

class ErrorComplexityView;
class ExperimentController;
class LandscapeView;
class SpecEditor;
class ViewGrid;

// Returns a pin for each of the presets of a family, those that differ from the spec's own preset
// only in the start on a plane; none if that is alone. Letters are from the ends of their ids.
[[nodiscard]] std::vector<LandscapePin> presetPins(const std::vector<Preset>& presets,
                                                   const std::string& preset,
                                                   const LandscapePlane& plane);

// Returns a scene of these axes, with nothing on it.
[[nodiscard]] LandscapeScene landscapeScene(const LandscapeAxes& axes, const LandscapePlane& plane);

class LandscapeDesk : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LandscapeDesk)

public:
    // All are borrowed and outlive this. `plane` tells the lines between the regions.
    LandscapeDesk(ViewGrid& grid, ErrorComplexityView& plane, ExperimentController& experiment,
                  SpecEditor& editor, QObject* parent = nullptr);

private:
    void connectExperiment();
    void connectView();
    void connectJobs();
    // Returns whose landscape is shown, or nullptr.
    [[nodiscard]] const ExperimentSpec* source() const;
    [[nodiscard]] std::optional<LandscapePlane> planeOf(const ExperimentSpec& spec,
                                                        std::size_t count, GridPlaces places) const;
    [[nodiscard]] LandscapeScene sceneOf(const LandscapePlane& plane) const;
    void takeForm(const ExperimentSpec& spec);
    void update();
    void compute();
    void showBasin();
    void chooseStart(const QPointF& place);

    ViewGrid& m_grid;
    ExperimentController& m_experiment;
    SpecEditor& m_editor;
    LandscapeView* m_view;
    LandscapeJob m_landscapes;
    BasinJob m_basins;
    std::optional<ExperimentSpec> m_form; // the last valid spec on it
    std::optional<ExperimentSpec> m_run;  // the shown one
    bool m_showsRun = false;              // else the form
    std::string m_across;                 // ids of the axes chosen; those of another learner: usual
    std::string m_up;
    OtherParameters m_others = OtherParameters::AtStart;
    std::optional<ExperimentSpec> m_computed; // what the landscape is of
    std::optional<LandscapePlane> m_plane;    // likewise
    std::vector<double> m_computedOthers;
};

} // namespace grokking
