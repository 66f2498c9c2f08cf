// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fact_list.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace grokking {

namespace {

QLabel* label(const QString& text, const QString& help, const char* name)
{
    auto* const made = new QLabel(text);
    made->setObjectName(QLatin1String(name));
    made->setToolTip(QStringLiteral("<p>%1</p>").arg(help.toHtmlEscaped()));
    made->setWordWrap(true);
    return made;
}

} // namespace

FactList::FactList(const QString& heading, QWidget* parent)
    : QWidget(parent), m_lines(new QGridLayout), m_message(new QLabel)
{
    auto* const title = new QLabel(heading);
    title->setObjectName(QStringLiteral("heading"));
    m_message->setObjectName(QStringLiteral("quiet"));
    m_message->setWordWrap(true);
    m_message->hide();
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setHorizontalSpacing(8);
    m_lines->setVerticalSpacing(2);
    m_lines->setColumnStretch(1, 1);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(title);
    layout->addWidget(m_message);
    layout->addLayout(m_lines);
    setAccessibleName(heading);
}

QString FactList::description() const
{
    if (m_facts.empty())
        return m_message->text();
    QStringList texts;
    for (const Fact& fact : m_facts)
        texts << fact.title + QStringLiteral(": ") + fact.value;
    return texts.join(QStringLiteral(", "));
}

void FactList::clear()
{
    qDeleteAll(m_labels);
    m_labels.clear();
    m_facts.clear();
    m_message->hide();
}

void FactList::showFacts(const std::vector<Fact>& facts)
{
    clear();
    m_facts = facts;
    for (const Fact& fact : facts) {
        const int row = static_cast<int>(m_labels.size() / 2);
        auto* const title = label(fact.title, fact.help, "quiet");
        auto* const value = label(fact.value, fact.help, "value");
        title->setWordWrap(false);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_lines->addWidget(title, row, 0, Qt::AlignTop);
        m_lines->addWidget(value, row, 1);
        m_labels.insert(m_labels.end(), {title, value});
    }
    setAccessibleDescription(description());
}

void FactList::showMessage(const QString& message)
{
    clear();
    m_message->setText(message);
    m_message->show();
    setAccessibleDescription(message);
}

void FactList::showBusy(const QString& message)
{
    if (m_facts.empty()) {
        showMessage(message);
        return;
    }
    for (QWidget* const shown : m_labels)
        shown->setEnabled(false);
    setAccessibleDescription(message);
}

} // namespace grokking
