// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study_panel.h"

#include "widgets/own_keys.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace grokking {

namespace {

constexpr int mostSeeds = 1'000;

// Lets a long word, like a folder, be broken.
QString breakable(QString path)
{
    return path.replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
}

} // namespace

StudyPanel::StudyPanel(QWidget* parent)
    : QScrollArea(parent), m_title(new QLabel), m_explanation(new QLabel), m_claim(new QLabel),
      m_varied(new QLabel), m_seeds(new QSpinBox), m_folder(new QLabel),
      m_otherFolder(new QToolButton), m_progress(new QLabel), m_bar(new QProgressBar),
      m_run(new QPushButton(tr("Run study"))), m_stop(new QPushButton(tr("Stop"))),
      m_close(new QToolButton)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Study"));
    layOut();
    connect(m_run, &QPushButton::clicked, this, &StudyPanel::runRequested);
    connect(m_stop, &QPushButton::clicked, this, &StudyPanel::stopRequested);
    connect(m_otherFolder, &QToolButton::clicked, this, &StudyPanel::folderRequested);
    connect(m_close, &QToolButton::clicked, this, &StudyPanel::closeRequested);
    connect(m_seeds, &QSpinBox::valueChanged, this, &StudyPanel::seedsChosen);
    // The next key, a space for Run, is not for this box any more.
    connect(m_seeds, &QSpinBox::editingFinished, m_seeds, &QWidget::clearFocus);
}

void StudyPanel::layOut()
{
    auto* const body = new QWidget;
    auto* const column = new QVBoxLayout(body);
    column->setContentsMargins(12, 12, 16, 12);
    column->setSpacing(8);
    m_title->setObjectName(QStringLiteral("heading"));
    m_progress->setObjectName(QStringLiteral("cellTitle"));
    m_folder->setObjectName(QStringLiteral("quiet"));
    for (QLabel* const label : {m_title, m_explanation, m_claim, m_varied, m_folder, m_progress}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    }
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Runs done"));
    for (QToolButton* const link : {m_otherFolder, m_close}) {
        link->setObjectName(QStringLiteral("link"));
        link->setFocusPolicy(Qt::TabFocus);
        keepOwnKeys(link);
    }
    for (QPushButton* const button : {m_run, m_stop}) {
        button->setFocusPolicy(Qt::TabFocus);
        keepOwnKeys(button);
    }
    for (QLabel* const label : {m_title, m_explanation, m_claim, m_varied})
        column->addWidget(label);
    column->addLayout(seedsRow());
    column->addLayout(folderRow());
    column->addSpacing(4);
    column->addWidget(m_progress);
    column->addWidget(m_bar);
    column->addLayout(buttons());
    column->addStretch(1);
    m_close->setText(tr("Back to single runs"));
    column->addWidget(m_close, 0, Qt::AlignLeft);
    setWidget(body);
}

QLayout* StudyPanel::seedsRow()
{
    auto* const row = new QHBoxLayout;
    auto* const label = new QLabel(tr("Seeds of each"));
    label->setBuddy(m_seeds);
    m_seeds->setRange(1, mostSeeds);
    m_seeds->setAccessibleName(tr("Seeds of each setting"));
    m_seeds->setToolTip(tr("How many runs of each setting, with seeds counted up from the first"));
    row->addWidget(label);
    row->addStretch(1);
    row->addWidget(m_seeds);
    return row;
}

QLayout* StudyPanel::folderRow()
{
    auto* const column = new QVBoxLayout;
    column->setSpacing(0);
    auto* const row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Folder of its runs")));
    row->addStretch(1);
    m_otherFolder->setText(tr("Other…"));
    m_otherFolder->setToolTip(tr("Runs that `grokking study --out` left in the folder count"));
    row->addWidget(m_otherFolder);
    column->addLayout(row);
    column->addWidget(m_folder);
    return column;
}

QLayout* StudyPanel::buttons()
{
    auto* const row = new QHBoxLayout;
    m_run->setDefault(true);
    m_run->setToolTip(tr("Trains the runs that are not finished, as many at a time as there are "
                         "cores (Space)"));
    m_stop->setToolTip(tr("Ends the runs that go on; finished ones stay, the others go on next "
                          "time (Ctrl+.)"));
    row->addWidget(m_run, 1);
    row->addWidget(m_stop);
    return row;
}

QString StudyPanel::progressText() const
{
    return m_progress->text();
}

void StudyPanel::showStudy(const StudyText& text)
{
    const QSignalBlocker silent(m_seeds);
    m_title->setText(text.title);
    m_explanation->setText(text.explanation);
    m_claim->setText(text.claim);
    m_claim->setVisible(!text.claim.isEmpty());
    m_varied->setText(text.varied.join(QLatin1Char('\n')));
    m_varied->setVisible(!text.varied.isEmpty());
    m_seeds->setValue(text.seeds);
}

void StudyPanel::showFolder(const QString& folder)
{
    m_folder->setText(breakable(folder));
    m_folder->setToolTip(folder);
}

void StudyPanel::showProgress(const StudyProgress& progress)
{
    m_progress->setText(progress.text);
    m_bar->setRange(0, qMax(1, progress.runs));
    m_bar->setValue(progress.done);
    m_run->setEnabled(progress.canRun);
    m_run->setText(progress.runText);
    m_stop->setEnabled(progress.canStop);
    m_seeds->setEnabled(!progress.canStop);
    m_otherFolder->setEnabled(!progress.canStop);
}

} // namespace grokking
