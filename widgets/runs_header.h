// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of the table of runs: which are shown, how wide, in what order, chosen by dragging or
// in a menu. Owned by the table's view. GUI thread only.
#pragma once

#include <QHeaderView>

class QMenu;

namespace grokking {

class RunsHeader : public QHeaderView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunsHeader)

public:
    explicit RunsHeader(QWidget* parent = nullptr);

    // Adds a check mark per column, and the way back to all of them.
    void fillMenu(QMenu& menu);

public slots:
    // Shows every column, in order, as wide as a typical text of it. There must be a model.
    void resetColumns();

signals:
    // The user chose columns, order, widths or sorting.
    void changed();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
};

} // namespace grokking
