// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One setting in the form: label, editor, and below them a message when something is wrong.
// GUI thread only.
#pragma once

#include "core/spec/param_spec.h"

#include <QWidget>

class QLabel;

namespace grokking {

class ParamEditor;

class FormRow : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FormRow)

public:
    FormRow(ParamSpec param, QWidget* parent);

    [[nodiscard]] const ParamSpec& param() const { return m_param; }
    [[nodiscard]] QString path() const { return QString::fromStdString(m_param.id); }
    [[nodiscard]] QWidget* field() const;

    // Shows a value; emits nothing.
    void setValue(const Value& value);
    // Shows what is wrong below the editor; an empty text clears the mark.
    void setProblem(const QString& problem);
    [[nodiscard]] QString problem() const;
    // Returns whether the text in the field is not a legal value.
    [[nodiscard]] bool isUnreadable() const { return m_unreadable; }
    // Marks the label of a setting that takes effect at once.
    void setLive(bool live);

signals:
    void valueEdited(const QString& path, const grokking::Value& value);
    // The value stands; it is not part of one still being typed.
    void valueCommitted(const QString& path);
    // The text in the field became illegal.
    void complained();

protected:
    bool event(QEvent* event) override;

private:
    void setUpTexts();
    void updateLabel();
    void updateColors();

    ParamSpec m_param;
    ParamEditor* m_editor;
    QLabel* m_label;
    QLabel* m_problem;
    bool m_live = false;
    bool m_unreadable = false;
};

// Returns whether two settings have the same row: everything a row shows and checks is equal.
[[nodiscard]] bool haveSameRow(const ParamSpec& a, const ParamSpec& b);

} // namespace grokking
