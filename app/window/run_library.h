// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The runs the window lists, opens and overlays: the folder of run files plus the live runs. Reads
// files on worker threads and answers with signals. GUI thread only.
#pragma once

#include "core/store/run_folder.h"
#include "core/store/run_library.h"
#include "widgets/run_view.h"
#include "widgets/runs_model.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <memory>

namespace grokking {

// A stored run, ready to be shown.
struct OpenedRun {
    QString file;
    ExperimentSpec spec;
    std::shared_ptr<const RunHistory> history;
    RunSummary summary; // detected anew from the samples
};

class RunLibrary : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunLibrary)

public:
    explicit RunLibrary(std::filesystem::path folder, QObject* parent = nullptr);
    ~RunLibrary() override;

    [[nodiscard]] RunsModel* model() { return &m_model; }
    // Returns an unused file for a new run of this spec, making the folder if need be.
    [[nodiscard]] Result<QString> newFile(const ExperimentSpec& spec) const;
    // Returns the runs to draw behind the shown one.
    [[nodiscard]] std::vector<RunOverlay> overlays() const;

public slots:
    // Lists the folder again.
    void refresh();
    // Reads a run; opened() or failed() follows.
    void open(const QString& file);
    // Forgets the live runs of before, and draws them no more behind others.
    void beginGroup();
    // Shows the state of a run that goes on, or has just ended; its history may grow.
    void showLive(const grokking::RunRow& row,
                  const std::shared_ptr<const grokking::RunHistory>& history);
    // Checks a run to be drawn behind the shown one.
    void drawBehind(const QString& file);
    // Says which run is on the views: it is not drawn behind itself. Empty for none.
    void setShown(const QString& file);
    // Emits overlaysChanged(): histories of live runs have grown.
    void publishOverlays();
    // Draws a run behind the current one, or no more.
    void setOverlaid(const QString& file, bool overlaid);
    void setNote(const QString& file, const QString& note);
    // Moves a run to the desktop's trash.
    void remove(const QString& file);

signals:
    void opened(const grokking::OpenedRun& run);
    void overlaysChanged(const std::vector<grokking::RunOverlay>& overlays);
    void failed(const grokking::Error& error);

private:
    void showFolder(const RunFolder& folder);
    void readOverlay(const QString& file);
    [[nodiscard]] bool goesOn(const QString& file) const;

    std::filesystem::path m_folder;
    RunsModel m_model;
    std::map<QString, RunOverlay> m_overlays;
    std::map<QString, RunOverlay> m_live; // the runs of the present or last group
    QString m_shownFile;
};

} // namespace grokking
