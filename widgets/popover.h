// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A small window over the main one, without a frame: closes on Escape and on a click beside it.
// Deletes itself when it closes. GUI thread only.
#pragma once

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace grokking {

class Popover : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Popover)

public:
    // `owner` is what it lies beside.
    Popover(const QString& title, QWidget* owner);

    // Shows it at this size or less, to the left of its owner and inside the window.
    void popUp(const QSize& size);
    // Likewise, but below its owner.
    void dropDown(const QSize& size);

protected:
    // Returns where the content goes, below the title.
    [[nodiscard]] QVBoxLayout* content() const { return m_layout; }

private:
    void showInside(const QSize& size, const QPoint& corner);

    QWidget* m_owner;
    QVBoxLayout* m_layout;
};

} // namespace grokking
