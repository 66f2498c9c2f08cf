// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The preferences in a small window beside the main one, which blocks nothing. What is chosen
// holds at once and is kept in the user's settings. GUI thread only.
#pragma once

#include "app/window/preferences.h"

#include <QDialog>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace grokking {

class PreferencesPanel : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreferencesPanel)

public:
    // Shows the preferences in the settings; `defaultFolder` is where runs go without a choice.
    // Has an action that opens it, which is the window's; `window` owns the panel.
    PreferencesPanel(QWidget& window, const QString& defaultFolder);

    [[nodiscard]] QAction* openAction() const { return m_open; }
    [[nodiscard]] const Preferences& preferences() const { return m_preferences; }

public slots:
    // Takes over a choice made elsewhere. Emits colorsChosen().
    void setColors(grokking::ColorScheme colors);

signals:
    // Folder or number of runs changed.
    void changed(const grokking::Preferences& preferences);
    void colorsChosen(grokking::ColorScheme colors);

private:
    void layOut();
    void chooseFolder();
    void takeFolder(const QString& folder);
    void keep() const;

    QString m_defaultFolder;
    Preferences m_preferences;
    QAction* m_open;
    QLineEdit* m_folder;
    QLabel* m_folderProblem;
    QSpinBox* m_runs;
    QComboBox* m_colors;
};

} // namespace grokking
