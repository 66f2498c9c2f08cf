// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/help_panel.h"

#include <QAction>
#include <QApplication>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace grokking {

namespace {

// Returns the help of a control: its tool tip, or that of what it is part of (a row of the form).
QString helpOf(const QWidget* control)
{
    for (; control && !control->isWindow(); control = control->parentWidget())
        if (!control->toolTip().isEmpty())
            return control->toolTip();
    return {};
}

QString keysOf(const QAction& action)
{
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText);
}

// Returns "Stop: Ends the run": the first sentence of the tool tip, without the keys in it.
QString purposeOf(const QAction& action)
{
    QString purpose = action.toolTip();
    purpose.remove(QStringLiteral(" (") + keysOf(action) + u')');
    purpose = purpose.section(QStringLiteral(". "), 0, 0);
    const QString text = action.text().remove(u'&');
    return purpose.startsWith(text) ? purpose : text + QStringLiteral(": ") + purpose;
}

} // namespace

HelpPanel::HelpPanel(QWidget& window)
    : QDialog(&window, Qt::Tool), m_open(new QAction(tr("Help"), this)),
      m_text(new QTextBrowser(this))
{
    setWindowTitle(tr("Help"));
    m_open->setShortcut(QKeySequence(Qt::Key_F1));
    window.addAction(m_open);
    addAction(m_open);
    connect(m_open, &QAction::triggered, this, &HelpPanel::toggle);
    m_text->setAccessibleName(tr("Help"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    resize(520, 560);
}

void HelpPanel::toggle()
{
    if (isVisible() && isActiveWindow()) {
        hide();
        return;
    }
    const QString about = helpOf(QApplication::focusWidget());
    const QString heading = QStringLiteral("<p><b>%1</b></p>");
    m_text->setHtml((about.isEmpty() ? QString() : heading.arg(tr("This setting")) + about)
                    + heading.arg(tr("Keys")) + collectKeys());
    show();
    activateWindow();
    m_text->setFocus();
}

// The same action in each of several views is listed once.
QString HelpPanel::collectKeys()
{
    m_keys.clear();
    QString rows;
    for (const QAction* const action : parentWidget()->findChildren<QAction*>()) {
        if (action->shortcut().isEmpty() || action->text().isEmpty())
            continue;
        const QString line = keysOf(*action) + QStringLiteral(": ") + purposeOf(*action);
        if (m_keys.contains(line))
            continue;
        m_keys << line;
        rows += QStringLiteral("<tr><td style='white-space: pre'>%1</td><td>%2</td></tr>")
                    .arg(keysOf(*action).toHtmlEscaped(), purposeOf(*action).toHtmlEscaped());
    }
    return QStringLiteral("<table cellpadding='3'>%1</table>").arg(rows);
}

QString HelpPanel::text() const
{
    return m_text->toPlainText();
}

} // namespace grokking
