// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything the window tells its user, brought to the message bar above the views: what happened,
// and a button where something can be done about it. Never a dialog. GUI thread only.
#pragma once

#include "core/util/result.h"
#include "widgets/message_bar.h"

#include <QObject>

#include <functional>

namespace grokking {

class CloseGuard;
class ExperimentController;
class FileDesk;
class RunController;
class RunsDesk;
class StudyDesk;
class SpecEditor;

class WindowMessages : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WindowMessages)

public:
    // Shows messages in `bar`, which outlives this.
    explicit WindowMessages(MessageBar& bar, QObject* parent = nullptr);

    // Show what these have to tell from now on.
    void listenTo(RunController& runs);
    void listenTo(ExperimentController& experiment, SpecEditor& editor);
    void listenTo(RunsDesk& desk);
    void listenTo(StudyDesk& studies);
    void listenTo(CloseGuard& guard);
    void listenTo(FileDesk& files);

public slots:
    void showError(const grokking::Error& error);
    // Removes what is shown.
    void clear();

private:
    // Shows a message with a button that does something.
    void offer(Severity severity, const QString& message, const QString& actionText,
               std::function<void()> action);

    MessageBar& m_bar;
    std::function<void()> m_action; // of the button
};

} // namespace grokking
