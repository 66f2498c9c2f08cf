// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lets Run go on with the run on the views, in its file, if that was stopped or killed, or if the
// form differs from it in more steps only. With several seeds just stopped it goes on with all of
// them. GUI thread only.
#pragma once

#include "app/window/live_run.h"
#include "app/window/transport_bar.h"
#include "core/store/run_reader.h"

#include <QObject>

#include <optional>
#include <vector>

namespace grokking {

class ExperimentController;
class RunController;
class SpecEditor;

class ResumeDesk : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResumeDesk)

public:
    // All are borrowed and outlive this.
    ResumeDesk(TransportBar& toolbar, SpecEditor& editor, ExperimentController& experiment,
               RunController& runs, QObject* parent = nullptr);

public slots:
    void goOn();

signals:
    void failed(const grokking::Error& error);

private:
    void look();
    void update();
    [[nodiscard]] bool isOneOfSeeds() const; // of the last group
    [[nodiscard]] RunTarget target() const;
    [[nodiscard]] std::vector<PlannedRun> plans() const;

    TransportBar& m_toolbar;
    SpecEditor& m_editor;
    ExperimentController& m_experiment;
    RunController& m_runs;
    std::optional<RunListing> m_listing; // of the run on the views, while nothing goes on
};

} // namespace grokking
