// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A combo box that may get narrower than its texts: it ends the chosen one with an ellipsis; all of
// it is in the list, and what a screen reader hears. GUI thread only.
#pragma once

#include <QComboBox>

namespace grokking {

class ElidingComboBox : public QComboBox
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ElidingComboBox)

public:
    explicit ElidingComboBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace grokking
