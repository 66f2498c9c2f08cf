// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A calm bar above the views for what the user should know: stays until dismissed, never blocks.
// A second message replaces the first. Hidden while there is none. GUI thread only.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace grokking {

enum class Severity { Information, Warning, Error };

class MessageBar : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageBar)

public:
    explicit MessageBar(QWidget* parent = nullptr);

    [[nodiscard]] QString message() const;

public slots:
    // Shows a message, with a button if `actionText` is not empty.
    void showMessage(grokking::Severity severity, const QString& message,
                     const QString& actionText = {});
    // Hides the bar without dismissed().
    void clear();

signals:
    void actionTriggered();
    void dismissed();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void updateIcon();

    Severity m_severity = Severity::Information;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
};

} // namespace grokking
