// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of what many runs came to: those chosen in the table of runs, else those of the chosen
// study, else the ones that are drawn. Adds it to the grid, hidden until it is asked for, reads the
// runs' files in the background, and again as they end. Owned by the window; GUI thread only.
#pragma once

#include "app/shared/group_table.h"
#include "core/spec/preset.h"
#include "widgets/outcome_view.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace grokking {

class ExperimentController;
class RunController;
class RunLibrary;
class RunsTable;
class StudyDesk;
class ViewGrid;

// What is read of the files: a picture, or why there is none, and what there is to choose from.
struct OutcomesRead {
    Result<OutcomePicture> picture;
    OutcomeOffer offer;
};

// Reads them; files that are not there yet are left out, and so is the rest once stop is requested.
// May take a while. Any thread.
[[nodiscard]] OutcomesRead readOutcomes(const QStringList& files, const OutcomeChoice& choice,
                                        std::span<const Preset> presets,
                                        const std::stop_token& stop);

class OutcomeDesk : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutcomeDesk)

public:
    // All but the presets are borrowed and outlive this.
    OutcomeDesk(ViewGrid& grid, ExperimentController& experiment, RunLibrary& library,
                std::vector<Preset> presets, QObject* parent = nullptr);
    ~OutcomeDesk() override;

    void listenTo(const RunController& runs);
    void listenTo(const RunsTable& table);
    void listenTo(const StudyDesk& study);

public slots:
    // Shows the view, with the outcomes of these runs, or of the usual ones.
    void show(const QStringList& files = {});

private:
    // Whose outcomes are shown.
    struct Source {
        QString text; // "this study"
        QStringList files;

        bool operator==(const Source&) const = default;
    };

    [[nodiscard]] Source source() const;
    void choose(const OutcomeChoice& choice);
    void update();
    void readAnew();
    void read();
    void take(const Source& source, const OutcomesRead& read);

    ViewGrid& m_grid;
    ExperimentController& m_experiment;
    RunLibrary& m_library;
    std::vector<Preset> m_presets;
    OutcomeView* m_view;
    QStringList m_chosen; // in the table of runs
    QStringList m_study;
    OutcomeChoice m_choice{.outcome = "gap"}; // the user's; what there is not gives way
    std::optional<Source> m_shown;            // what was read last, unless nobody looked since
    bool m_reading = false;
    std::stop_source m_stop;
    bool m_again = false; // something changed meanwhile
    QElapsedTimer m_readingTime;
    QTimer m_rest;      // until the next reading
    QThreadPool m_pool; // last: is waited for before the rest is destroyed
};

} // namespace grokking
