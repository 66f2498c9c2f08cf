// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_filter_bar.h"

#include "widgets/theme.h"
#include "widgets/verdict_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace grokking {

namespace {

QToolButton* menuButton(const QString& icon, const QString& name, QWidget* parent)
{
    auto* const button = new QToolButton(parent);
    button->setIcon(themeIcon(icon));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMenu(new QMenu(button));
    return button;
}

} // namespace

RunsFilterBar::RunsFilterBar(QWidget* parent)
    : QWidget(parent), m_words(new QLineEdit(this)),
      m_verdicts(menuButton(QStringLiteral("filter"), tr("Show only some verdicts"), this)),
      m_more(menuButton(QStringLiteral("settings"), tr("Columns, groups, disk use"), this))
{
    m_words->setPlaceholderText(tr("Filter runs (Ctrl+F)"));
    m_words->setAccessibleName(tr("Filter runs"));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_words->installEventFilter(this);
    connect(m_words, &QLineEdit::textChanged, this, &RunsFilterBar::wordsChanged);
    auto* const line = new QHBoxLayout(this);
    line->setContentsMargins(8, 8, 4, 0); // like the views beside it
    line->setSpacing(2);
    line->addWidget(m_words, 1);
    line->addWidget(m_verdicts);
    line->addWidget(m_more);
    fillVerdicts();
}

QMenu* RunsFilterBar::menu() const
{
    return m_more->menu();
}

void RunsFilterBar::setWords(const QString& words)
{
    m_words->setText(words);
}

void RunsFilterBar::focusWords()
{
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

void RunsFilterBar::fillVerdicts()
{
    QMenu* const menu = m_verdicts->menu();
    for (const Verdict verdict :
         {Verdict::Grokked, Verdict::Memorized, Verdict::Together, Verdict::Ungrokked,
          Verdict::Failed, Verdict::Diverged, Verdict::Running}) {
        QAction* const action =
            menu->addAction(verdictIcon(verdict, false), verdictText(verdict, false));
        action->setCheckable(true);
        action->setData(static_cast<int>(verdict));
    }
    menu->addSeparator();
    QAction* const all = menu->addAction(tr("Show all"));
    connect(menu, &QMenu::triggered, this, [this, menu, all](const QAction* chosen) {
        if (chosen == all)
            for (QAction* const action : menu->actions())
                action->setChecked(false);
        chooseVerdicts();
    });
}

void RunsFilterBar::chooseVerdicts()
{
    QSet<int> verdicts;
    for (const QAction* const action : m_verdicts->menu()->actions())
        if (action->isChecked())
            verdicts.insert(action->data().toInt());
    m_verdicts->setDown(false);
    m_verdicts->setCheckable(!verdicts.isEmpty());
    m_verdicts->setChecked(!verdicts.isEmpty());
    emit verdictsChosen(verdicts);
}

bool RunsFilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_words && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        emit leaveRequested();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace grokking
