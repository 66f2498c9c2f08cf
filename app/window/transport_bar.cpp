// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/transport_bar.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <QUndoStack>

namespace grokking {

namespace {

constexpr int mostSeeds = 100;

// The icon file of each action, to repaint it when the palette changes.
constexpr const char* iconProperty = "iconName"; // "icon" is a property of QAction itself

} // namespace

TransportBar::TransportBar(const std::vector<Preset>& presets, QWidget* parent) : QToolBar(parent)
{
    setObjectName("transport");
    setWindowTitle(tr("Transport"));
    setMovable(false);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addPresets(presets);
    addTransport();
    addSeeds();
    addDisplay();
    updateActions();
}

void TransportBar::addPresets(const std::vector<Preset>& presets)
{
    m_presets = new QComboBox(this);
    m_presets->setAccessibleName(tr("Preset"));
    m_presets->setPlaceholderText(tr("Choose a preset"));
    m_presets->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const Preset& preset : presets) {
        m_presets->addItem(QString::fromStdString(preset.title), QString::fromStdString(preset.id));
        m_presets->setItemData(m_presets->count() - 1, QString::fromStdString(preset.id),
                               Qt::ToolTipRole);
    }
    addWidget(m_presets);
    addSeparator();
    connect(m_presets, &QComboBox::activated, this,
            [this] { emit presetChosen(m_presets->currentData().toString()); });
}

QAction* TransportBar::addIconAction(const QString& icon, const QString& text,
                                     const QKeySequence& key, const QString& help)
{
    QAction* const action = addAction(themeIcon(icon), text);
    action->setProperty(iconProperty, icon);
    action->setShortcut(key);
    action->setToolTip(key.isEmpty() ? help
                                     : help + " (" + key.toString(QKeySequence::NativeText) + ")");
    return action;
}

void TransportBar::addTransport()
{
    m_run = addIconAction("play", tr("Run"), Qt::Key_Space, tr("Starts a run, or goes on"));
    m_step = addIconAction("step", tr("Step"), Qt::Key_Right, tr("Trains one step and pauses"));
    auto* const counts = new QMenu(this);
    for (const int count : {1, 10, 100, 1000}) {
        QAction* const item = counts->addAction(tr("%n step(s)", nullptr, count));
        connect(item, &QAction::triggered, this, [this, count] { emit stepRequested(count); });
    }
    m_step->setMenu(counts);
    auto* const stepButton = qobject_cast<QToolButton*>(widgetForAction(m_step));
    stepButton->setPopupMode(QToolButton::MenuButtonPopup);
    m_stop = addIconAction("stop", tr("Stop"), QKeySequence("Ctrl+."),
                           tr("Ends the run; its file stays"));
    m_rewind = addIconAction("rewind", tr("Rewind"), Qt::Key_Home,
                             tr("Back to step 0 with the same seed; live changes are replayed"));
    m_reseed = addIconAction("reseed", tr("Reseed"), QKeySequence("Ctrl+R"),
                             tr("Takes the next seed: other data, other initial weights"));

    connect(m_run, &QAction::triggered, this, [this] {
        if (m_state == RunState::Running || m_state == RunState::Preparing)
            emit pauseRequested();
        else
            emit runRequested();
    });
    connect(m_step, &QAction::triggered, this, [this] { emit stepRequested(1); });
    connect(m_stop, &QAction::triggered, this, &TransportBar::stopRequested);
    connect(m_rewind, &QAction::triggered, this, &TransportBar::rewindRequested);
    connect(m_reseed, &QAction::triggered, this, &TransportBar::reseedRequested);
}

void TransportBar::addSeeds()
{
    auto* const label = new QLabel(tr("Seeds"), this);
    label->setContentsMargins(8, 0, 4, 0);
    m_seeds = new QSpinBox(this);
    m_seeds->setRange(1, mostSeeds);
    m_seeds->setAccessibleName(tr("Seeds"));
    m_seeds->setToolTip(tr("How many runs to start: with the seed on the form and those after it, "
                           "as many at a time as there are cores"));
    label->setBuddy(m_seeds);
    addWidget(label);
    addWidget(m_seeds);
    connect(m_seeds, &QSpinBox::valueChanged, this, &TransportBar::seedsChosen);
    // The next key, a space for Run, is not for this box any more.
    connect(m_seeds, &QSpinBox::editingFinished, m_seeds, &QWidget::clearFocus);
}

void TransportBar::addDisplay()
{
    auto* const gap = new QWidget(this);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_display = addWidget(gap);
    QAction* const open =
        addIconAction("open", tr("Open"), QKeySequence::Open, tr("Opens a stored run"));
    m_logScale = addIconAction("log-axis", tr("Log steps"), QKeySequence("Ctrl+L"),
                               tr("Step axis logarithmic or linear"));
    m_logScale->setCheckable(true);
    m_logScale->setChecked(true);
    m_dark = addIconAction("moon", tr("Dark"), QKeySequence("Ctrl+D"), tr("Light or dark colors"));
    m_dark->setCheckable(true);
    for (QAction* const action : {open, m_logScale, m_dark})
        qobject_cast<QToolButton*>(widgetForAction(action))
            ->setToolButtonStyle(Qt::ToolButtonIconOnly);

    connect(open, &QAction::triggered, this, &TransportBar::openRequested);
    connect(m_logScale, &QAction::toggled, this, [this](bool on) {
        emit stepScaleChosen(on ? StepScale::Logarithmic : StepScale::Linear);
    });
    connect(m_dark, &QAction::triggered, this, [this](bool on) {
        emit colorSchemeChosen(on ? ColorScheme::Dark : ColorScheme::Light);
    });
}

void TransportBar::addViewsMenu(QMenu* menu)
{
    auto* const views = new QAction(themeIcon(QStringLiteral("views")), tr("Views"), this);
    views->setProperty(iconProperty, QStringLiteral("views"));
    views->setToolTip(tr("Which views are shown, and how they are arranged"));
    views->setMenu(menu);
    insertAction(m_logScale, views);
    auto* const button = qobject_cast<QToolButton*>(widgetForAction(views));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void TransportBar::addHistory(QUndoStack& history)
{
    addHistoryAction(history.createUndoAction(this), "undo", QKeySequence::Undo);
    addHistoryAction(history.createRedoAction(this), "redo", QKeySequence("Ctrl+Shift+Z"));
    updateIcons();
}

// Its text, which names the change, is in the tool tip.
void TransportBar::addHistoryAction(QAction* action, const QString& icon, const QKeySequence& key)
{
    action->setProperty(iconProperty, icon);
    action->setShortcut(key);
    const auto updateTip = [action, key] {
        action->setToolTip(action->text() + " (" + key.toString(QKeySequence::NativeText) + ")");
    };
    updateTip();
    connect(action, &QAction::changed, this, updateTip);
    insertAction(m_display, action);
    qobject_cast<QToolButton*>(widgetForAction(action))->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void TransportBar::setPreset(const QString& id)
{
    m_presets->setCurrentIndex(id.isEmpty() ? -1 : m_presets->findData(id));
}

void TransportBar::setSeeds(int count)
{
    m_seeds->setValue(count);
}

void TransportBar::setState(RunState state)
{
    m_state = state;
    updateActions();
}

void TransportBar::setSpecValid(bool valid)
{
    m_valid = valid;
    updateActions();
}

void TransportBar::setMemory(const QString& memory)
{
    m_run->setToolTip(tr("Starts a run, or goes on (%1). A run takes about %2 of memory.")
                          .arg(m_run->shortcut().toString(QKeySequence::NativeText), memory));
}

void TransportBar::updateActions()
{
    const bool running = m_state == RunState::Running || m_state == RunState::Preparing;
    const bool stopping = m_state == RunState::Stopping;
    const bool idle = m_state == RunState::Idle;
    m_run->setText(running ? tr("Pause") : idle ? tr("Run") : tr("Go on"));
    m_run->setProperty(iconProperty, running ? "pause" : "play");
    m_run->setEnabled(!stopping && (m_valid || !idle));
    m_step->setEnabled(!stopping && (m_valid || !idle));
    m_stop->setEnabled(!idle && !stopping);
    m_rewind->setEnabled(!stopping);
    updateIcons();
}

void TransportBar::updateIcons()
{
    for (QAction* const action : actions()) {
        const QString icon = action->property(iconProperty).toString();
        if (!icon.isEmpty())
            action->setIcon(themeIcon(icon));
    }
    const bool dark = &themeColors(palette()) == &darkColors();
    m_dark->setChecked(dark);
}

void TransportBar::changeEvent(QEvent* event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
}

} // namespace grokking
