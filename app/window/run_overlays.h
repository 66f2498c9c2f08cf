// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The runs drawn behind the shown one: those whose box is checked in the table of runs. Reads
// stored ones on worker threads. Owned by RunLibrary; GUI thread only.
#pragma once

#include "app/window/opened_run.h"
#include "widgets/run_view.h"
#include "widgets/runs_model.h"

#include <QObject>
#include <QSet>
#include <QStringList>

#include <map>

namespace grokking {

class RunOverlays : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunOverlays)

public:
    // `model` outlives the overlays.
    explicit RunOverlays(RunsModel& model, QObject* parent = nullptr);

    // Returns the runs to draw behind the shown one, and the shown one itself (isShown) if seeds of
    // its group are among them.
    [[nodiscard]] std::vector<RunOverlay> all() const;
    // Returns the files checked to be drawn, with those that are not read or not listed yet.
    [[nodiscard]] QStringList checked() const;
    // Returns the seeds of those of this group (groupOf()).
    [[nodiscard]] std::vector<std::int64_t> seeds(const QString& group) const;
    [[nodiscard]] bool contains(const QString& file) const { return m_checked.contains(file); }

public slots:
    // Draws a run behind the current one, or no more: what the check box asks for.
    void setOverlaid(const QString& file, bool overlaid);
    // Checks a run to be drawn behind the shown one.
    void drawBehind(const QString& file);
    // Checks these runs, now or once they are listed.
    void drawOnceListed(const QStringList& files);
    // The folder was listed: checks those that waited for that, and forgets those that are gone.
    void drawWanted();
    // Draws no more what is not in the table of runs.
    void dropUnlisted();
    // Says which run is on the views: it is not drawn behind itself. Empty for none.
    void setShown(const QString& file);
    // Takes over a stored run that is about to be shown.
    void setOpened(const grokking::OpenedRun& run);
    // Lets go of a live run that is over, unless it is drawn: its file has all of it as well.
    void release(const QString& file);
    // Takes over a live run, whose history grows.
    void setLive(const QString& file, const grokking::RunOverlay& run);
    // The live runs of before are stored ones now, and drawn no more behind others.
    void endLive();
    // A run is gone, or has another file.
    void forget(const QString& file);
    void rename(const QString& from, const QString& to);
    // Emits changed(): histories of live runs have grown.
    void publish();

signals:
    void changed(const std::vector<grokking::RunOverlay>& overlays);
    void failed(const grokking::Error& error);

private:
    void read(const QString& file);
    void takeRead(const QString& file, const Result<OpenedRun>& run);
    [[nodiscard]] const RunOverlay* findShown() const;

    RunsModel& m_model;
    std::map<QString, RunOverlay> m_checked; // those that are read
    std::map<QString, RunOverlay> m_live;    // the runs of the present or last group
    std::map<QString, RunOverlay> m_opened;  // the stored run shown last
    QSet<QString> m_reading;                 // on their way into m_checked
    QStringList m_wanted;                    // not listed yet
    QString m_shownFile;
};

} // namespace grokking
