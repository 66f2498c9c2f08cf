// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The files the window opens and saves: runs and saved pictures, and the Export menu with views,
// weights and generated data of the run on the views. Keeps the views informed of what run that is.
// Long work is done on worker threads. GUI thread only.
#pragma once

#include "core/util/result.h"

#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QMenu;

namespace grokking {

class ExperimentController;
class RunLibrary;
class RunView;
class SpecEditor;
class ViewGrid;

class FileDesk : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileDesk)

public:
    // All are borrowed and outlive this.
    FileDesk(ViewGrid& views, ExperimentController& experiment, SpecEditor& editor,
             RunLibrary& library, QWidget* parent);

    // Returns the Export menu.
    [[nodiscard]] QMenu* menu() { return m_menu; }

public slots:
    // Asks for a file and opens it.
    void chooseFile();
    // Shows a run, or puts the experiment of a saved picture or table onto the form.
    void open(const QString& file);

    // Ask for a file or folder, and save.
    void saveView(grokking::RunView* view);
    void saveAllViews(const QString& suffix);
    void saveWeights();
    void saveData();

    // Save under these names, over what is there; done() or failed() follows.
    void saveViewTo(grokking::RunView* view, const QString& file);
    void saveViewsTo(const QString& folder, const QString& suffix);
    void saveWeightsTo(const QString& file);
    void saveDataTo(const QString& file);

signals:
    void done(const QString& message);
    void failed(const grokking::Error& error);

private:
    // Writes values on a worker thread, then says it is done.
    void saveValues(const std::vector<std::function<Status()>>& writers, const QString& message);
    void openExported(const QString& file);
    void addSizes();
    void addFiles();
    void updateInfo();
    void updateActions();
    [[nodiscard]] QString inFolder(const QString& name) const;
    [[nodiscard]] QString chosenFile(const QString& title, const QString& name,
                                     const QString& filter);

    ViewGrid& m_views;
    ExperimentController& m_experiment;
    SpecEditor& m_editor;
    RunLibrary& m_library;
    QMenu* m_menu;
    QAction* m_weights = nullptr;
    QString m_folder; // of the last file; empty: the user's
};

} // namespace grokking
