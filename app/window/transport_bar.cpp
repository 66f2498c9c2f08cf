// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/transport_bar.h"

#include "app/window/toolbar_fit.h"
#include "widgets/grouped_combo_box.h"
#include "widgets/number_text.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <QUndoStack>

#include <utility>

namespace grokking {

namespace {

constexpr int mostSeeds = 100;

// The icon file of each action, to repaint it when the palette changes.
constexpr const char* iconProperty = "iconName"; // "icon" is a property of QAction itself

// Returns what is offered of a preset or study.
Choice choiceOf(const auto& preset)
{
    return {QString::fromStdString(preset.id), QString::fromStdString(preset.group),
            QString::fromStdString(preset.title), QString::fromStdString(preset.explanation)};
}

} // namespace

TransportBar::TransportBar(const std::vector<Preset>& presets, QWidget* parent) : QToolBar(parent)
{
    setObjectName("transport");
    setWindowTitle(tr("Transport"));
    setMovable(false);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addPresets(presets);
    m_fit = new ToolbarFit(*this, *m_presets);
    m_fit->more()->setProperty(iconProperty, QStringLiteral("more"));
    addTransport();
    addSeeds();
    addDisplay();
    updateActions();
}

void TransportBar::addPresets(const std::vector<Preset>& presets)
{
    m_presets = new GroupedComboBox(this);
    m_presets->setAccessibleName(tr("Preset"));
    m_presets->setPlaceholderText(tr("Choose a preset"));
    m_presets->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const Preset& preset : presets)
        m_presets->addChoice(choiceOf(preset));
    addWidget(m_presets);
    addSeparator();
    connect(m_presets, &QComboBox::currentTextChanged, m_presets, &QWidget::setToolTip);
    connect(m_presets, &QComboBox::activated, this,
            [this] { emit presetChosen(m_presets->currentData().toString()); });
}

void TransportBar::addStudies(const std::vector<StudySpec>& studies)
{
    for (const StudySpec& study : studies) {
        Choice choice = choiceOf(study);
        choice.title = tr("Study: %1").arg(choice.title);
        m_presets->addChoice(choice);
    }
}

QAction* TransportBar::addIconAction(const QString& icon, const QString& text,
                                     const QKeySequence& key, const QString& help)
{
    QAction* const action = makeAction(icon, text, key, help);
    addAction(action);
    return action;
}

QAction* TransportBar::addIconTool(const QString& icon, const QString& text,
                                   const QKeySequence& key, const QString& help)
{
    QAction* const action = makeAction(icon, text, key, help);
    m_fit->insertTool(action, nullptr);
    return action;
}

QAction* TransportBar::makeAction(const QString& icon, const QString& text, const QKeySequence& key,
                                  const QString& help)
{
    auto* const action = new QAction(themeIcon(icon), text, this);
    action->setProperty(iconProperty, icon);
    action->setShortcut(key);
    action->setToolTip(key.isEmpty() ? help
                                     : help + " (" + key.toString(QKeySequence::NativeText) + ")");
    return action;
}

void TransportBar::addTransport()
{
    m_run = addIconAction("play", tr("Run"), Qt::Key_Space, tr("Starts a run, or goes on"));
    m_step = addIconAction("step", tr("Step"), {}, tr("Trains one step and pauses (Right)"));
    addSteps();
    m_stop = addIconAction("stop", tr("Stop"), QKeySequence("Ctrl+."),
                           tr("Ends the run; its file stays"));
    m_rewind = addIconAction("rewind", tr("Rewind"), Qt::Key_Home,
                             tr("Back to step 0 with the same seed; live changes are replayed"));
    m_reseed = addIconAction("reseed", tr("Reseed"), QKeySequence("Ctrl+R"),
                             tr("Takes the next seed: other data, other initial weights"));

    m_fit->setButtons({m_run, m_step, m_stop, m_rewind, m_reseed});
    m_fit->reserve(m_run,
                   {tr("Run"), tr("Pause"), tr("Go on"), tr("Run study"), tr("Train longer")});
    connect(m_run, &QAction::triggered, this, [this] {
        if (m_state == RunState::Running || m_state == RunState::Preparing)
            emit pauseRequested();
        else
            start();
    });
    connect(m_step, &QAction::triggered, this, [this] { emit stepRequested(1); });
    connect(m_stop, &QAction::triggered, this, &TransportBar::stopRequested);
    connect(m_rewind, &QAction::triggered, this, &TransportBar::rewindRequested);
    connect(m_reseed, &QAction::triggered, this, &TransportBar::reseedRequested);
}

void TransportBar::addSteps()
{
    auto* const menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    const auto add = [this, menu](const QString& text, const QKeySequence& key,
                                  const QString& help) {
        QAction* const item = menu->addAction(text);
        item->setShortcut(key);
        item->setToolTip(help);
        m_steps << item;
        return item;
    };
    for (const auto& [count, key] :
         {std::pair{1, "Right"}, {10, "Shift+Right"}, {100, "Ctrl+Right"}})
        connect(add(countedText(count, tr("1 step"), tr("%1 steps")), QKeySequence(key),
                    tr("Trains so many steps and pauses")),
                &QAction::triggered, this, [this, count = count] { emit stepRequested(count); });
    menu->addSeparator();
    const QString help = tr("Pauses each seed where its %1 score first reaches the threshold");
    connect(add(tr("Until t1 (memorized)"), QKeySequence("T"), help.arg(tr("train"))),
            &QAction::triggered, this, [this] { emit untilRequested(Milestone::Memorized); });
    connect(add(tr("Until t2 (generalized)"), QKeySequence("Shift+T"), help.arg(tr("test"))),
            &QAction::triggered, this, [this] { emit untilRequested(Milestone::Generalized); });
    m_step->setMenu(menu);
    // The window holds their shortcuts: a menu that is not open has none.
    parentWidget()->addActions(m_steps);
    qobject_cast<QToolButton*>(widgetForAction(m_step))->setPopupMode(QToolButton::MenuButtonPopup);
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
    m_fit->setCaption(addWidget(label));
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
        addIconTool("open", tr("Open"), QKeySequence::Open, tr("Opens a stored run"));
    m_export = addIconTool("save", tr("Export"), QKeySequence("Ctrl+E"),
                           tr("Saves views, weights or generated data"));
    m_logScale = addIconTool("log-axis", tr("Log steps"), QKeySequence("Ctrl+L"),
                             tr("Step axis logarithmic or linear"));
    m_logScale->setCheckable(true);
    m_logScale->setChecked(true);
    m_dark = addIconTool("moon", tr("Dark"), QKeySequence("Ctrl+D"), tr("Light or dark colors"));
    m_dark->setCheckable(true);

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
    QAction* const views =
        makeAction("views", tr("Views"), QKeySequence("Alt+V"),
                   tr("Which views and panes are shown, and how they are arranged"));
    views->setMenu(menu);
    m_fit->insertTool(views, m_logScale);
}

void TransportBar::addHistory(QUndoStack& history)
{
    QAction* const undo = history.createUndoAction(this);
    undo->setShortcut(QKeySequence::Undo);
    insertTool(undo, "undo", m_display);
    QAction* const redo = history.createRedoAction(this);
    redo->setShortcut(QKeySequence("Ctrl+Shift+Z"));
    insertTool(redo, "redo", m_display);
}

void TransportBar::addTool(QAction* action, const QString& icon)
{
    insertTool(action, icon, nullptr);
}

// What it is for, which may change, is in the tool tip.
void TransportBar::insertTool(QAction* action, const QString& icon, QAction* before)
{
    action->setProperty(iconProperty, icon);
    const auto updateTip = [action] {
        const QString help = action->whatsThis();
        action->setToolTip((help.isEmpty() ? action->text() : help) + " ("
                           + action->shortcut().toString(QKeySequence::NativeText) + ")");
    };
    updateTip();
    connect(action, &QAction::changed, this, updateTip);
    m_fit->insertTool(action, before);
    updateIcons();
}

void TransportBar::setExportMenu(QMenu* menu)
{
    m_export->setMenu(menu);
    qobject_cast<QToolButton*>(widgetForAction(m_export))->setPopupMode(QToolButton::InstantPopup);
}

void TransportBar::setPreset(const QString& id)
{
    m_presets->setCurrentIndex(id.isEmpty() ? -1 : m_presets->findData(id));
}

void TransportBar::setSeeds(int count)
{
    m_seeds->setValue(count);
}

bool TransportBar::isLogScale() const
{
    return m_logScale->isChecked();
}

void TransportBar::setLogScale(bool on)
{
    m_logScale->setChecked(on);
}

void TransportBar::setState(RunState state)
{
    if (std::exchange(m_state, state) != state)
        updateActions();
}

void TransportBar::setSpecValid(bool valid)
{
    if (std::exchange(m_valid, valid) != valid)
        updateActions();
}

void TransportBar::setEstimate(const QString& estimate)
{
    m_run->setToolTip(tr("Starts a run, or goes on (%1). A new one: %2.")
                          .arg(m_run->shortcut().toString(QKeySequence::NativeText), estimate));
}

void TransportBar::start()
{
    if (m_state != RunState::Idle)
        emit runRequested(); // goes on
    else if (m_study != StudyStatus::None)
        emit studyRequested();
    else if (m_target != RunTarget::Experiment)
        emit restRequested();
    else
        emit runRequested();
}

void TransportBar::setTarget(RunTarget target)
{
    if (std::exchange(m_target, target) != target)
        updateActions();
}

void TransportBar::setStudy(StudyStatus study)
{
    if (std::exchange(m_study, study) != study)
        updateActions();
}

void TransportBar::setRewindable(bool rewindable)
{
    if (std::exchange(m_rewindable, rewindable) != rewindable)
        updateActions();
}

QString TransportBar::runText() const
{
    if (m_state == RunState::Running || m_state == RunState::Preparing)
        return tr("Pause");
    if (m_state != RunState::Idle)
        return tr("Go on");
    if (m_study != StudyStatus::None)
        return tr("Run study");
    return m_target == RunTarget::RestOfRun   ? tr("Go on")
           : m_target == RunTarget::LongerRun ? tr("Train longer")
                                              : tr("Run");
}

void TransportBar::updateActions()
{
    const bool running = m_state == RunState::Running || m_state == RunState::Preparing;
    const bool stopping = m_state == RunState::Stopping;
    const bool idle = m_state == RunState::Idle;
    const bool study = m_study != StudyStatus::None;
    m_run->setText(runText());
    m_run->setProperty(iconProperty, running ? "pause" : "play");
    m_run->setEnabled(!stopping && (!idle || (study ? m_study == StudyStatus::Ready : m_valid)));
    const bool steppable = !stopping && (!idle || (m_valid && !study));
    m_step->setEnabled(steppable);
    for (QAction* const item : m_steps)
        item->setEnabled(steppable);
    m_stop->setEnabled(!idle && !stopping);
    m_rewind->setEnabled(!stopping && m_rewindable && !study);
    m_reseed->setEnabled(!study);
    m_seeds->setEnabled(!study);
    updateIcons();
    m_fit->fit();
}

void TransportBar::updateIcons()
{
    for (QAction* const action : actions() + m_fit->tools() + QList{m_fit->more()}) {
        const QString icon = action->property(iconProperty).toString();
        if (!icon.isEmpty())
            action->setIcon(themeIcon(icon));
    }
    const bool dark = &themeColors(palette()) == &darkColors();
    m_dark->setChecked(dark);
}

void TransportBar::resizeEvent(QResizeEvent* event)
{
    QToolBar::resizeEvent(event);
    m_fit->fit();
}

void TransportBar::showEvent(QShowEvent* event)
{
    QToolBar::showEvent(event);
    m_fit->fit();
}

void TransportBar::changeEvent(QEvent* event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
}

} // namespace grokking
