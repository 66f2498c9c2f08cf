// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lets the buttons of the toolbar fit its width: gives up their texts one after the other, then the
// room of the presets, and moves the tools into a menu at the end where that is not enough. The
// keys of the tools work there, too. Owned by the toolbar; GUI thread only.
#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QStringList>

class QAction;
class QComboBox;
class QMenu;
class QToolBar;
class QToolButton;

namespace grokking {

class ToolbarFit : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ToolbarFit)

public:
    // `presets` gives way. All are borrowed and outlive this.
    ToolbarFit(QToolBar& bar, QComboBox& presets);

    // Takes the buttons that have texts, the one that keeps its text longest first.
    void setButtons(const QList<QAction*>& buttons);
    // Keeps room for all texts that one of these buttons can have, so that another one moves
    // nothing.
    void reserve(const QAction* button, const QStringList& texts);
    // Takes what is shown where there is room for it, before tools leave the bar.
    void setCaption(QAction* caption);
    // Adds a tool to the bar, with an icon only; nullptr appends it. One that has a menu opens it.
    void insertTool(QAction* tool, QAction* before);
    // Returns the tools, in the bar or not.
    [[nodiscard]] const QList<QAction*>& tools() const { return m_tools; }
    // Returns the menu of the tools that have no room, as the action that opens it.
    [[nodiscard]] QAction* more() const;

public slots:
    // Adapts to the bar's present width; does nothing before it is shown.
    void fit();

private:
    [[nodiscard]] bool fits() const;
    [[nodiscard]] bool fitTexts();
    void setTexts(qsizetype count);
    [[nodiscard]] int reservedWidth(const QAction* action, const QToolButton& button) const;
    void setFolded(bool folded);
    void setUpButton(QAction* tool) const;

    QToolBar& m_bar;
    QComboBox& m_presets;
    QMenu* m_more;
    QList<QAction*> m_buttons;
    QHash<const QAction*, QStringList> m_reserved;
    QAction* m_caption = nullptr;
    QList<QAction*> m_tools;
    QList<QAction*> m_order; // of all in the bar, while the tools are in the menu
    int m_unfoldedWidth = 0; // of the bar with all tools, at least
    bool m_folded = false;
};

} // namespace grokking
