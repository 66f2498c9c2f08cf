// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/toolbar_fit.h"

#include <QAction>
#include <QComboBox>
#include <QLayout>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

constexpr int widePresets = 320; // pixels
constexpr int mediumPresets = 250;
constexpr int narrowPresets = 180;
constexpr int narrowestPresets = 110;

} // namespace

ToolbarFit::ToolbarFit(QToolBar& bar, QComboBox& presets)
    : QObject(&bar), m_bar(bar), m_presets(presets), m_more(new QMenu(tr("More"), &bar))
{
    m_presets.setMinimumWidth(narrowestPresets);
    m_more->menuAction()->setToolTip(tr("What the toolbar has no room for"));
}

QAction* ToolbarFit::more() const
{
    return m_more->menuAction();
}

void ToolbarFit::setButtons(const QList<QAction*>& buttons)
{
    m_buttons = buttons;
}

void ToolbarFit::reserve(const QAction* button, const QStringList& texts)
{
    m_reserved.insert(button, texts);
}

void ToolbarFit::setCaption(QAction* caption)
{
    m_caption = caption;
}

void ToolbarFit::insertTool(QAction* tool, QAction* before)
{
    setFolded(false);
    m_bar.insertAction(before, tool);
    setUpButton(tool);
    m_tools << tool;
    connect(tool, &QAction::triggered, this, [this, tool] { // by key
        if (auto* const button = qobject_cast<QToolButton*>(m_bar.widgetForAction(tool));
            button && tool->menu())
            button->showMenu();
        else if (tool->menu())
            tool->menu()->popup(m_bar.mapToGlobal(m_bar.rect().bottomRight()));
    });
    fit();
}

void ToolbarFit::setUpButton(QAction* tool) const
{
    auto* const button = qobject_cast<QToolButton*>(m_bar.widgetForAction(tool));
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    if (tool->menu())
        button->setPopupMode(QToolButton::InstantPopup);
}

void ToolbarFit::fit()
{
    if (!m_bar.isVisible())
        return;
    for (const bool folded : {false, true}) {
        if (!folded && m_folded && m_unfoldedWidth > m_bar.width())
            continue;
        setFolded(folded);
        if (fitTexts())
            return;
        if (!folded)
            m_unfoldedWidth = m_bar.layout()->sizeHint().width();
    }
}

// Shows as many of the buttons' texts as there is room for, so that no button is cut off.
bool ToolbarFit::fitTexts()
{
    constexpr int none = 0;
    constexpr int one = 1;
    constexpr int two = 2;
    m_caption->setVisible(true);
    const std::pair<qsizetype, int> choices[] = {{m_buttons.size(), widePresets},
                                                 {two, widePresets},
                                                 {two, mediumPresets},
                                                 {two, narrowPresets},
                                                 {one, narrowPresets},
                                                 {none, narrowPresets},
                                                 {none, narrowestPresets}};
    for (const auto& [texts, presets] : choices) {
        m_presets.setMaximumWidth(presets);
        setTexts(texts);
        if (fits())
            return true;
    }
    m_caption->setVisible(false);
    m_bar.layout()->invalidate();
    return fits();
}

bool ToolbarFit::fits() const
{
    return m_bar.layout()->sizeHint().width() <= m_bar.width();
}

void ToolbarFit::setTexts(qsizetype count)
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        auto* const button = qobject_cast<QToolButton*>(m_bar.widgetForAction(m_buttons[i]));
        const bool hasText = i < count;
        button->setToolButtonStyle(hasText ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setMinimumWidth(hasText ? reservedWidth(m_buttons[i], *button) : 0);
    }
    m_bar.layout()->invalidate();
}

// Returns the width with the widest of its texts; 0 if it has only one.
int ToolbarFit::reservedWidth(const QAction* action, const QToolButton& button) const
{
    const auto widthOf = [metrics = button.fontMetrics()](const QString& text) {
        return metrics.size(Qt::TextShowMnemonic, text).width(); // as the button asks for it
    };
    int widest = 0;
    for (const QString& text : m_reserved.value(action))
        widest = std::max(widest, widthOf(text));
    return widest == 0 ? 0 : button.sizeHint().width() - widthOf(action->text()) + widest;
}

// A tool that comes back gets a new button.
void ToolbarFit::setFolded(bool folded)
{
    if (std::exchange(m_folded, folded) == folded)
        return;
    if (folded) {
        m_order = m_bar.actions();
        for (QAction* const tool : std::as_const(m_order)) {
            if (!m_tools.contains(tool))
                continue;
            m_bar.removeAction(tool);
            m_more->addAction(tool);
        }
        m_bar.addAction(more());
        setUpButton(more());
        return;
    }
    m_bar.removeAction(more());
    m_more->clear();
    QAction* next = nullptr;
    for (auto action = m_order.crbegin(); action != m_order.crend(); next = *action++)
        if (m_tools.contains(*action)) {
            m_bar.insertAction(next, *action);
            setUpButton(*action);
        }
}

} // namespace grokking
