// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/preset_story.h"

#include "widgets/own_keys.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace grokking {

PresetStory::PresetStory(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_explanation(new QLabel(this)),
      m_claim(new QLabel(this)), m_reset(new QToolButton(this))
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
    m_reset->setObjectName("link");
    m_reset->setFocusPolicy(Qt::TabFocus);
    m_reset->setToolTip(tr("Gives every setting the value of the preset; can be undone"));
    m_reset->hide();
    keepOwnKeys(m_reset);
    layout->addWidget(m_reset, 0, Qt::AlignLeft);
    connect(m_reset, &QToolButton::clicked, this, &PresetStory::resetRequested);
}

void PresetStory::showPreset(const Preset& preset)
{
    m_title->setText(QString::fromStdString(preset.title));
    m_explanation->setText(QString::fromStdString(preset.explanation));
    m_claim->setText(QString::fromStdString(preset.claim));
    m_claim->setVisible(!preset.claim.empty());
}

void PresetStory::showNoPreset()
{
    m_title->setText(tr("No preset"));
    m_explanation->setText(tr("This experiment did not start from a preset that is here, so there "
                              "is nothing to compare its settings with."));
    m_claim->hide();
}

void PresetStory::showChanges(int changes)
{
    m_reset->setText(changes == 1 ? tr("1 setting changed: reset it")
                                  : tr("%1 settings changed: reset all").arg(changes));
    m_reset->setVisible(changes > 0);
}

} // namespace grokking
