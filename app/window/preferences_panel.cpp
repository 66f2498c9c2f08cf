// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/preferences_panel.h"

#include "core/util/processor.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

namespace grokking {

PreferencesPanel::PreferencesPanel(QWidget& window, const QString& defaultFolder)
    : QDialog(&window, Qt::Tool), m_defaultFolder(defaultFolder),
      m_preferences(readPreferences(QSettings())), m_open(new QAction(tr("Preferences"), this)),
      m_folder(new QLineEdit), m_folderProblem(new QLabel), m_runs(new QSpinBox),
      m_colors(new QComboBox)
{
    setWindowTitle(tr("Preferences"));
    m_open->setShortcut(QKeySequence(QStringLiteral("Ctrl+,")));
    window.addAction(m_open);
    connect(m_open, &QAction::triggered, this, [this] {
        show();
        activateWindow();
    });
    layOut();
    connect(m_folder, &QLineEdit::editingFinished, this, [this] { takeFolder(m_folder->text()); });
    connect(m_runs, &QSpinBox::valueChanged, this, [this](int runs) {
        m_preferences.runsAtOnce = static_cast<std::size_t>(runs);
        keep();
        emit changed(m_preferences);
    });
    connect(m_colors, &QComboBox::activated, this,
            [this](int index) { setColors(static_cast<ColorScheme>(index)); });
}

void PreferencesPanel::layOut()
{
    m_folder->setText(m_preferences.runFolder);
    m_folder->setPlaceholderText(m_defaultFolder);
    m_folder->setMinimumWidth(320);
    m_folderProblem->setObjectName(QStringLiteral("problem"));
    m_folderProblem->setWordWrap(true);
    m_folderProblem->hide();
    m_runs->setRange(0, static_cast<int>(mostRunsAtOnce));
    m_runs->setSpecialValueText(tr("one per core (%1)").arg(usableCores()));
    m_runs->setValue(static_cast<int>(m_preferences.runsAtOnce));
    m_runs->setToolTip(tr("Runs that train at the same time, if there is the memory. More than "
                          "there are cores is no faster."));
    m_colors->addItems({tr("as the desktop"), tr("light"), tr("dark")}); // order of ColorScheme
    m_colors->setCurrentIndex(static_cast<int>(m_preferences.colors));

    auto* const choose = new QPushButton(tr("Choose…"));
    choose->setAutoDefault(false); // Enter takes what was typed
    connect(choose, &QPushButton::clicked, this, &PreferencesPanel::chooseFolder);
    auto* const folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);
    auto* const close = new QDialogButtonBox;
    close->addButton(tr("Close"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::hide);
    auto* const form = new QFormLayout(this);
    form->addRow(tr("Folder of runs"), folder);
    form->addRow(m_folderProblem);
    form->addRow(tr("Runs at a time"), m_runs);
    form->addRow(tr("Colors"), m_colors);
    form->addRow(close);
    m_folder->setAccessibleName(tr("Folder of runs"));
}

void PreferencesPanel::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Folder of runs"),
        m_preferences.runFolder.isEmpty() ? m_defaultFolder : m_preferences.runFolder);
    if (!folder.isEmpty())
        takeFolder(folder);
}

// An empty one is the default.
void PreferencesPanel::takeFolder(const QString& folder)
{
    const Status ready = folder.isEmpty() ? Status(Success{}) : prepareRunFolder(folder);
    m_folderProblem->setVisible(!ready);
    m_folderProblem->setText(ready ? QString() : QString::fromStdString(ready.error().text()));
    if (!ready)
        return;
    m_folder->setText(folder);
    if (folder == m_preferences.runFolder)
        return;
    m_preferences.runFolder = folder;
    keep();
    emit changed(m_preferences);
}

void PreferencesPanel::setColors(ColorScheme colors)
{
    m_colors->setCurrentIndex(static_cast<int>(colors));
    m_preferences.colors = colors;
    keep();
    emit colorsChosen(colors);
}

void PreferencesPanel::keep() const
{
    QSettings settings;
    writePreferences(settings, m_preferences);
}

} // namespace grokking
