// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the form shows below the settings of the data: how many examples each subclass gets, and
// the facts that DataInspector finds. GUI thread only.
#pragma once

#include <QWidget>

namespace grokking {

class SpecEditor;

class DataPane : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DataPane)

public:
    // Follows the editor, which is borrowed and outlives the pane.
    explicit DataPane(SpecEditor& editor, QWidget* parent = nullptr);
};

} // namespace grokking
