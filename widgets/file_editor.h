// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The editor for the path of a file: a text field, and a button that opens the system's dialog. A
// relative path is reported once it is entered, for the spec to complete. GUI thread only.
#pragma once

#include "widgets/param_editor.h"

class QLineEdit;
class QToolButton;

namespace grokking {

class FileEditor : public ParamEditor
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileEditor)

public:
    FileEditor(const ParamSpec& param, QWidget* parent);

    void setValue(const Value& value) override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void addButton();
    void choose();
    // Reports a path as the value, or what is wrong with it.
    void take(const QString& path);

    ParamSpec m_param;
    QLineEdit* m_edit;
    QToolButton* m_button;
};

} // namespace grokking
