// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the chosen preset shows, what its paper claims, and how much of it was changed, above the
// form. GUI thread only.
#pragma once

#include "core/spec/preset.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace grokking {

class PresetStory : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PresetStory)

public:
    explicit PresetStory(QWidget* parent = nullptr);

public slots:
    void showPreset(const grokking::Preset& preset);
    // Says that the experiment is none of the presets.
    void showNoPreset();
    // Says how many settings differ from the preset, with a button to reset them all.
    void showChanges(int changes);

signals:
    void resetRequested();

private:
    QLabel* m_title;
    QLabel* m_explanation;
    QLabel* m_claim;
    QToolButton* m_reset;
};

} // namespace grokking
