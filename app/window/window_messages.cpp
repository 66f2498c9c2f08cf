// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window_messages.h"

#include "app/window/close_guard.h"
#include "app/window/experiment_controller.h"
#include "app/window/file_desk.h"
#include "app/window/run_controller.h"
#include "app/window/runs_desk.h"
#include "app/window/study_desk.h"
#include "widgets/number_text.h"

#include <utility>

namespace grokking {

WindowMessages::WindowMessages(MessageBar& bar, QObject* parent) : QObject(parent), m_bar(bar)
{
    connect(&m_bar, &MessageBar::actionTriggered, this, [this] {
        m_bar.clear();
        m_action();
    });
}

void WindowMessages::listenTo(RunController& runs)
{
    connect(&runs, &RunController::noticed, &m_bar,
            [this](const QString& message) { m_bar.showMessage(Severity::Warning, message); });
    connect(&runs, &RunController::writingFailed, this, [this, &runs](const Error& error) {
        offer(Severity::Error, QString::fromStdString(error.text()), tr("Try again"),
              [&runs] { runs.resume(); });
    });
}

void WindowMessages::listenTo(ExperimentController& experiment, SpecEditor& editor)
{
    connect(&experiment, &ExperimentController::failed, this, &WindowMessages::showError);
    connect(&experiment, &ExperimentController::noticed, &m_bar,
            [this](const QString& message) { m_bar.showMessage(Severity::Information, message); });
    connect(&experiment, &ExperimentController::replayPrepared, this, [this, &editor](int changes) {
        offer(Severity::Information,
              tr("The next run replays %1 of this one.")
                  .arg(countedText(changes, tr("1 live change"), tr("%1 live changes"))),
              tr("Forget them"), [&editor] { editor.forgetReplay(); });
    });
}

void WindowMessages::listenTo(RunsDesk& desk)
{
    connect(&desk, &RunsDesk::failed, this, &WindowMessages::showError);
    connect(&desk, &RunsDesk::told, this, [this, &desk](const QString& message, bool canUndo) {
        offer(Severity::Information, message, canUndo ? tr("Undo") : QString(),
              [&desk] { desk.undoRemove(); });
    });
}

void WindowMessages::listenTo(StudyDesk& studies)
{
    connect(&studies, &StudyDesk::failed, this, &WindowMessages::showError);
    connect(&studies, &StudyDesk::told, &m_bar,
            [this](const QString& message) { m_bar.showMessage(Severity::Information, message); });
}

void WindowMessages::listenTo(CloseGuard& guard)
{
    connect(&guard, &CloseGuard::asked, this, [this, &guard](const QString& question) {
        offer(Severity::Warning, question, tr("Stop and quit"), [&guard] { guard.closeNow(); });
    });
}

void WindowMessages::listenTo(FileDesk& files)
{
    connect(&files, &FileDesk::failed, this, &WindowMessages::showError);
    connect(&files, &FileDesk::done, &m_bar,
            [this](const QString& message) { m_bar.showMessage(Severity::Information, message); });
}

void WindowMessages::showError(const Error& error)
{
    m_bar.showMessage(Severity::Error, QString::fromStdString(error.text()));
}

void WindowMessages::clear()
{
    m_bar.clear();
}

void WindowMessages::offer(Severity severity, const QString& message, const QString& actionText,
                           std::function<void()> action)
{
    m_action = std::move(action);
    m_bar.showMessage(severity, message, actionText);
}

} // namespace grokking
