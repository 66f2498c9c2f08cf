// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The row above a picture of outcomes: which one is drawn, against what. GUI thread only.
#pragma once

#include "widgets/outcome_choice.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace grokking {

class OutcomeControls : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutcomeControls)

public:
    explicit OutcomeControls(QWidget* parent = nullptr);

    // Shows what there is to choose from and what is chosen. Emits nothing.
    void showOffer(const OutcomeOffer& offer);

signals:
    // Another one was chosen.
    void chosen(const grokking::OutcomeChoice& choice);

private:
    QComboBox* addBox(const QString& name, const QString& help);
    void choose();

    QComboBox* m_outcome;
    QComboBox* m_against;
    QComboBox* m_lines;
    QToolButton* m_fit;
    OutcomeChoice m_chosen;
};

} // namespace grokking
