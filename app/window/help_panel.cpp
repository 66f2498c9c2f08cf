// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/help_panel.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QTextDocumentFragment>
#include <QTreeWidget>
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

// Returns "Step: trains one step", without the keys that some tool tips end with.
QString purposeOf(const QAction& action)
{
    QString purpose = action.toolTip();
    purpose.remove(QStringLiteral(" (") + keysOf(action) + u')');
    const QString text = action.text().remove(u'&');
    return purpose.startsWith(text) ? purpose : text + QStringLiteral(": ") + purpose;
}

} // namespace

HelpPanel::HelpPanel(QWidget& window)
    : QDialog(&window, Qt::Tool), m_open(new QAction(tr("Help"), this)), m_about(new QLabel(this)),
      m_keys(new QTreeWidget(this))
{
    setWindowTitle(tr("Help"));
    m_open->setShortcut(QKeySequence(Qt::Key_F1));
    window.addAction(m_open);
    addAction(m_open);
    connect(m_open, &QAction::triggered, this, &HelpPanel::toggle);
    m_about->setWordWrap(true);
    m_about->setMargin(4);
    m_keys->setColumnCount(2);
    m_keys->setHeaderLabels({tr("Key"), tr("What it does")});
    m_keys->setRootIsDecorated(false);
    m_keys->setWordWrap(true);
    m_keys->setAccessibleName(tr("Keys"));
    m_keys->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(m_about);
    layout->addWidget(m_keys);
    resize(560, 520);
}

void HelpPanel::toggle()
{
    if (isVisible() && isActiveWindow()) {
        hide();
        return;
    }
    const QString help = helpOf(QApplication::focusWidget());
    m_about->setText(help);
    m_about->setVisible(!help.isEmpty());
    listKeys();
    show();
    activateWindow();
    m_keys->setFocus();
}

void HelpPanel::listKeys()
{
    m_keys->clear();
    for (const QAction* const action : parentWidget()->findChildren<QAction*>()) {
        if (action->shortcut().isEmpty() || action->text().isEmpty())
            continue;
        auto* const item = new QTreeWidgetItem(m_keys, {keysOf(*action), purposeOf(*action)});
        item->setToolTip(1, item->text(1));
    }
}

QStringList HelpPanel::keys() const
{
    QStringList lines;
    for (int row = 0; row < m_keys->topLevelItemCount(); ++row) {
        const QTreeWidgetItem& item = *m_keys->topLevelItem(row);
        lines << item.text(0) + QStringLiteral(": ") + item.text(1);
    }
    return lines;
}

QString HelpPanel::about() const
{
    return QTextDocumentFragment::fromHtml(m_about->text()).toPlainText();
}

} // namespace grokking
