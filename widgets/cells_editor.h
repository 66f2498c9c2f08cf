// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The editor for a set of cells: a small table of check boxes with rows A, B, ... and columns
// 1, 2, ...; scrolls when it is large. GUI thread only.
#pragma once

#include "widgets/param_editor.h"

class QTableWidget;

namespace grokking {

class CellsEditor : public ParamEditor
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CellsEditor)

public:
    CellsEditor(const ParamSpec& param, QWidget* parent);

    void setValue(const Value& value) override;
    void setTableSize(std::int64_t rows, std::int64_t columns) override;

private:
    [[nodiscard]] Value value() const;
    void check();

    QTableWidget* m_table;
    Value m_value; // may name cells that the table does not have at the moment
    bool m_optional;
};

} // namespace grokking
