// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/preset_story.h"

#include <QLabel>
#include <QVBoxLayout>

namespace grokking {

PresetStory::PresetStory(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_explanation(new QLabel(this)),
      m_claim(new QLabel(this))
{
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 16, 8);
    layout->setSpacing(6);
    QFont font = m_title->font();
    font.setBold(true);
    m_title->setFont(font);
    for (QLabel* const label : {m_title, m_explanation, m_claim}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    }
}

void PresetStory::showPreset(const Preset& preset)
{
    m_title->setText(QString::fromStdString(preset.title));
    m_explanation->setText(QString::fromStdString(preset.explanation));
    m_claim->setText(QString::fromStdString(preset.claim));
    m_claim->setVisible(!preset.claim.empty());
}

} // namespace grokking
