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

    // Returns the columns for restore().
    [[nodiscard]] QByteArray state() const;
    // Shows the columns as they were; anything else than state() leaves them as they are.
    void restore(const QByteArray& state);
    // Adds a check mark per column, and the way back to all of them.
    void fillMenu(QMenu& menu);

public slots:
    // Shows every column, in order, as wide as a typical text of it. There must be a model.
    void resetColumns();
    // Makes the names as wide as the longest of those shown, unless the user chose another width:
    // up to a share of the table, so that there is room for more than names.
    void fitNames();

signals:
    // The user chose columns, order, widths or sorting.
    void changed();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool m_fitsNames = true;
    bool m_fitting = false; // at the moment
};

} // namespace grokking
