// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the chosen preset shows, and what its paper claims, above the form. GUI thread only.
#pragma once

#include "core/spec/preset.h"

#include <QWidget>

class QLabel;

namespace grokking {

class PresetStory : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PresetStory)

public:
    explicit PresetStory(QWidget* parent = nullptr);

public slots:
    void showPreset(const grokking::Preset& preset);

private:
    QLabel* m_title;
    QLabel* m_explanation;
    QLabel* m_claim;
};

} // namespace grokking
