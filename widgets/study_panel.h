// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a study consists of and how far it is, with buttons to run and to stop it: stands in the
// place of the form while a study is chosen. GUI thread only.
#pragma once

#include <QScrollArea>
#include <QStringList>

class QLabel;
class QLayout;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace grokking {

// What a study is about, in words.
struct StudyText {
    QString title;
    QString explanation;
    QString claim;      // empty if none
    QStringList varied; // "Initial scale: 1, 2, 4, 8, 16", a line for each of what its runs vary
    int seeds = 1;

    bool operator==(const StudyText&) const = default;
};

// How far it is.
struct StudyProgress {
    int runs = 0;
    int done = 0;
    QString text; // "37 of 70 runs done"
    bool canRun = false;
    bool canStop = false;
    QString runText; // on the button

    bool operator==(const StudyProgress&) const = default;
};

class StudyPanel : public QScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StudyPanel)

public:
    explicit StudyPanel(QWidget* parent = nullptr);

    // Returns what is said of the progress.
    [[nodiscard]] QString progressText() const;

public slots:
    // Emits nothing.
    void showStudy(const grokking::StudyText& text);
    void showFolder(const QString& folder);
    void showProgress(const grokking::StudyProgress& progress);

signals:
    void runRequested();
    void stopRequested();
    void seedsChosen(int count);
    // Another folder is to be chosen for the runs.
    void folderRequested();
    // Back to single runs.
    void closeRequested();

private:
    void layOut();
    QLayout* seedsRow();
    QLayout* folderRow();
    QLayout* buttons();

    QLabel* m_title;
    QLabel* m_explanation;
    QLabel* m_claim;
    QLabel* m_varied;
    QSpinBox* m_seeds;
    QLabel* m_folder;
    QToolButton* m_otherFolder;
    QLabel* m_progress;
    QProgressBar* m_bar;
    QPushButton* m_run;
    QPushButton* m_stop;
    QToolButton* m_close;
};

} // namespace grokking
