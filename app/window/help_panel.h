// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Help on F1: what the control that has the focus means, and all keys of the window, taken from
// its actions. A small window beside the main one that blocks nothing. GUI thread only.
#pragma once

#include <QDialog>

class QTextBrowser;

namespace grokking {

class HelpPanel : public QDialog
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HelpPanel)

public:
    // Has an action on F1, which is the window's; `window` owns the panel.
    explicit HelpPanel(QWidget& window);

    [[nodiscard]] QAction* openAction() const { return m_open; }
    // Returns the lines shown, as "keys: what they do".
    [[nodiscard]] const QStringList& keys() const { return m_keys; }
    // Returns all that is shown, without markup.
    [[nodiscard]] QString text() const;

public slots:
    // Shows the panel, or hides it if it is in front.
    void toggle();

private:
    [[nodiscard]] QString collectKeys();

    QAction* m_open;
    QTextBrowser* m_text;
    QStringList m_keys;
};

} // namespace grokking
