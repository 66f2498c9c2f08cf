// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Takes files that are dropped onto the window. Owned by the window; GUI thread only.
#pragma once

#include <QObject>

class QWidget;

namespace grokking {

class FileDrop : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileDrop)

public:
    explicit FileDrop(QWidget& window);

    [[nodiscard]] bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    // The first of the files dropped.
    void dropped(const QString& file);
};

} // namespace grokking
