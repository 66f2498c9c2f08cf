// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An editor for the value of one setting, made from its ParamSpec: check box, combo box, number
// field (with slider), text field, table of cells or field for a file. Reports what the user
// enters, as a value or as a complaint. GUI thread only.
#pragma once

#include "core/spec/param_spec.h"

#include <QWidget>

namespace grokking {

class ParamEditor : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParamEditor)

public:
    // Shows a value; emits nothing.
    virtual void setValue(const Value& value) = 0;

    // Tells how large the table of a setting of kind Cells is.
    virtual void setTableSize(std::int64_t rows, std::int64_t columns);

    // Marks the field as wrong, or not.
    void setInvalid(bool invalid);

    // Returns the widget that takes the keyboard: the buddy of a label.
    [[nodiscard]] QWidget* field() const { return m_field; }

signals:
    // The user entered another legal value.
    void valueEdited(const grokking::Value& value);
    // The value stands; it is not part of one still being typed.
    void valueCommitted();
    // What the user is typing is not legal, and why; the value stays as it was.
    void complained(const QString& complaint);

protected:
    explicit ParamEditor(QWidget* parent) : QWidget(parent) {}

    // Takes the widget that shows the value. Called once, by the constructor of an editor.
    void setField(QWidget* field);

    // Reports a value entered in one go.
    void enter(const Value& value);

    // Keeps the wheel for scrolling the form unless the field has the focus.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_field = nullptr;
};

// Returns the editor for a setting; the parent owns it.
[[nodiscard]] ParamEditor* makeParamEditor(const ParamSpec& param, QWidget* parent);

} // namespace grokking
