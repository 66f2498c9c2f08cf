// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The runs the window lists and opens: the folder of run files plus the live runs. Reads on worker
// threads and answers with signals; follows the folder while other programs write into it. Renaming
// and deleting are RunEditing's. GUI thread only.
#pragma once

#include "app/window/listed_folder.h"
#include "app/window/opened_run.h"
#include "app/window/run_overlays.h"
#include "widgets/runs_model.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

namespace grokking {

class RunLibrary : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunLibrary)

public:
    explicit RunLibrary(std::filesystem::path folder, QObject* parent = nullptr);
    ~RunLibrary() override;

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] RunsModel* model() { return &m_model; }
    [[nodiscard]] RunOverlays* overlays() { return &m_overlays; }
    // Returns an unused file for a new run of this spec, making the folder if need be.
    [[nodiscard]] Result<QString> newFile(const ExperimentSpec& spec) const;
    // Returns whether this window trains a run into this file.
    [[nodiscard]] bool goesOn(const QString& file) const;
    // Returns the file that open() reads; empty if none.
    [[nodiscard]] const QString& opening() const { return m_opening; }

public slots:
    // Lists another folder from now on, where new runs go, too; live runs stay where they are.
    void setFolder(const std::filesystem::path& folder);
    // Lists the folder again.
    void refresh();
    // Reads a run; opened() or failed() follows, unless another one is asked for meanwhile.
    void open(const QString& file);
    // Wants no more to see the run that open() reads.
    void stopOpening() { m_opening.clear(); }
    // Forgets the live runs of before, and draws them no more behind others.
    void beginGroup();
    // Shows the state of a run that goes on, or has just ended; its history may grow.
    void showLive(const grokking::RunRow& row, const grokking::ExperimentSpec& spec,
                  const std::shared_ptr<const grokking::RunHistory>& history);
    // A run is no more in the folder, or has another file there.
    void forget(const QString& file);
    void rename(const QString& from, const QString& to);

signals:
    void opened(const grokking::OpenedRun& run);
    // The folder was listed, or is being read: "142 runs, 310 MB", "reading 200 of 10,000 runs".
    void useShown(const QString& use);
    // The folder was listed, and its runs are shown.
    void listed();
    void failed(const grokking::Error& error);

private:
    void watch();
    void refreshLater();
    void takeList(const std::filesystem::path& folder, const ListedFolder& list);
    [[nodiscard]] bool showFolder(const std::vector<ListedRun>& runs);
    [[nodiscard]] RunRow rowOf(const ListedRun& run);
    void tellProblem(const std::optional<Error>& problem);
    void takeOpened(const OpenedRun& run);

    std::filesystem::path m_folder;
    RunsModel m_model;
    RunOverlays m_overlays;
    QSet<QString> m_live;  // runs this window knows more of than their files tell
    QSet<QString> m_begun; // of these, those begun since the last listing began
    QString m_opening;
    QFileSystemWatcher m_watcher;
    QTimer m_timer;              // until the next listing
    QElapsedTimer m_listingTime; // since the last listing began
    qint64 m_restMs = 0;         // from then to the next one
    bool m_listing = false;
    bool m_again = false;  // something changed meanwhile
    bool m_found = false;  // the folder was there once
    QString m_lastProblem; // told once
    std::stop_source m_stop;
};

} // namespace grokking
