// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A combo box that may get narrower than its texts: it ends the chosen one with an ellipsis; all of
// it is in the list, in the tool tip, and what a screen reader hears. GUI thread only.
#pragma once

#include <QComboBox>

namespace grokking {

class ElidingComboBox : public QComboBox
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ElidingComboBox)

public:
    explicit ElidingComboBox(QWidget* parent = nullptr);

    // Returns the chosen text, or the placeholder, as there is room for it.
    [[nodiscard]] QString shownText() const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString wholeText() const;
};

} // namespace grokking
